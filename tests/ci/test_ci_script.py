"""`grade.sh` hands on the exit code, says in the summary why there is no report, and takes nothing old for new."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from jobs import CI, ROOT, plain, program

ANSWER = ROOT / "challenges" / "lru-cache" / "submissions" / "accepted" / "ordered_dict" / "python"


def script(tmp_path: Path, name: str = "grade.sh", *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(CI / name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=plain(**environ))


def graded(tmp_path: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    given = {"GRADE_SUBMISSION": str(ANSWER), "GRADE_CHALLENGE": "lru-cache"} | environ
    return script(tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"), **given)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"GRADE_SUBMISSION": ""}, "GRADE_SUBMISSION is not set"),
        ({"GRADE_CHALLENGE": ""}, "GRADE_CHALLENGE is not set"),
        ({"GRADE_SHARE": "perhaps"}, "GRADE_SHARE is yes or no"),
        ({"PATH": "/usr/bin:/bin"}, 'there is no "grade" on the PATH'),
    ],
)
def test_a_mistake_in_the_call_is_told_with_what_there_is(environ: dict[str, str], says: str, tmp_path: Path) -> None:
    ran = graded(tmp_path, **environ)
    assert ran.returncode == 2
    assert says in ran.stderr
    assert "usage: GRADE_SUBMISSION=FOLDER" in ran.stderr


@pytest.mark.parametrize("left", ["out/result.json", "out/summary.md", "out-for-candidate/candidate.html"])
def test_what_an_earlier_job_left_is_never_taken_for_this_ones(left: str, tmp_path: Path) -> None:
    (tmp_path / left).parent.mkdir()
    (tmp_path / left).write_text("old", encoding="utf-8")
    ran = graded(tmp_path, GRADE_OUTPUT="out")
    assert ran.returncode == 2
    assert "is there already" in ran.stderr
    assert (tmp_path / left).read_text("utf-8") == "old"


def test_no_engine_is_void_and_says_so_in_the_summary(tmp_path: Path) -> None:
    ran = graded(tmp_path, DOCKER_HOST=f"unix://{tmp_path}/no.sock")
    assert ran.returncode == 3
    assert "No container engine answers" in ran.stderr
    summary = (tmp_path / "summary").read_text("utf-8")
    assert "Void, not zero" in summary
    assert "(exit code 3)" in summary
    assert not (tmp_path / "grade-out").exists()


def test_a_bug_of_ours_is_4_and_its_log_is_among_the_artefacts(tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "rich"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise RuntimeError('half installed')\n", encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "grade-bug-old.log").write_text("of another day", encoding="utf-8")
    ran = graded(tmp_path, PYTHONPATH=str(broken.parent), TMPDIR=str(tmp_path / "tmp"))
    assert ran.returncode == 4, ran.stderr
    assert "A bug of the grader" in (tmp_path / "summary").read_text("utf-8")
    logs = [path.read_text("utf-8") for path in (tmp_path / "grade-out").glob("grade-bug-*.log")]
    assert [log for log in logs if "half installed" in log]
    assert not [log for log in logs if "of another day" in log]


def test_on_github_nothing_that_is_printed_while_grading_is_obeyed(tmp_path: Path) -> None:
    words = []
    for _ in range(2):
        ran = graded(tmp_path, GITHUB_ACTIONS="true", DOCKER_HOST=f"unix://{tmp_path}/no.sock")
        first, *_, last = ran.stdout.splitlines()
        assert first.startswith("::stop-commands::")
        word = first.removeprefix("::stop-commands::")
        assert last == f"::{word}::"
        words.append(word)
    assert len(set(words)) == 2
    assert all(len(word) == 32 for word in words)


def test_options_are_divided_at_blanks_and_expanded_no_further(tmp_path: Path) -> None:
    ran = graded(tmp_path, GRADE_OPTIONS="--seed * --format $(id)", DOCKER_HOST=f"unix://{tmp_path}/no.sock")
    assert ran.returncode == 3
    program(tmp_path / "programs", "grade", 'printf "[%s]" "$@" >>told\n')
    path = f"{tmp_path}/programs:{plain()['PATH']}"
    ran = graded(tmp_path, GRADE_OPTIONS="--seed  * --name $(id)", GRADE_FAIL_UNDER="60", PATH=path)
    assert ran.returncode == 0
    told = (tmp_path / "told").read_text("utf-8")
    assert told.startswith("[images][build][run][--challenge][lru-cache][--output][grade-out][--format][html,markdown,")
    assert told.endswith(f"][--fail-under][60][--seed][*][--name][$(id)][--][{ANSWER}]")


# ── Images ──

LISTED = """\
grader-base:bd26f3bb2c93         built     148 MiB
grader-java:363385619d58         missing
grader-base:956b34a732a1         stale     147 MiB
grader-dependencies:6c7d26a22428 built     367 MiB
"""


def images(tmp_path: Path, *arguments: str, listed: str = LISTED) -> subprocess.CompletedProcess[str]:
    program(tmp_path / "programs", "grade", f"cat <<'LIST'\n{listed}LIST\n")
    program(tmp_path / "programs", "docker", 'printf "%s\\n" "$*"\n')
    return script(tmp_path, "images.sh", *arguments, PATH=f"{tmp_path}/programs:{plain()['PATH']}")


def test_the_word_for_images_is_of_those_that_are_wanted_whether_or_not_they_are_built(tmp_path: Path) -> None:
    key = images(tmp_path, "key").stdout
    assert len(key.strip()) == 32
    built = LISTED.replace("missing ", "built   ").replace("grader-base:956b34a732a1         stale     147 MiB\n", "")
    without = "".join(row for row in built.splitlines(keepends=True) if "dependencies" not in row)
    assert images(tmp_path, "key", listed=without).stdout == key
    assert images(tmp_path, "key", listed=LISTED.replace("363385619d58", "000000000000")).stdout != key


def test_what_is_built_is_saved_and_what_nothing_wants_is_not(tmp_path: Path) -> None:
    told = images(tmp_path, "save", "all.tar").stdout
    assert told == "save --output all.tar grader-base:bd26f3bb2c93 grader-dependencies:6c7d26a22428\n"
    none = images(tmp_path, "save", "all.tar", listed="grader-base:bd26f3bb2c93 missing\n")
    assert none.returncode == 2
    assert "no image is built" in none.stderr


def test_images_that_were_kept_are_loaded_and_none_is_no_mistake(tmp_path: Path) -> None:
    assert images(tmp_path, "load", "all.tar").stdout == ""
    (tmp_path / "all.tar").touch()
    assert images(tmp_path, "load", "all.tar").stdout == "load --quiet --input all.tar\n"
    assert images(tmp_path, "sell").returncode == 2


def test_a_list_that_cannot_be_had_is_no_key(tmp_path: Path) -> None:
    ran = script(tmp_path, "images.sh", "key", DOCKER_HOST=f"unix://{tmp_path}/no.sock")
    assert (ran.returncode, ran.stdout) == (3, "")
