"""What `grade run` does before it has read the submission: it guesses the language, and only that."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.running import likely_language


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["solution.py", "notes.md"], "python"),
        (["a.ts", "b.ts", "setup.py"], "node"),
        (["README.md", "src/Main.java"], "java"),
        (["pom.xml", "core/src/main/java/Main.java"], "java"),
        (["package.json", "lib/index.js"], "node"),
        (["pyproject.toml", "shop/__init__.py"], "python"),
        (["queries.sql"], "sql"),
        (["README.md"], ""),
        ([], ""),
    ],
)
def test_a_language_is_guessed_by_the_names_on_top(paths: list[str], expected: str, tmp_path: Path) -> None:
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    assert likely_language(tmp_path) == expected


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "Main.java").touch()
    (tmp_path / "handed-in").mkdir()
    (tmp_path / "handed-in" / "src").symlink_to(tmp_path / "elsewhere")
    assert likely_language(tmp_path / "handed-in") == ""


def test_what_is_no_folder_has_no_likely_language(tmp_path: Path) -> None:
    archive = tmp_path / "handed-in.py"
    archive.write_text("")
    assert likely_language(archive) == likely_language(tmp_path / "missing") == ""
