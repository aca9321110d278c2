"""The suite of a20 as otter-grader has tests: its very cases, each worth a point; runs in otter's own process.

Below /autograder/source/tests in the image, where every name of a test case counts; the suite is /suite.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

sys.path.insert(0, "/suite")
OK_FORMAT = False
name = "a20"
points = None


def _submission(env: Mapping[str, Any]) -> SimpleNamespace:
    """The fixture of that name, for a notebook that has been run."""
    return SimpleNamespace(
        call=lambda function, *arguments: env[function](*arguments),
        raises=lambda _kind: pytest.raises(ValueError),  # noqa: PT011 - the only kind that the suite asks for
    )


def _case(function: Callable[..., None], arguments: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], None]:
    def test(env: Mapping[str, Any]) -> None:
        function(_submission(env), **arguments)

    return test


def _cases() -> dict[str, Any]:
    made: dict[str, Any] = {}
    wrap = importlib.import_module("otter.test_files").test_case
    suite = {key: value for key, value in vars(importlib.import_module("test_a20")).items() if key.startswith("test_")}
    for function in suite.values():
        names, rows = next(mark.args for mark in function.pytestmark if mark.name == "parametrize")
        for values in rows:
            arguments = dict(zip(names, values, strict=True)) if isinstance(names, tuple) else {names: values}
            made[f"case_{len(made)}"] = wrap(name=f"case {len(made)}", points=1)(_case(function, arguments))
    return made


globals().update(_cases())
