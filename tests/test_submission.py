from __future__ import annotations

import hashlib
import io
import os
import random
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from grader.errors import LanguageError, SubmissionError
from grader.intake.limits import IntakeLimits
from grader.model import Dropped, SourceFile, Submission
from grader.submission import open_submission

LANGUAGES = {
    "python": frozenset({".py"}),
    "java": frozenset({".java"}),
    "node": frozenset({".js", ".mjs", ".ts"}),
}
FILES = {"main.py": b"print(1)\nprint(2)", "docs/größe.md": b"# Size\n", "data/logo.png": b"\x89PNG\xff\n\n"}


def opened(source: Path, **options: Any) -> Submission:  # noqa: ANN401 - open_submission's own
    return open_submission(source, **{"languages": LANGUAGES, "allowed": ("python", "java", "node"), **options})


def folder_of(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def lines_of(name: str, count: int) -> dict[str, bytes]:
    return {name: b"x\n" * count}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "jane-doe", FILES)


def packed(folder: Path, name: str) -> Path:
    """Pack a folder as candidates do, with the folder itself on top."""
    target = folder.parent / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in folder.rglob("*"):
                archive.write(file, file.relative_to(folder.parent))
        return target
    mode: Any = "w" if target.suffix == ".tar" else f"w:{target.suffix[1:]}"
    with tarfile.open(target, mode) as tar:
        tar.add(folder, folder.name)
    return target


def test_a_folder_becomes_a_submission_with_its_facts(folder: Path) -> None:
    (folder / "main.pyc").write_bytes(b"x")
    submission = opened(folder)
    assert (submission.name, submission.language) == ("jane-doe", "python")
    assert submission.files == (
        SourceFile(path="data/logo.png", size=7, lines=0),
        SourceFile(path="docs/größe.md", size=7, lines=1),
        SourceFile(path="main.py", size=17, lines=2),
    )
    assert submission.dropped == (Dropped(path="main.pyc", why="compiled; the grader builds from source"),)
    assert submission.lines == 3


def test_the_archive_of_a_submission_holds_the_files_and_its_sha256_names_it(folder: Path) -> None:
    submission = opened(folder)
    assert submission.sha256 == hashlib.sha256(submission.archive).hexdigest()
    with tarfile.open(fileobj=io.BytesIO(submission.archive)) as tar:
        assert {e.name: f.read() for e in tar.getmembers() if (f := tar.extractfile(e))} == FILES


@pytest.mark.parametrize("name", ["s.zip", "s.tar", "s.tar.gz", "s.tar.bz2", "s.tar.xz"])
def test_the_same_content_in_any_packing_has_the_same_sha256(folder: Path, name: str) -> None:
    submission = opened(packed(folder, name))
    assert submission.name == name
    assert submission.sha256 == opened(folder).sha256
    assert submission.files == opened(folder).files


def test_a_git_checkout_is_taken_as_it_is_on_disk_without_its_history(folder: Path) -> None:
    before = opened(folder).sha256
    for command in (["init", "-q"], ["config", "core.fsmonitor", "touch stolen"], ["config", "core.hooksPath", "."]):
        subprocess.run(["git", *command], cwd=folder, check=True)  # noqa: S607
    submission = opened(folder)
    assert submission.sha256 == before
    assert [item.path for item in submission.dropped] == [".git"]
    assert not (folder / "stolen").exists()


@pytest.mark.parametrize(
    "source",
    ["https://github.com/jane/lru", "git@github.com:jane/lru.git", "ssh://host/x", "ext::sh -c x", "file:///x"],
)
def test_a_remote_repository_is_refused_with_what_to_do(source: str) -> None:
    with pytest.raises(SubmissionError, match="`git clone` it, and hand in the folder"):
        opened(Path(source))


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=r"nobody: cannot be read \(No such file"):
        opened(tmp_path / "nobody")


def test_a_refusal_inside_the_child_arrives_with_path_and_rule(folder: Path) -> None:
    (folder / "passwords").symlink_to("/etc/passwd")
    with pytest.raises(SubmissionError) as refusal:
        opened(folder)
    assert refusal.value.path == "passwords"
    assert refusal.value.rule.startswith("is a symbolic link to '/etc/passwd'; ")


def test_a_refusal_of_the_whole_names_the_submission(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SubmissionError, match="empty: holds no file"):
        opened(tmp_path / "empty")


def test_a_name_with_escapes_is_shown_harmlessly(folder: Path) -> None:
    hostile = folder.rename(folder.parent / "jane\x1b[2J\u202e")
    assert opened(hostile).name == r"jane\x1b[2J\u202e"


def test_a_path_that_looks_like_an_option_is_a_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rename(folder.parent / "-c")
    monkeypatch.chdir(folder.parent)
    assert opened(Path("-c")).name == "-c"


def test_the_current_folder_has_the_name_of_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert opened(Path()).name == "jane-doe"


