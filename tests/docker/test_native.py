"""Native suites in real boxes: every example of every framework comes out as it says; and what no guard catches."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from languages import image_of

from grader import native
from grader.building import build
from grader.challenge import load_challenge
from grader.errors import ExamFailed
from grader.exam import Record
from grader.examples import Example, examples
from grader.languages import find
from grader.model import Build, Challenge, Outcome, Submission, Verdict
from grader.rubric import rubric_of
from grader.running import take_in
from grader.sandbox.docker import DockerSandbox
from grader.scoring import score

pytestmark = [pytest.mark.docker, pytest.mark.timeout(900)]

CHALLENGES = Path(__file__).parent / "challenges"
NAMES = sorted(path.name for path in CHALLENGES.glob("native-*"))


def every() -> list[tuple[str, Example]]:
    """Each example of each native challenge, with the challenge's name."""
    return [(name, example) for name in NAMES for example in examples(load_challenge(str(CHALLENGES / name)))]


def prepared(challenge: Challenge, submission: Submission, engine: DockerSandbox, run: str) -> Build:
    language = find(submission.language)
    image = image_of(submission.language, engine)
    if not language.needs_build([file.path for file in submission.files]):
        return Build(image=image)
    return build(challenge, submission, language, image=image, sandbox=engine, run=f"{run}-build")


def sat(challenge: Challenge, folder: Path, engine: DockerSandbox, run: str, seed: int = 7) -> Record:
    language = find(challenge.languages[0])
    submission = take_in(folder, challenge, language=language.name)
    return native.sit(
        challenge,
        submission,
        language,
        build=prepared(challenge, submission, engine, run),
        prepare=lambda other: prepared(challenge, other, engine, f"{run}-other"),
        sandbox=engine,
        run=run,
        seed=seed,
    )


def unmet(challenge: Challenge, record: Record) -> set[str]:
    """The requirements that are not met."""
    scored = score(challenge=challenge, rubric=rubric_of(challenge), suites=(record.suite,))
    return {result.id for result in scored.requirements if result.met is False}


@pytest.mark.parametrize(
    ("name", "example"), every(), ids=lambda each: each if isinstance(each, str) else f"{each.expectation}/{each.name}"
)
def test_every_example_comes_out_as_it_says(name: str, example: Example, engine: DockerSandbox, run: str) -> None:
    challenge = load_challenge(str(CHALLENGES / name))
    record = sat(challenge, example.folder, engine, run)
    told = [(case.name, case.verdict, case.message) for case in record.suite.cases]
    assert unmet(challenge, record) == set(example.fails or ()), (record.reason, record.flags, told)
    assert example.verdict in {None, record.verdict}, (record.reason, record.flags, told)
    assert "tamper-evident, not tamper-proof" in record.suite.guards[0]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_of_the_reference_run_is_what_a_run_shows_today(
    name: str, engine: DockerSandbox, run: str, tmp_path: Path
) -> None:
    copied = tmp_path / name
    shutil.copytree(CHALLENGES / name, copied)
    kept = (copied / "suite" / "expected.json").read_bytes()
    challenge = load_challenge(str(copied))
    count = native.learn(
        challenge,
        find(challenge.languages[0]),
        prepare=lambda submission: prepared(challenge, submission, engine, run),
        sandbox=engine,
        run=run,
        seed=11,
    )
    assert count > 5
    assert (copied / "suite" / "expected.json").read_bytes() == kept


def test_a_suite_skips_what_it_skips_for_everybody(engine: DockerSandbox, run: str) -> None:
    challenge = load_challenge(str(CHALLENGES / "native-python"))
    record = sat(challenge, CHALLENGES / "native-python/submissions/accepted/plain/python", engine, run)
    outcomes = {case.name.rpartition("::")[2]: case.outcome for case in record.suite.cases}
    assert outcomes["test_negative"] is Outcome.SKIPPED
    assert outcomes["test_adds_more[negative [1-2]]"] is Outcome.PASSED
    assert "test_money.py::TestSplitting::TestUneven::test_gives_the_first_the_rest" in [
        case.name for case in record.suite.cases
    ]


def test_display_names_are_the_titles_in_java(engine: DockerSandbox, run: str) -> None:
    challenge = load_challenge(str(CHALLENGES / "native-java"))
    record = sat(challenge, CHALLENGES / "native-java/submissions/accepted/plain/java", engine, run)
    titles = {case.name: case.title for case in record.suite.cases}
    assert titles["com.example.money.MoneyTest#addsMore(long, long, long)[1]"].endswith("1 + 1 = 2")
    assert titles["com.example.money.MoneyTest$Splitting#losesNothing()"].startswith("Money > when splitting > ")


