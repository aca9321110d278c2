"""What our programs make of somebody's tests before any runs: their files, their runner, and canaries for them."""

from __future__ import annotations

import ast
import importlib
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from authoring import write
from host_boxes import importable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

PYTHON = ("agent/*.py", "wire/*.py", "tests/*.py", "python/*.py")
NODE = ("agent/*.py", "wire/*.py", "tests/*.py", "node/*.py")


def chance(seed: int) -> random.Random:
    """What canaries are drawn from."""
    return random.Random(seed)  # noqa: S311 - nothing secret


@pytest.fixture(params=["python", "node"])
def no_language(request: pytest.FixtureRequest) -> Iterator[ModuleType]:
    with importable(*{"python": PYTHON, "node": NODE}[request.param]):
        yield importlib.import_module("testing")


@pytest.fixture
def python() -> Iterator[ModuleType]:
    with importable(*PYTHON):
        yield importlib.import_module("testing")


@pytest.fixture
def node() -> Iterator[ModuleType]:
    with importable(*NODE):
        yield importlib.import_module("testing")


def test_a_submission_without_tests_has_none_in_any_language(no_language: ModuleType, tmp_path: Path) -> None:
    write(tmp_path / "solution.py", "def test_like(): ...\n")
    write(tmp_path / "index.js", "export const describe = 1;\n")
    found = no_language.find(str(tmp_path), {})
    assert (found.framework, found.files, found.trouble) == ("", [], "")


# ── Python ──

PYTESTS = "def test_a():\n    assert 1\n"
UNITTESTS = "import unittest\n\n\nclass A(unittest.TestCase):\n    def test_a(self): ...\n"


@pytest.mark.parametrize(
    ("files", "framework", "found"),
    [
        ({"test_a.py": PYTESTS}, "pytest", ["test_a.py"]),
        ({"tests/test_a.py": UNITTESTS}, "unittest", ["tests/test_a.py"]),
        ({"tests/test_a.py": UNITTESTS, "b_test.py": PYTESTS}, "pytest", ["b_test.py", "tests/test_a.py"]),
        ({"tests/checks.py": PYTESTS, "tests/helpers.py": "X = 1\n"}, "pytest", ["tests/checks.py"]),
        ({"test_a.py": "def test_a(:\n"}, "pytest", ["test_a.py"]),
        ({"test_a.py": "import pytest\n" + UNITTESTS}, "pytest", ["test_a.py"]),
        ({"src/app.py": PYTESTS}, "", []),
        ({".hidden/test_a.py": PYTESTS}, "", []),
    ],
)
def test_python_tests_are_told_by_their_syntax(
    python: ModuleType, files: dict[str, str], framework: str, found: list[str], tmp_path: Path
) -> None:
    for name, text in files.items():
        write(tmp_path / name, text)
    result = python.find(str(tmp_path), {})
    assert (result.framework, result.files) == (framework, found)


def test_a_conftest_is_told_of(python: ModuleType, tmp_path: Path) -> None:
    write(tmp_path / "tests" / "conftest.py", "")
    write(tmp_path / "tests" / "test_a.py", PYTESTS)
    assert python.find(str(tmp_path), {}).notes == [
        "tests/conftest.py is loaded, as the candidate's own tests may have it"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pytest.ini", "[pytest]\npythonpath = lib ../outside /etc\naddopts = -p evil\n"),
        ("setup.cfg", "[tool:pytest]\npythonpath = lib\n"),
        ("pyproject.toml", "[tool.pytest.ini_options]\npythonpath = ['lib', '..']\naddopts = '-p evil'\n"),
    ],
)
def test_of_their_configuration_only_where_they_import_from_is_taken(
    python: ModuleType, name: str, text: str, tmp_path: Path
) -> None:
    write(tmp_path / name, text)
    write(tmp_path / "lib" / "a.py", "")
    write(tmp_path / "test_a.py", PYTESTS)
    facts = python.find(str(tmp_path), {}).facts
    assert facts == {"folders": [str(tmp_path), str(tmp_path / "lib")], "asyncio_mode": "", "plugins": []}


def test_only_plugins_of_the_image_that_tests_need_are_loaded(python: ModuleType, tmp_path: Path) -> None:
    write(tmp_path / "tests" / "conftest.py", "import respx\n")
    write(tmp_path / "tests" / "test_a.py", "from hypothesis import given\n" + PYTESTS)
    write(tmp_path / "pytest.ini", "[pytest]\nasyncio_mode = auto\n")
    facts = python.find(str(tmp_path), {}).facts
    assert facts["plugins"] == ["pytest_asyncio.plugin", "_hypothesis_pytestplugin", "respx.plugin"]
    assert facts["asyncio_mode"] == "auto"


