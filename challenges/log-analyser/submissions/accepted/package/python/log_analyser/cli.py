"""Command line and exit codes."""

import json
import sys
from collections.abc import Sequence

from .inputs import DamagedInput, UnreadableInput, lines
from .report import Tally

USAGE = "usage: log_analyser [--top N] [FILE...]"
OK, UNUSABLE, DAMAGED = 0, 2, 3


class UsageError(Exception):
    """A command line that means nothing."""


def main(args: Sequence[str]) -> int:
    """Analyses and prints; gives the exit code."""
    try:
        top, names = read_options(args)
        tally = Tally()
        for name in names:
            for line in lines(name):
                tally.add_line(line)
    except UsageError as error:
        return fail(f"{error}\n{USAGE}", UNUSABLE)
    except UnreadableInput as error:
        return fail(str(error), UNUSABLE)
    except DamagedInput as error:
        return fail(str(error), DAMAGED)
    json.dump(tally.report(top), sys.stdout, indent=2)
    print()
    if tally.malformed:
        print(f"{tally.malformed} malformed lines", file=sys.stderr)
    return OK


def fail(message: str, exit_code: int) -> int:
    """Says why on standard error."""
    print(message, file=sys.stderr)
    return exit_code


def read_options(args: Sequence[str]) -> tuple[int, list[str]]:
    """Gives N and the inputs' names."""
    top, rest = 10, list(args)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        option = rest.pop(0)
        if option != "--top":
            raise UsageError(f"unknown option {option}")
        top = whole_number(rest.pop(0) if rest else "")
    return top, rest or ["-"]


def whole_number(text: str) -> int:
    """Reads N."""
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise UsageError(f"--top needs a whole number of at least 1, not {text!r}")
    return int(text)