def test_canaries_are_others_for_another_seed(engine: DockerSandbox, run: str) -> None:
    challenge = load_challenge(str(CHALLENGES / "native-python"))
    cheat = CHALLENGES / "native-python/submissions/cheats/patches_reports/python"
    evidence = [sat(challenge, cheat, engine, f"{run}-{seed}", seed).flags[0].evidence for seed in (1, 2, 1)]
    assert evidence[0] == evidence[2] != evidence[1]


def test_a_suite_that_fails_for_the_accepted_example_voids_and_names_the_case(
    engine: DockerSandbox, run: str, tmp_path: Path
) -> None:
    copied = tmp_path / "native-python"
    shutil.copytree(CHALLENGES / "native-python", copied)
    (copied / "suite" / "expected.json").unlink()
    suite = copied / "suite" / "python" / "test_money.py"
    suite.write_text(suite.read_text().replace("== 5", "== 6"))
    with pytest.raises(ExamFailed, match=r"test_money\.py::test_adds: assert 5 == 6"):
        sat(load_challenge(str(copied)), copied / "submissions/accepted/plain/python", engine, run)


def test_the_gate_learns_the_cases_and_puts_the_examples_to_the_proof(engine: DockerSandbox, tmp_path: Path) -> None:
    copied = tmp_path / "native-python"
    shutil.copytree(CHALLENGES / "native-python", copied)
    # These are graded one by one above.
    for expectation in ("cheats", "compile_error", "run_time_error", "time_limit_exceeded"):
        shutil.rmtree(copied / "submissions" / expectation)
    (copied / "suite" / "expected.json").unlink()
    image_of("python", engine)
    command = [sys.executable, "-m", "grader", "check", str(copied), "--repeats", "1"]
    gate = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"})
    assert gate.returncode == 0, gate.stdout[-6000:] + gate.stderr[-2000:]
    assert "9 cases, kept in suite/expected.json" in gate.stdout + gate.stderr
    assert (copied / "suite" / "expected.json").is_file()


def test_a_grade_says_weaker_on_the_page_in_the_terminal_and_for_ci(engine: DockerSandbox, tmp_path: Path) -> None:
    image_of("python", engine)
    cheat = CHALLENGES / "native-python/submissions/cheats/equal_to_everything/python"
    command = [sys.executable, "-m", "grader", "run", str(cheat), "-c", str(CHALLENGES / "native-python")]
    command += ["-o", str(tmp_path), "--seed", "7"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"})
    assert ended.returncode == 0, ended.stderr
    assert "Weaker guarantee  In-process: tamper-evident, not tamper-proof." in ended.stdout
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "How far to trust these cases" in page
    assert "Tampering: a test that must fail passed" in page
    assert "tamper-evident" in (tmp_path / "junit.xml").read_text(encoding="utf-8")
    graded = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert graded["score"] == 0
    assert graded["suites"][0]["kind"] == "native"


FORGERY = '''\
"""Answers for the whole suite before the first test runs, with everything that it can find in its own process."""

import gc
import json
import os
import sys


def tell(**event):
    os.write(3, json.dumps(event).encode() + b"\\n")


orders = next(each for each in gc.get_objects() if isinstance(each, dict) and "mark" in each and "behind" in each)
mark, count = orders["mark"], 0
for file in orders["files"]:
    source = open(os.path.join(orders["root"], file)).read()
    names = {"test_money.py": MONEY, "test_old.py": OLD}.get(file)
    if names is None:
        only = orders["only"][file] or source.partition("def ")[2].partition("(")[0]
        names = {only: "failed"}
    for name, outcome in names.items():
        count += 1
        tell(event="test", mark=mark, name=f"{file}::{name}", file=file, outcome=outcome, seconds=0, message="")
tell(event="finished", mark=mark, count=count)
os._exit(0)
'''


def test_a_forgery_that_is_complete_in_every_detail_is_not_caught_which_is_why_the_report_says_weaker(
    engine: DockerSandbox, run: str, tmp_path: Path
) -> None:
    challenge = load_challenge(str(CHALLENGES / "native-python"))
    record = sat(challenge, CHALLENGES / "native-python/submissions/accepted/plain/python", engine, f"{run}-true")
    names: dict[str, dict[str, str]] = {"test_money.py": {}, "test_old.py": {}}
    for case in record.suite.cases:
        file, _, name = case.name.partition("::")
        names[file][name] = str(case.outcome)
    text = f"MONEY = {names['test_money.py']!r}\nOLD = {names['test_old.py']!r}\n{FORGERY}"
    (tmp_path / "money.py").write_text(text)
    forged = sat(challenge, tmp_path, engine, run)
    assert forged.verdict is Verdict.ACCEPTED
    assert "tamper-evident, not tamper-proof" in forged.suite.guards[0]
