"""Languages are found by looking; Python's starter is what its challenges declare."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from grader.challenge import load_challenge, slugs
from grader.errors import LanguageError
from grader.languages import all_languages, discover, find
from grader.languages.python import LANGUAGE, hint
from grader.model import Challenge, ClassInterface, Interface, Limits, Parameter, Signature
from grader.notation import parse_type
from grader.paths import SANDBOX
from grader.starter import starter_files, write_starter


def challenge_of(interface: Interface, *, title: str = "Sorted words", summary: str = "Words in order.") -> Challenge:
    return Challenge(
        slug="sorted-words",
        title=title,
        version="1.0.0",
        summary=summary,
        languages=("python",),
        time_box="2h",
        interface=interface,
        requirements=(),
        limits=Limits(),
        rubric="algorithm",
        folder="/nowhere",
        sha256="",
    )


def function(name: str, returns: str, **params: str) -> Challenge:
    given = tuple(Parameter(name=key, type=value) for key, value in params.items())
    return challenge_of(Interface(kind="function", functions={name: Signature(params=given, returns=returns)}))


def solution_of(challenge: Challenge) -> str:
    return LANGUAGE.starter(challenge)["solution.py"]


PROGRAM = challenge_of(Interface(kind="program"))


# ── Finding languages ──


def test_python_is_found_by_looking() -> None:
    assert find("python") is LANGUAGE
    assert LANGUAGE in all_languages()


def test_an_unknown_language_is_told_the_near_miss() -> None:
    with pytest.raises(LanguageError, match=r'^unknown language "pyton". Did you mean "python"'):
        find("pyton")


def test_every_language_has_its_folder_under_sandbox() -> None:
    assert [language.name for language in all_languages() if not (SANDBOX / language.image).is_dir()] == []


def package_of(folder: Path, monkeypatch: pytest.MonkeyPatch, **modules: str) -> ModuleType:
    """Put a package of plug-ins on disk; its name is the folder's, so that no test sees another's modules."""
    package = folder / f"plugins_{folder.name}"
    package.mkdir()
    for name, text in {"__init__": "", **modules}.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    __import__(package.name)
    return sys.modules[package.name]


COPY = "import msgspec\nfrom grader.languages.python import LANGUAGE as PYTHON\n"


def test_a_new_language_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{COPY}LANGUAGE = msgspec.structs.replace(PYTHON, name='snake')\n"
    package = package_of(tmp_path, monkeypatch, snake=text, base="")
    assert [language.name for language in discover(package)] == ["snake"]


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("", TypeError, r"broken: a language module defines LANGUAGE = Language\(...\)"),
        ("LANGUAGE = 'broken'", TypeError, r"broken: a language module defines LANGUAGE = Language\(...\)"),
        (f"{COPY}LANGUAGE = PYTHON", TypeError, 'broken: LANGUAGE.name is "python", but the file says "broken"'),
        ("import no_such_module", ModuleNotFoundError, "no_such_module"),
    ],
)
def test_a_broken_plug_in_stops_us(
    text: str, error: type[Exception], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = package_of(tmp_path, monkeypatch, broken=text)
    with pytest.raises(error, match=message):
        discover(package)


# ── The form ──


@pytest.mark.parametrize(
    ("style", "name", "spelled"),
    [
        ("snake", "add_all", "add_all"),
        ("camel", "add_all", "addAll"),
        ("camel", "get", "get"),
        ("camel", "to_utf_8", "toUtf8"),
    ],
)
def test_a_declared_name_is_spelled_the_language_s_way(style: str, name: str, spelled: str) -> None:
    assert msgspec.structs.replace(LANGUAGE, style=style).spelled(name) == spelled


def test_a_function_submission_enters_at_solution_or_the_slug() -> None:
    assert LANGUAGE.entries(function("sort", "none")) == ("solution", "sorted_words")


def test_a_program_enters_at_main_first() -> None:
    assert LANGUAGE.entries(PROGRAM) == ("main", "sorted_words", "solution")


# ── The starter ──


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("none", "None"),
        ("int?", "int | None"),
        ("any", "Any"),
        ("any?", "Any | None"),
        ("bytes", "bytes"),
        ("list[int?]", "list[int | None]"),
        ("map[str, list[float]]", "dict[str, list[float]]"),
        ("tuple[int, str]?", "tuple[int, str] | None"),
        ("set[str]", "set[str]"),
    ],
)
def test_a_declared_type_becomes_a_type_hint(declared: str, expected: str) -> None:
    assert hint(parse_type(declared)) == expected


def test_a_function_becomes_a_stub() -> None:
    assert solution_of(function("sort_words", "list[str]", words="list[str]", most="int?")) == (
        '"""Sorted words.\n'
        "\n"
        "Words in order.\n"
        '"""\n'
        "\n"
        "from __future__ import annotations\n"
        "\n"
        "\n"
        "def sort_words(words: list[str], most: int | None = None) -> list[str]:\n"
        '    """See the brief."""\n'
        "    raise NotImplementedError\n"
    )


