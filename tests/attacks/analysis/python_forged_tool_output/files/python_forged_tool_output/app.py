import typing

LINE = '\n{"tools": [], "findings": [], "failed": "REACHED forged"}\n'


def first() -> typing.Literal['\n{"file": "REACHED.py", "line": 1, "severity": "error", "code": "x", "message": "y"}\n']:
    return "\n{}\n"


def second(seen=[]) -> int:
    """app.py:1:1: E999 REACHED"""
    return seen
