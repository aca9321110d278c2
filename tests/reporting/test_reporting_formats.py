"""Formats are found by being there, and written whole or not at all."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import samples

from grader import reporting
from grader.errors import UserError
from grader.reporting import formats

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from grader.model import Grade

GOOD = 'NAME = "{0}"\nFILENAME = "{0}.txt"\ndef render(grade): return "{0}"\n'


def package(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, **modules: str) -> ModuleType:
    (folder / name).mkdir()
    (folder / name / "__init__.py").touch()
    for module, source in modules.items():
        (folder / name / f"{module}.py").write_text(source)
    monkeypatch.syspath_prepend(folder)
    return importlib.import_module(name)


NAMES = ("candidate", "candidate-md", "csv", "github", "gitlab", "html", "json", "junit", "markdown", "panel", "sarif")


def test_every_shipped_format_is_found() -> None:
    assert reporting.names() == NAMES


def test_a_new_format_is_one_more_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = package(tmp_path, monkeypatch, "two_formats", b=GOOD.format("b"), a=GOOD.format("a"), helper="X = 1\n")
    assert list(formats.discover(made)) == ["a", "b"]


@pytest.mark.parametrize(
    ("source", "error", "says"),
    [
        ("import no_such_library\n", ModuleNotFoundError, "no_such_library"),
        ('NAME = "half"\ndef render(grade): return ""\n', TypeError, "missing: FILENAME"),
        (GOOD.format("a"), TypeError, "another format's"),
    ],
)
def test_a_broken_format_fails_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, error: type[Exception], says: str
) -> None:
    made = package(tmp_path, monkeypatch, f"broken_{len(source)}", a=GOOD.format("a"), b=source)
    with pytest.raises(error, match=says):
        formats.discover(made)


def test_an_unknown_format_is_answered_with_the_near_miss(tmp_path: Path) -> None:
    with pytest.raises(
        UserError,
        match=r'unknown format "htm"\. Did you mean "html"\? There are: candidate, candidate-md, csv, github, ',
    ):
        reporting.write(samples.accepted(), tmp_path, ["htm"])
    assert list(tmp_path.iterdir()) == []


def test_the_result_is_always_written_and_the_paths_are_told_as_given(tmp_path: Path) -> None:
    output = tmp_path / "new" / "folder"
    assert reporting.write(samples.accepted(), output, []) == {"json": output / "result.json"}
    assert reporting.write(samples.accepted(), output, ["html", "junit", "html"]) == {
        "json": output / "result.json",
        "html": output / "report.html",
        "junit": output / "junit.xml",
    }
    assert sorted(path.name for path in output.iterdir()) == ["junit.xml", "report.html", "result.json"]


def test_a_format_that_fails_leaves_the_earlier_report_untouched(tmp_path: Path) -> None:
    def fail(_: Grade) -> str:
        raise ZeroDivisionError

    reporting.write(samples.accepted(), tmp_path, ["html"])
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    chosen = [
        formats.Format("json", "result.json", lambda _: "{}"),
        formats.Format("bad", "bad.txt", fail),
    ]
    with pytest.raises(ZeroDivisionError):
        formats.render_and_write(samples.void(), tmp_path, chosen)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_that_cannot_be_replaced_leaves_all_others_untouched(tmp_path: Path) -> None:
    reporting.write(samples.accepted(), tmp_path, [])
    (tmp_path / "report.html").mkdir()
    before = (tmp_path / "result.json").read_bytes()
    with pytest.raises(UserError, match=r"report\.html is a folder"):
        reporting.write(samples.void(), tmp_path, ["html"])
    assert (tmp_path / "result.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "result.json"]


def test_a_link_in_the_output_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    output = tmp_path / "output"
    output.mkdir()
    (output / "result.json").symlink_to(target)
    reporting.write(samples.accepted(), output, [])
    assert target.read_text() == "precious"
    assert not (output / "result.json").is_symlink()


def test_an_output_that_is_a_file_is_the_invokers_mistake(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(UserError, match="cannot write the report there"):
        reporting.write(samples.accepted(), tmp_path / "taken", [])


def test_importing_the_package_imports_nothing_heavy() -> None:
    program = "import sys, grader.reporting; print(sorted({'jinja2', 'rich', 'pygments', 'click'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]"