@pytest.mark.parametrize(
    "text", ["[tool.pytest", "\xff\xfe", "[tool]\npytest = 3\n", "[tool.pytest]\nini_options = []\n"]
)
def test_a_broken_configuration_is_none(python: ModuleType, text: str, tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", text)
    write(tmp_path / "pytest.ini", text)
    write(tmp_path / "test_a.py", PYTESTS)
    assert python.find(str(tmp_path), {}).files == ["test_a.py"]


# ── Node ──

MOCHA = "describe('a', () => { it('b', () => {}); });\n"
EXPECTS = "test('a', () => { expect(1).toBe(1); });\n"


@pytest.mark.parametrize(
    ("files", "framework"),
    [
        ({"a.test.js": "import { test } from 'node:test';\n"}, "node:test"),
        ({"a.test.js": "const test = require('node:test');\n"}, "node:test"),
        ({"a.test.ts": "import { it } from 'vitest';\n"}, "vitest"),
        ({"a.spec.js": EXPECTS}, "jest"),
        ({"test/a.js": MOCHA}, "mocha"),
        ({"test/a.js": MOCHA, "package.json": '{"scripts": {"test": "jest --ci"}}'}, "jest"),
        ({"test/a.js": EXPECTS, "package.json": '{"scripts": {"test": "node --test"}}'}, "node:test"),
        ({"test/a.js": EXPECTS, "package.json": '{"devDependencies": {"vitest": "1"}}'}, "vitest"),
        ({"test/a.js": EXPECTS, "package.json": "not json"}, "jest"),
        ({"test/a.js": "const helper = 1;\n"}, ""),
    ],
)
def test_node_runners_are_told_by_imports_words_and_globals(
    node: ModuleType, files: dict[str, str], framework: str, tmp_path: Path
) -> None:
    for name, text in files.items():
        write(tmp_path / name, text)
    found = node.find(str(tmp_path), {})
    assert (found.framework, found.trouble) == (framework, "")


@pytest.mark.parametrize(
    ("manifest", "words"),
    [('{"devDependencies": {"ava": "6"}}', "ava is not run here"), ("{}", "No test runner was recognised")],
)
def test_a_runner_that_is_not_one_of_ours_is_said(node: ModuleType, manifest: str, words: str, tmp_path: Path) -> None:
    write(tmp_path / "package.json", manifest)
    write(tmp_path / "a.test.js", "export {};\n")
    assert words in node.find(str(tmp_path), {}).trouble


def test_node_modules_and_declarations_hold_no_tests(node: ModuleType, tmp_path: Path) -> None:
    for name in ("node_modules/x/a.test.js", "a.test.d.ts", ".git/a.test.js"):
        write(tmp_path / name, EXPECTS)
    assert node.find(str(tmp_path), {}).files == []


def test_comments_that_hide_code_from_coverage_lose_their_force_and_move_nothing(
    node: ModuleType, tmp_path: Path
) -> None:
    hiding = (
        "/* c8 ignore next */ a;\n/* v8 ignore start */ b; // istanbul ignore file\n/* node:coverage disable */ c;\n"
    )
    write(tmp_path / "a.js", hiding)
    node._unhide(str(tmp_path), ["a.js"])
    shown = (tmp_path / "a.js").read_text()
    assert "ignore" not in shown
    assert "disable" not in shown
    assert shown.lower() == hiding


# ── canaries ──

SUITE = """\
import pytest


def test_plain():
    cache = {}
    assert len(cache) == 0
    assert "text" == str(cache)


@pytest.mark.skip
def test_skipped():
    assert 1 == len([2])


def test_nothing_to_change(values):
    for value in values:
        assert value == 3
    assert values
    assert values != 4
    assert values == [5]
    assert 6 == 6
    assert values is 7


class TestOne:
    @pytest.mark.parametrize("x", [1])
    def test_in_a_class(self, x):
        assert x == 8

    class TestInner:
        def test_deeper(self):
            assert 9 == len("")


class Old(unittest.TestCase):
    def test_old(self):
        self.assertEqual(len(""), 10)
        self.assertNotEqual(len(""), 11)
"""


def test_a_canary_changes_only_what_its_test_cannot_pass_by(python: ModuleType, tmp_path: Path) -> None:
    write(tmp_path / "test_words.py", SUITE)
    found: set[tuple[str, str]] = set()
    for seed in range(60):
        for name in tmp_path.glob("test_words_*"):
            name.unlink()
        plain, changed = python.canaries(str(tmp_path), "test_words.py", chance(seed))
        source = (tmp_path / changed.file).read_text()
        lines = [(old, new) for old, new in zip(SUITE.split("\n"), source.split("\n"), strict=True) if old != new]
        assert len(lines) == 1
        ast.parse(source)
        found.add((changed.only, lines[0][0].strip()))
        assert "==" in (tmp_path / plain.file).read_text()
    assert found == {
        ("test_plain", "assert len(cache) == 0"),
        ("test_plain", 'assert "text" == str(cache)'),
        ("TestOne::test_in_a_class", "assert x == 8"),
        ("Old::test_old", 'self.assertEqual(len(""), 10)'),
    }


def test_a_file_without_such_a_place_has_the_plain_canary_alone(python: ModuleType, tmp_path: Path) -> None:
    write(tmp_path / "test_words.py", "def test_a():\n    assert True\n")
    assert len(python.canaries(str(tmp_path), "test_words.py", chance(1))) == 1


def test_canaries_are_the_same_for_the_same_seed_and_others_for_another(python: ModuleType, tmp_path: Path) -> None:
    made = []
    for folder, seed in (("one", 1), ("two", 1), ("three", 2)):
        write(tmp_path / folder / "test_words.py", SUITE)
        python.canaries(str(tmp_path / folder), "test_words.py", chance(seed))
        made.append({path.name: path.read_text() for path in (tmp_path / folder).iterdir()})
    assert made[0] == made[1]
    assert made[0] != made[2]


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        ([], "missing"),
        ([{"name": "f::test_a", "outcome": "failed"}], "failed"),
        ([{"name": "f::test_a", "outcome": "skipped"}], "failed"),
        ([{"name": "f::test_a[1]", "outcome": "failed"}, {"name": "f::test_a[2]", "outcome": "passed"}], "passed"),
        ([{"name": "f::other", "outcome": "passed"}], "missing"),
        ([{"name": "f", "outcome": "error"}], "failed"),
    ],
)
def test_a_canary_has_failed_only_where_its_own_test_was_told_and_did_not_pass(
    python: ModuleType, events: list[dict[str, Any]], outcome: str
) -> None:
    assert python is not None
    unit = importlib.import_module("unit")
    assert unit.Canary("x", "f", only="test_a").outcome(events) == outcome
