"""Whole exams: a suite in the examiner's process, a submission in the agent's, and what the host hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from host_boxes import CLASSES, PROGRAM, Told, quick, sit

if TYPE_CHECKING:
    from pathlib import Path

SUBMISSION = """
import os, sys, time, json

def number(value=None):
    return value

def same(value=None):
    if value == "raise": raise ValueError("no good")
    if value == "hang": time.sleep(600)
    if value == "die": os.kill(os.getpid(), 9)
    if value == "exit": sys.exit(2)
    if value == "flood":
        while True: print("x" * 1000)
    if value == "print": print("as evidence")
    if value == "tamper":
        os.chmod(os.path.dirname(__file__), 0o755)
        open(os.path.join(os.path.dirname(__file__), "more.py"), "w").close()
    return value
"""

SUITE = '''
import pytest

pytestmark = pytest.mark.requirement("R1")


@pytest.fixture
def prepared(submission):
    return submission.call("same", "raise")


@pytest.fixture
def unlucky(submission):
    return submission.call("same", [1])["no such key"]


@pytest.fixture
def broken():
    raise RuntimeError("the author's own mistake")


@pytest.fixture
def leaves_badly(submission):
    yield
    assert submission.call("same", 1) == 2


def test_pass(submission):
    """A title that ends with a full stop.

    And more that is no title.
    """
    assert submission.call("same", {1: (2, None)}) == {1: (2, None)}


@pytest.mark.parametrize("value", [1, "two"])
def test_each_value(submission, value):
    """Every value comes back"""
    assert submission.call("same", value) == value


@pytest.mark.requirement("R2")
def test_named_by_its_own_name(submission):
    assert submission.call("same", "print") == "something else"


def test_raises(submission):
    submission.call("same", "raise")


def test_raises_as_asked(submission):
    with submission.raises("invalid_argument"):
        submission.call("same", "raise")


def test_raises_another_kind(submission):
    with submission.raises("not_found", "wrong_type"):
        submission.call("same", "raise")


def test_raises_nothing(submission):
    with submission.raises("invalid_argument"):
        submission.call("same", 1)


def test_another_type(submission):
    submission.call("number", "seven")


def test_a_float_too_large_for_one(submission):
    submission.call("number", 1.5)


def test_hangs(submission):
    submission.call("same", "hang", timeout_s=0.2)


def test_after_the_hang(submission):
    assert submission.call("same", 5) == 5


def test_dies(submission):
    submission.call("same", "die")


def test_exits(submission):
    submission.call("same", "exit")


def test_floods(submission):
    submission.call("same", "flood")


def test_tampers(submission):
    assert submission.call("same", "tamper") == "tamper"


def test_skipped(submission):
    pytest.skip("not today")


def test_suite_error_before_any_exchange(submission):
    submission.call("no such function")


def test_suite_upset_by_an_answer(submission):
    submission.call("same", [1])["key"]


def test_fixture_that_asks(prepared):
    pass


def test_fixture_upset_by_an_answer(unlucky):
    pass


def test_fixture_of_the_authors(broken):
    pass


def test_teardown_that_asks(submission, leaves_badly):
    assert submission.call("same", 1) == 1


def test_only_an_assertion_of_the_suites():
    assert 1 == 2


def test_random_numbers_repeat(submission, rng):
    first = rng.random()
    assert submission.call("same", first) == first


def test_grows_too_fast(submission, growth):
    import time
    growth.of(lambda n: time.sleep(n / 10_000), sizes=(10, 100, 1000), label="sleep").at_most("constant")


def test_last(submission):
    assert submission.call("same", "end") == "end"
'''

EXPECTED = {
    "test_pass": ("passed", "accepted"),
    "test_each_value[1]": ("passed", "accepted"),
    "test_each_value[two]": ("passed", "accepted"),
    "test_named_by_its_own_name": ("failed", "wrong_answer"),
    "test_raises": ("failed", "run_time_error"),
    "test_raises_as_asked": ("passed", "accepted"),
    "test_raises_another_kind": ("failed", "wrong_answer"),
    "test_raises_nothing": ("failed", "wrong_answer"),
    "test_another_type": ("failed", "wrong_answer"),
    "test_a_float_too_large_for_one": ("failed", "wrong_answer"),
    "test_hangs": ("failed", "time_limit_exceeded"),
    "test_after_the_hang": ("passed", "accepted"),
    "test_dies": ("failed", "run_time_error"),
    "test_exits": ("failed", "run_time_error"),
    "test_floods": ("failed", "output_limit_exceeded"),
    "test_tampers": ("passed", "accepted"),
    "test_skipped": ("skipped", "accepted"),
    "test_suite_error_before_any_exchange": ("error", "judge_error"),
    "test_suite_upset_by_an_answer": ("failed", "wrong_answer"),
    "test_fixture_that_asks": ("failed", "run_time_error"),
    "test_fixture_upset_by_an_answer": ("failed", "wrong_answer"),
    "test_fixture_of_the_authors": ("error", "judge_error"),
    "test_teardown_that_asks": ("failed", "wrong_answer"),
    "test_only_an_assertion_of_the_suites": ("error", "judge_error"),
    "test_random_numbers_repeat": ("passed", "accepted"),
    "test_grows_too_fast": ("failed", "time_limit_exceeded"),
    "test_last": ("passed", "accepted"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """One exam with a test for every way to end."""
    return sit(tmp_path_factory.mktemp("exam"), {"solution.py": SUBMISSION}, SUITE)


def test_every_collected_case_reports_once_and_the_end_is_told(told: Told) -> None:
    assert told.complete, told.words
    assert list(told.cases) == list(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_case_gets_its_outcome_and_verdict(told: Told, name: str) -> None:
    case = told.cases[name]
    assert (case["outcome"], case["verdict"]) == EXPECTED[name], case


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("test_raises", "same raised ValueError: no good"),
        ("test_raises_another_kind", "which is not the not found or wrong type error asked for"),
        ("test_raises_nothing", "Nothing was raised where the brief asks for the invalid argument error"),
        ("test_another_type", "what number returned is str 'seven', but int is declared"),
        ("test_hangs", "same did not answer within 0.2 s"),
        ("test_dies", "same: the process was ended by signal 9 before it answered"),
        ("test_exits", "same: the process ended itself with exit code 2 before it answered"),
        ("test_floods", "same printed more than 65,536 bytes"),
        ("test_skipped", "not today"),
        ("test_fixture_of_the_authors", "RuntimeError: the author's own mistake"),
        ("test_grows_too_fast", "Grows faster than constant: 10 took"),
    ],
)
def test_a_case_says_in_words_what_happened(told: Told, name: str, message: str) -> None:
    assert message in told.cases[name]["message"]


def test_titles_come_from_docstrings_with_the_parameters_and_else_from_names(told: Told) -> None:
    titles = {case["name"].partition("::")[2]: case["title"] for case in told.of("collected")[0]["cases"]}
    shown = [titles[name] for name in ("test_pass", "test_each_value[two]", "test_named_by_its_own_name")]
    assert shown == ["A title that ends with a full stop", "Every value comes back [two]", "named by its own name"]


def test_the_requirement_nearest_to_a_test_is_the_one_it_cites(told: Told) -> None:
    cited = {case["name"].partition("::")[2]: case["requirement"] for case in told.of("collected")[0]["cases"]}
    assert (cited["test_pass"], cited["test_named_by_its_own_name"]) == ("R1", "R2")


def test_what_the_submission_printed_stands_beside_a_failed_case_only(told: Told) -> None:
    assert told.cases["test_named_by_its_own_name"]["printed"] == "as evidence\n"
    assert all(case["printed"] == "" for case in told.cases.values() if case["outcome"] == "passed")


def test_a_candidates_exception_shows_the_candidates_line_and_none_of_ours(told: Told) -> None:
    details = told.cases["test_raises"]["details"]
    assert 'raise ValueError("no good")' in details
    assert "driver.py" not in details


def test_only_the_case_that_changed_files_is_called_tampered(told: Told) -> None:
    assert [name for name, case in told.cases.items() if case["tampered"]] == ["test_tampers"]


def test_times_at_growing_sizes_are_told_as_numbers(told: Told) -> None:
    (series,) = told.of("series")
    assert series["case"] == "test_it.py::test_grows_too_fast"
    assert (series["label"], series["asked"], series["sizes"]) == ("sleep", "constant", [10, 100, 1000])
    assert len(series["seconds"]) == 3
    assert series["seconds"] == [min(samples) for samples in series["samples"]]
    assert series["conclusion"] == "above"
    assert series["interval"][0] > series["allowed"] == pytest.approx(0.45)


def test_nothing_but_events_is_on_the_examiners_stdout_and_pytests_words_are_kept(told: Told) -> None:
    assert told.events[0] == {"event": "ready"}
    assert told.events[-1]["event"] == "finished"
    assert "test_named_by_its_own_name" in told.words


def test_objects_and_their_exceptions_of_declared_kinds(tmp_path: Path) -> None:
    submission = """