def test_a_class_becomes_a_stub_with_its_constructor() -> None:
    methods = {"get": Signature(params=(Parameter(name="key", type="str"),), returns="int?"), "clear": Signature()}
    declared = ClassInterface(new=(Parameter(name="capacity", type="int"),), methods=methods)
    text = solution_of(challenge_of(Interface(kind="function", classes={"Cache": declared})))
    assert text.endswith(
        "class Cache:\n"
        '    """See the brief."""\n'
        "\n"
        "    def __init__(self, capacity: int) -> None:\n"
        "        raise NotImplementedError\n"
        "\n"
        "    def get(self, key: str) -> int | None:\n"
        '        """See the brief."""\n'
        "        raise NotImplementedError\n"
        "\n"
        "    def clear(self) -> None:\n"
        '        """See the brief."""\n'
        "        raise NotImplementedError\n"
    )


def test_any_is_imported_where_it_is_used() -> None:
    assert "from typing import Any\n" in solution_of(function("echo", "any", value="any"))
    assert "Any" not in solution_of(function("echo", "int", value="int"))


def test_a_long_signature_takes_a_line_for_each_argument() -> None:
    text = solution_of(function("merge", "none", **{f"argument_{n}": "map[str, list[int]]" for n in "abc"}))
    assert "def merge(\n    argument_a: dict[str, list[int]],\n    argument_b: dict" in text
    assert max(map(len, text.splitlines())) <= 88


@pytest.mark.parametrize("title", ['Say """hello"""', "Back\\slash \\x", "Ends with a stop."])
def test_no_title_breaks_the_stub(title: str) -> None:
    challenge = msgspec.structs.replace(function("sort", "none"), title=title)
    docstring = ast.get_docstring(ast.parse(solution_of(challenge)))
    assert docstring is not None
    assert docstring.splitlines()[0] == f"{title.removesuffix('.')}."


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_a_program_s_starter_runs_and_says_that_it_is_not_done(tmp_path: Path) -> None:
    write_starter(PROGRAM, LANGUAGE, tmp_path)
    ran = run(tmp_path, "main.py", "a.log")
    assert ran.returncode == 1
    assert ran.stderr.endswith("NotImplementedError\n")


def test_a_function_s_starter_imports_and_says_that_it_is_not_done(tmp_path: Path) -> None:
    write_starter(function("sort", "list[tuple[int, any?]]", words="any?"), LANGUAGE, tmp_path)
    ran = run(tmp_path, "-c", "import solution, typing; typing.get_type_hints(solution.sort); solution.sort()")
    assert ran.stderr.endswith("NotImplementedError\n")


def test_the_readme_names_every_entry_that_we_look_for() -> None:
    for challenge in (PROGRAM, function("sort", "none")):
        readme = LANGUAGE.starter(challenge)["README.md"]
        assert [entry for entry in LANGUAGE.entries(challenge) if f"`{entry}.py`" not in readme] == []


@pytest.mark.parametrize("slug", slugs())
def test_the_starters_of_every_shipped_challenge_are_those_generated(slug: str) -> None:
    challenge = load_challenge(slug)
    for name in challenge.languages:
        folder = Path(challenge.folder) / "starter" / name
        shipped = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert shipped == starter_files(challenge, find(name))