# ── The child ────────────────────────────────────────────────────────────────────────────────────


def test_modules_in_the_submission_are_never_imported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder_of(folder, dict.fromkeys(("json.py", "tarfile.py", "grader.py"), b"raise SystemExit('imported')\n"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    assert len(opened(folder).files) == 6


def test_any_encoding_of_the_terminal_reads_the_same_names(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = opened(folder)
    monkeypatch.setenv("LC_ALL", "C")
    assert opened(folder) == before


def test_an_archive_that_takes_too_much_memory_is_refused(folder: Path) -> None:
    noise = random.Random(1).randbytes(4 << 20)  # noqa: S311
    folder_of(folder, {f"{number}.bin": noise for number in range(10)})
    with pytest.raises(SubmissionError, match=r"s.tar: .*memory.*make it smaller"):
        opened(packed(folder, "s.tar"), limits=IntakeLimits(memory_bytes=64 << 20))


def test_an_archive_that_takes_too_long_is_refused(folder: Path) -> None:
    with pytest.raises(SubmissionError, match="jane-doe: could not be read within the bounds on time and memory"):
        opened(folder, limits=IntakeLimits(wall_s=0))


def test_a_fault_of_ours_is_not_taken_for_the_candidate_s(folder: Path) -> None:
    impossible: Any = "five"
    with pytest.raises(RuntimeError, match="TypeError"):
        opened(folder, limits=IntakeLimits(file_bytes=impossible))


def test_the_child_cannot_fill_a_file_nor_start_a_process(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from grader.intake.child import confine\n"
        "confine(cpu_s=20, memory_bytes=1 << 30)\n"
        "try: os.write(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT), b'x')\n"
        "except OSError as error: print(error.strerror)\n"
        "if os.geteuid():\n"
        "    try: os.fork()\n"
        "    except OSError as error: print(error.strerror)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "x")]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines()[0] == "File too large"
    assert os.geteuid() == 0 or ran.stdout.splitlines()[1] == "Resource temporarily unavailable"


def test_the_child_imports_little() -> None:
    program = "import sys, grader.intake.child; print({'msgspec', 're', 'zipfile', 'inspect'} & set(sys.modules))"
    path = str(Path(__file__).parents[1])
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({path!r}); {program}"]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    assert eval(ran.stdout) <= {"re"}  # noqa: S307 - json and tarfile bring re


# ── The language ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("files", "language"),
    [
        (lines_of("a.py", 1), "python"),
        (lines_of("src/A.java", 9), "java"),
        (lines_of("index.mjs", 9), "node"),
        (lines_of("MAIN.PY", 9), "python"),
        ({"empty.py": b""}, "python"),
        (lines_of("A.java", 300) | lines_of("tools/plot.py", 100), "java"),
        (lines_of("a.py", 2) | lines_of("node_modules/x.js", 900), "python"),
    ],
)
def test_the_language_is_the_one_that_clearly_has_most_lines(
    tmp_path: Path, files: dict[str, bytes], language: str
) -> None:
    assert opened(folder_of(tmp_path / "s", files)).language == language


def test_two_languages_of_like_size_are_a_question(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "s", lines_of("A.java", 299) | lines_of("b.py", 100))
    with pytest.raises(LanguageError, match=r"s: .*java \(299 lines\), python \(100 lines\); .* with --language"):
        opened(folder)
    assert opened(folder, language="python").language == "python"


def test_a_language_that_the_challenge_does_not_take_makes_no_question(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "s", lines_of("A.java", 50) | lines_of("b.py", 50))
    assert opened(folder, allowed=("python",)).language == "python"


def test_a_submission_in_another_language_is_told_so(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "s", lines_of("A.java", 50))
    with pytest.raises(LanguageError, match=r"s: holds no source file in python \(.py\); what it holds is java"):
        opened(folder, allowed=("python",))


def test_a_submission_without_source_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="check that the right folder was handed in"):
        opened(folder_of(tmp_path / "s", {"README.md": b"x"}))


def test_a_language_asked_for_must_be_there(folder: Path) -> None:
    with pytest.raises(LanguageError, match=r"holds no source file in java \(.java\); what it holds is python"):
        opened(folder, language="java")


def test_a_misspelt_language_is_put_right(folder: Path) -> None:
    with pytest.raises(LanguageError, match=r'unknown language "pyhton"\. Did you mean "python"\?'):
        opened(folder, language="pyhton")


def test_an_unknown_language_is_met_with_the_known_ones(folder: Path) -> None:
    with pytest.raises(LanguageError, match="Known are java, node, python"):
        opened(folder, language="cobol")


def test_a_language_of_another_challenge_is_refused(folder: Path) -> None:
    with pytest.raises(LanguageError, match="the challenge does not take java; it takes python, node"):
        opened(folder, language="java", allowed=("python", "node"))