class QuotaError(Exception): pass
class Counter:
    def __init__(self, start): self.total = start
    def add(self, more):
        if more > 9: raise QuotaError("enough")
        self.total += more
        return self.total
    def get(self, _=None): return self.total
"""
    suite = """
import pytest
def test_objects(submission):
    counter, other = submission.new("Counter", 5), submission.new("Counter", 1)
    assert (counter.add(2), other.get(None)) == (7, 1)
    with submission.raises("quota_used_up"):
        counter.add(10)
def test_replay(submission):
    counter = submission.new("Counter", 0)
    one, refused, total = counter.replay([("add", 1), ("add", 10), ("get", None)])
    assert (one, refused.kind, refused.type, refused.message, total) == (1, "quota_used_up", "QuotaError", "enough", 1)
def test_undeclared_method(submission):
    submission.new("Counter", 0).undeclared
def test_unknown_kind(submission):
    with submission.raises("no_such_kind"):
        pass
"""
    told = sit(tmp_path, {"solution.py": submission}, suite, interface=CLASSES)
    assert told.complete
    assert told.verdicts == {
        "test_objects": "accepted",
        "test_replay": "accepted",
        "test_undeclared_method": "wrong_answer",
        "test_unknown_kind": "judge_error",
    }


def test_programs_and_what_is_shown_of_them(tmp_path: Path) -> None:
    suite = """
