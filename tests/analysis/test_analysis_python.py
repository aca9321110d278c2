"""The Python tools in the real box: what they find, what they may not obey, and what must not take them down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from analysis_box import analyse

from grader.checks.quality import box
from grader.sandbox import errand

if TYPE_CHECKING:
    from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

BAD = """\
import os
import subprocess

KEY = "AKIAIOSFODNN7EXAMPLB"


def find(cursor, name, seen=[]):
    try:
        cursor.execute("select * from t where n = '%s'" % name)  # nosec
    except:  # noqa
        pass
    subprocess.call("ls " + name, shell=True)
    seen.append(undefined)
    return seen
"""
TYPED = "def twice(number: int) -> int:\n    return str(number) * 2\n"
BRANCHES = (
    "def sign(n, m):\n    if n and m:\n        return 1\n    for i in range(n):\n        if i:\n            return i\n"
)

LATE = ("json", "tomllib", "astroid", "bandit", "isort", "pathlib", "typing_extensions", "ast", "re", "sqlite3")
"""Modules that a linter imports at some moment; of a submission that brings its own, the code must not run."""

RUNS = "raise SystemExit('the candidate ran')\n"


def test_each_tool_finds_what_it_is_there_for(engine: DockerSandbox) -> None:
    found = analyse(engine, "python-bad", "python", {"app.py": BAD, "typed.py": TYPED})
    assert [tool for tool in found.rows("tools") if tool["failed"]] == []
    assert {"W0102", "W0611", "E0602"} <= found.rules("pylint", "app.py")
    assert {"B006", "E722", "F401", "F821"} <= found.rules("ruff", "app.py")
    assert {"B608", "B602"} <= found.rules("bandit", "app.py")
    assert found.rules("mypy", "typed.py") == {"return-value"}
    assert found.rules("detect-secrets", "app.py") == {"AWS Access Key"}
    assert "unused-function" in found.rules("vulture", "app.py")


def test_a_function_of_one_long_string_has_no_fewer_lines_than_none(engine: DockerSandbox) -> None:
    source = 'def query(day):\n    return f"""\n    select {day}\n    where {day}\n    """\n'
    found = analyse(engine, "python-long-string", "python", {"app.py": source})
    (lizard,) = found.rows("functions", "lizard")
    assert lizard["code_lines"] is None
    assert isinstance(
        box.understood(errand.Returned(line=json.dumps(found.told).encode(), ending=box.GOES_ON)), box.Told
    )


def test_what_the_candidate_silenced_is_found_and_listed(engine: DockerSandbox) -> None:
    silenced = "# pylint: skip-file\n# ruff: noqa\n# lizard forgives\n" + BAD
    found = analyse(engine, "python-silent", "python", {"app.py": silenced})
    assert "W0702" in found.rules("pylint", "app.py")
    assert "E722" in found.rules("ruff", "app.py")
    assert "B608" in found.rules("bandit", "app.py")
    assert found.rows("functions", "lizard")
    assert [row["line"] for row in found.rows("suppressions", "suppressions")] == [1, 2, 3, 12, 13]


def test_functions_are_measured_by_several_tools(engine: DockerSandbox) -> None:
    found = analyse(engine, "python-numbers", "python", {"a.py": BRANCHES})
    (lizard,) = found.rows("functions", "lizard")
    (radon,) = found.rows("functions", "radon")
    (complexipy,) = found.rows("functions", "complexipy")
    assert (lizard["cyclomatic"], lizard["parameters"], lizard["code_lines"]) == (5, 2, 6)
    assert radon["cyclomatic"] == 5
    assert complexipy["cognitive"] == 5
    assert {row["line"] for row in (lizard, radon, complexipy)} == {1}


def test_no_configuration_and_no_module_of_the_submission_runs_or_counts(engine: DockerSandbox) -> None:
    init = '[MAIN]\ninit-hook="import sys; sys.exit(9)"\nload-plugins=mine\n'
    beside = {
        ".pylintrc": init,
        "pyproject.toml": '[tool.ruff.lint]\nselect = []\n[tool.mypy]\nplugins = ["mine.py"]\n',
        "setup.cfg": "[mypy]\nignore_errors = True\n",
        ".bandit": "[bandit]\nskips: B608,B602\n",
    }
    files = {"app.py": BAD, "typed.py": TYPED, "mine.py": RUNS} | {f"{name}.py": RUNS for name in LATE}
    found = analyse(engine, "python-hostile", "python", files, beside=beside)
    alone = analyse(engine, "python-alone", "python", {"app.py": BAD, "typed.py": TYPED})
    assert [tool for tool in found.rows("tools") if tool["failed"]] == []
    for tool in ("pylint", "ruff", "bandit", "mypy"):
        for path in ("app.py", "typed.py"):
            assert found.rules(tool, path) == alone.rules(tool, path), tool


@pytest.mark.parametrize(
    "content",
    [
        "def f(:\n",
        "x = " + "(" * 5_000 + "1" + ")" * 5_000 + "\n",
        "x = " + "-" * 20_000 + "1\n",
        "x = " + "+".join(["1"] * 20_000) + "\n",
        "x = " + "[" * 95 + "]" * 95 + "\n",
        "x = '\0'\n",
    ],
    ids=["no syntax", "parentheses", "signs", "a long sum", "lists in lists", "a null"],
)
def test_a_file_that_no_parser_takes_is_named_and_costs_nothing_else(engine: DockerSandbox, content: str) -> None:
    found = analyse(engine, "python-broken", "python", {"app.py": BAD, "broken.py": content})
    assert [tool for tool in found.rows("tools") if tool["failed"]] == []
    assert [row["path"] for row in found.rows("unread", "ast")] == ["broken.py"]
    assert "W0102" in found.rules("pylint", "app.py")
    assert "B006" in found.rules("ruff", "app.py")


def test_the_same_files_give_the_same_words(engine: DockerSandbox) -> None:
    first, second = (analyse(engine, f"python-twice-{n}", "python", {"a.py": BAD, "b.py": TYPED}) for n in range(2))
    assert first.lists() == second.lists()
