"""Finding a submission's entry and loading it: every layout that the brief allows, and every way to fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import CLASSES, FUNCTIONS, PROGRAM, Line, agent

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model import Interface

BOTH = "def same(value=None): return value\ndef number(value=None): return 1\n"
USES = "from {module} import helper\ndef same(value=None): return helper()\ndef number(value=None): return 1\n"


def loaded(root: Path, files: dict[str, str], interface: Interface = FUNCTIONS) -> dict[str, Any]:
    with agent(root, files, interface) as running, Line(running) as line:
        answer = line.ask(op="load", within_s=1.0)
        answer.pop("author", None)
        return answer


@pytest.mark.parametrize(
    ("files", "entry"),
    [
        ({"solution.py": BOTH}, "solution"),
        ({"two_words.py": BOTH}, "two_words"),
        ({"src/solution.py": BOTH}, "solution"),
        ({"solution/__init__.py": BOTH}, "solution"),
        ({"solution/__init__.py": "from .parts import same, number\n", "solution/parts.py": BOTH}, "solution"),
        ({"anything.py": BOTH}, "anything"),
        ({"anything.py": BOTH, "helper.py": "x = 1\n", "test_it.py": BOTH}, "anything"),
        ({"solution.py": BOTH, "two_words.py": "raise RuntimeError\n"}, "solution"),
        ({"main.py": BOTH, "README.md": "same number"}, "main"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, dict) else None,
)
def test_the_entry_is_found(tmp_path: Path, files: dict[str, str], entry: str) -> None:
    assert loaded(tmp_path, files) == {"value": {"entry": entry}}


@pytest.mark.parametrize("module", ["values", "process", "driver", "agent", "kernel", "delivery"])
def test_a_module_named_like_one_of_ours_is_the_submissions_own(tmp_path: Path, module: str) -> None:
    files = {"solution.py": USES.format(module=module), f"{module}.py": "def helper(): return 'theirs'\n"}
    with agent(tmp_path, files) as running, Line(running) as line:
        assert line.call() == "theirs"


@pytest.mark.parametrize("module", ["statistics", "queue", "json", "socket", "traceback", "types", "random", "token"])
def test_a_module_named_like_one_of_the_standard_library_is_the_submissions_own(tmp_path: Path, module: str) -> None:
    files = {"solution.py": USES.format(module=module), f"{module}.py": "def helper(): return 'theirs'\n"}
    with agent(tmp_path, files) as running, Line(running) as line:
        assert line.call() == "theirs"


def test_a_module_that_an_interpreter_always_has_at_hand_stays_the_standard_librarys(tmp_path: Path) -> None:
    source = (
        "import abc\nclass Base(abc.ABC): pass\ndef same(value=None): return 'fine'\ndef number(value=None): return 1\n"
    )
    with agent(tmp_path, {"solution.py": source, "abc.py": "first = 1\n"}) as running, Line(running) as line:
        assert line.call() == "fine"


@pytest.mark.parametrize(
    ("files", "kind", "words"),
    [
        ({"solution.py": "def same(:\n"}, "compile_error", "SyntaxError"),
        ({"solution.py": "import no_such_module\n"}, "compile_error", "No module named 'no_such_module'"),
        ({"readme.txt": "hello"}, "compile_error", "No entry point: looked for solution.py, two_words.py"),
        ({"one.py": "", "two.py": ""}, "compile_error", "No entry point"),
        ({"solution.py": "def same(value): return value\n"}, "compile_error", "solution defines no number"),
        ({"solution.py": "1 / 0\n"}, "run_time_error", "Importing solution raised ZeroDivisionError"),
        ({"solution.py": "\0"}, "compile_error", "null bytes"),
    ],
    ids=["syntax", "missing module", "no entry", "two entries", "missing function", "exception", "null byte"],
)
def test_a_submission_that_does_not_load_is_told_in_its_languages_words(
    tmp_path: Path, files: dict[str, str], kind: str, words: str
) -> None:
    failed = loaded(tmp_path, files)["failed"]
    assert failed["kind"] == kind
    assert words in failed["message"]


def test_a_class_that_is_missing_does_not_load(tmp_path: Path) -> None:
    failed = loaded(tmp_path, {"solution.py": "class Other: pass\n"}, CLASSES)["failed"]
    assert failed == {"kind": "compile_error", "message": "solution defines no Counter; it has Other."}


@pytest.mark.parametrize(
    ("methods", "words"),
    [
        ("def add(self, more): ...\n def gett(self, _): ...", "Counter defines no get; did you mean gett?"),
        ("def get(self, _): ...", "Counter defines no add; it has get."),
        ("get = add = 3", "Counter.add is declared to be callable, and it is int."),
        ("def get(self, _): ...\n def add(self): ...", "Counter.add is called with (self, value), and takes (self)"),
        ("def get(self, _): ...\n def add(self, a, b): ...", "missing a required argument: 'b'"),
        ("def __init__(self, a, b): ...", "Counter is called with (value), and takes (a, b)"),
    ],
    ids=["near miss", "missing", "not callable", "too few", "too many", "constructor"],
)
def test_a_class_that_cannot_be_called_as_declared_does_not_load(tmp_path: Path, methods: str, words: str) -> None:
    start = "" if "__init__" in methods else "def __init__(self, start): ...\n "
    failed = loaded(tmp_path, {"solution.py": f"class Counter:\n {start}{methods}\n"}, CLASSES)["failed"]
    assert failed["kind"] == "compile_error"
    assert words in failed["message"]


@pytest.mark.parametrize(
    "methods",
    [
        "def __init__(self, *_): ...\n def add(self, *_): ...\n def get(self, *_, **__): ...",
        "def __init__(self, start=1): ...\n @staticmethod\n def add(more): ...\n @classmethod\n def get(cls, _): ...",
        "def __init__(self, start): ...\n def __getattr__(self, name): return print",
    ],
    ids=["anything", "static and class methods", "made on demand"],
)
def test_a_class_that_can_be_called_as_declared_loads_however_it_is_written(tmp_path: Path, methods: str) -> None:
    assert loaded(tmp_path, {"solution.py": f"class Counter:\n {methods}\n"}, CLASSES)["value"] == {"entry": "solution"}


@pytest.mark.parametrize("way", ["import sys; sys.exit(4)", "import os; os._exit(4)"])
def test_a_submission_that_exits_while_it_is_imported_is_answered_for(tmp_path: Path, way: str) -> None:
    assert loaded(tmp_path, {"solution.py": way})["died"]["exit_code"] == 4


def test_a_submission_that_hangs_while_it_is_imported_gives_no_answer_and_can_be_ended(tmp_path: Path) -> None:
    with agent(tmp_path, {"solution.py": "while True: pass\n"}) as running, Line(running) as line:
        assert line.ask(op="load", within_s=0.3) == {}
        assert "usage" in line.reset()


@pytest.mark.parametrize(
    ("files", "entry"),
    [
        ({"main.py": "print(1)\n"}, "main"),
        ({"src/main.py": "print(1)\n"}, "main"),
        ({"main/__main__.py": "print(1)\n"}, "main"),
        ({"only.py": "import no_such_module\n"}, "only"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, dict) else None,
)
def test_the_entry_of_a_program_is_found_without_running_it(tmp_path: Path, files: dict[str, str], entry: str) -> None:
    assert loaded(tmp_path, files, PROGRAM) == {"value": {"entry": entry}}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"main.py": "print(1)\n", "part/broken.py": "def\n"}, "part/broken.py"),
        ({"main/__init__.py": ""}, "has no __main__.py"),
    ],
    ids=["a broken part", "no __main__"],
)
def test_a_program_that_cannot_be_compiled_does_not_load(tmp_path: Path, files: dict[str, str], words: str) -> None:
    failed = loaded(tmp_path, files, PROGRAM)["failed"]
    assert failed["kind"] == "compile_error"
    assert words in failed["message"]