def test_runs(submission):
    ran = submission.run(["a.txt"], files={"a.txt": "hällo"}, stdin="in")
    assert (ran.exit_code, ran.signal, ran.stdout, ran.stderr) == (0, None, "HÄLLO in\\n", "")
def test_wrong(submission):
    assert submission.run(["a.txt"], files={"a.txt": "x"}).stdout == "y"
def test_crashes(submission):
    assert submission.run(["missing"]).exit_code == 0
def test_says_no(submission):
    assert submission.run([]).exit_code == 0
def test_floods(submission):
    submission.run(["-flood"])
"""
    program = (
        "import sys\n"
        "if len(sys.argv) == 1: sys.exit('usage')\n"
        "while sys.argv[1] == '-flood': print('x' * 1000)\n"
        "print(open(sys.argv[1], encoding='utf-8').read().upper(), sys.stdin.read())\n"
    )
    told = sit(tmp_path, {"main.py": program}, suite, interface=PROGRAM)
    assert told.complete
    assert told.verdicts == {
        "test_runs": "accepted",
        "test_wrong": "wrong_answer",
        "test_crashes": "run_time_error",
        "test_says_no": "wrong_answer",
        "test_floods": "output_limit_exceeded",
    }
    assert told.cases["test_wrong"]["printed"] == "$ program a.txt\n[exit code 0]\nX \n"
    assert "FileNotFoundError" in told.cases["test_crashes"]["printed"]


TWO = "def test_one(submission): submission.call('same', 1)\ndef test_two(submission): submission.call('same', 2)\n"


@pytest.mark.parametrize(
    ("source", "verdict", "words"),
    [
        ("def same(:", "compile_error", "SyntaxError"),
        ("import no_such_module", "compile_error", "No module named"),
        ("", "compile_error", "solution defines no same, number"),
        ("1 / 0", "run_time_error", "ZeroDivisionError"),
        ("import sys; sys.exit(9)", "run_time_error", "exit code 9"),
        ("while True: pass", "time_limit_exceeded", "Loading the submission did not answer within 0.5 s"),
        ("while True: print('x' * 1000)", "output_limit_exceeded", "printed more than"),
    ],
    ids=["syntax", "module", "nothing", "exception", "exit", "hang", "flood"],
)
def test_a_submission_that_does_not_load_fails_every_case_and_all_report(
    tmp_path: Path, source: str, verdict: str, words: str
) -> None:
    told = sit(tmp_path, {"solution.py": source}, TWO, limits=quick(per_call_s=0.5))
    (failed,) = told.of("load_failed")
    assert failed["verdict"] == verdict
    assert words in failed["message"]
    assert told.complete
    assert set(told.verdicts.values()) == {verdict}
    assert not told.of("loaded")


def test_the_time_for_one_test_is_for_all_its_calls_together(tmp_path: Path) -> None:
    source = "import time\ndef same(value=None): time.sleep(0.15); return value\ndef number(value=None): return 1\n"
    suite = "def test_many(submission):\n    for _ in range(100): submission.call('same')\n" + TWO
    told = sit(tmp_path, {"solution.py": source}, suite, limits=quick(per_test_s=0.7))
    assert told.verdicts == {"test_many": "time_limit_exceeded", "test_one": "accepted", "test_two": "accepted"}
    assert "within the 0.7 s that one test may take" in told.cases["test_many"]["message"]


def test_cases_after_the_runs_wall_time_fail_unrun_and_report(tmp_path: Path) -> None:
    source = "import time\ndef same(value=None): time.sleep(600)\ndef number(value=None): return 1\n"
    told = sit(tmp_path, {"solution.py": source}, TWO, limits=quick(wall_time_s=0.6))
    assert told.complete
    assert set(told.verdicts.values()) == {"time_limit_exceeded"}
    assert "before the run's 0.6 s were used up" in told.cases["test_one"]["message"]
    assert told.cases["test_two"]["message"] == "Not run: the run's 0.6 s were used up"


def test_a_suite_that_takes_its_time_without_asking_is_the_authors_mistake(tmp_path: Path) -> None:
    suite = "import time\ndef test_slow(submission): time.sleep(600)\n" + TWO
    told = sit(tmp_path, {"solution.py": SUBMISSION}, suite, limits=quick(per_test_s=0.2))
    assert told.complete
    assert told.verdicts == {"test_slow": "judge_error", "test_one": "accepted", "test_two": "accepted"}


def test_a_suite_held_up_after_an_answer_is_a_failed_case_and_no_void_grade(tmp_path: Path) -> None:
    suite = "import time\ndef test_slow(submission): submission.call('same', 1); time.sleep(600)\n" + TWO
    told = sit(tmp_path, {"solution.py": SUBMISSION}, suite, limits=quick(per_test_s=0.2))
    assert told.verdicts == {"test_slow": "time_limit_exceeded", "test_one": "accepted", "test_two": "accepted"}


@pytest.mark.parametrize("size", [1 << 12, 1 << 18])
def test_a_long_wrong_text_is_compared_in_no_time(tmp_path: Path, size: int) -> None:
    source = (
        f"def same(value=None): return ''.join(chr(97 + i * i % 23) for i in range({size}))\n"
        "def number(v=None): return 1\n"
    )
    suite = (
        "def test_text(submission):\n"
        f"    expected = ''.join(chr(97 + i * i % 19) for i in range({size}))\n"
        "    assert submission.call('same') == expected\n"
        "def test_lines(submission):\n"
        f"    expected = ''.join(chr(97 + i * i % 19) + '\\n' * (i % 3) for i in range({size}))\n"
        "    assert submission.call('same').replace('b', '\\n') == expected\n"
    )
    told = sit(tmp_path, {"solution.py": source}, suite)
    assert told.verdicts == {"test_text": "wrong_answer", "test_lines": "wrong_answer"}


def test_a_suite_that_does_not_import_says_so_and_runs_nothing(tmp_path: Path) -> None:
    told = sit(tmp_path, {"solution.py": SUBMISSION}, "import no_such_module\n" + TWO)
    assert told.of("collected")[0]["cases"] == []
    assert told.of("finished") == [{"event": "finished", "count": 0}]
    assert "no_such_module" in told.words
    assert not told.of("loaded")
