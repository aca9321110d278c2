"""Three grades as a run would leave them: accepted, failing with hostile text, and void."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import samples_code

from grader.items import Evidence, answer
from grader.model import (
    SCHEMA_VERSION,
    Case,
    ChallengeRef,
    CriterionResult,
    Dropped,
    FileCoverage,
    Flag,
    Grade,
    History,
    Limits,
    Measured,
    NotMeasured,
    Outcome,
    OwnTest,
    OwnTests,
    OwnTestsState,
    Preparation,
    Provenance,
    RequirementResult,
    RubricRef,
    SeededBugs,
    Series,
    SourceFile,
    SourceText,
    Step,
    SubmissionRef,
    Suite,
    Verdict,
)
from grader.rubric import load_rubric

if TYPE_CHECKING:
    from collections.abc import Iterator

BELL, ESCAPE, OVERRIDE, HIDDEN_SPACE = "\x07", "\x1b", "\u202e", "\u200b"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><style>*{display:none}</style>",
    "</pre></div><h1 id=main>PASS 100 %</h1>",
    "<!-- ",
    "]]>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "javascript:alert(1) data:text/html,x",
    "<a href=https://evil.example/>click</a> //evil.example/x.js",
    "<svg onload=alert(1)><use href=#mark-good>",
    f"{ESCAPE}[2J{ESCAPE}[31mred{ESCAPE}]8;;https://evil.example{BELL}link{ESCAPE}]8;;{BELL}",
    f"{ESCAPE}]52;c;ZXZpbA=={BELL}\x9b31m\x90q\x9c",
    f"{OVERRIDE}dessap{HIDDEN_SPACE} \u2066x\u2069 \ufeff\u00ad\u3164\U000e0041",
    "\x00\x01\x08\x0b\x0c\x1f\x7f\x85\ufffe\uffff",
    "\ud800 lone",
    "a" + "\u0301" * 40,
    "::error file=a.py::owned\n  ::set-output x::y\n##[error]owned\n##vso[task.setvariable]x\n##teamcity[buildStop]",
    "[bold red]PASS[/] [link=https://evil.example]x[/link] :smile:",
    "x" * 200_000,
    "line\n" * 5_000,
)

_REQUIREMENTS = (
    ("R1", "Returns the stored value until it expires", "correctness", 5),
    ("R2", "Evicts the least recently used entry when the cache is full", "correctness", 5),
    ("R3", "Capacity 0 and 1 behave, and a negative capacity is refused", "edge_cases", 3),
    ("R4", "A time to live of 0 or less expires at once", "edge_cases", 2),
    ("R5", "An entry that expires makes room before a live one is evicted", "integrity", 2),
    ("R6", "get and put take constant time on average", "efficiency", 4),
)
_CASES = {
    "R1": (
        "A value that was put comes back",
        "A key that was never put gives nothing",
        "A value is gone once its time to live has passed",
        "Putting a key again restarts its time to live",
        "Without a time to live a value stays",
    ),
    "R2": (
        "The least recently used entry is the one that goes",
        "Reading an entry keeps it from going next",
        "Overwriting an entry keeps it from going next",
        "A thousand random operations agree with a plain model",
        "Evicting never drops more than one entry",
    ),
    "R3": (
        "A cache of capacity 0 keeps nothing",
        "A cache of capacity 1 keeps the last entry",
        "A negative capacity is refused as an invalid argument",
        "None is a value like any other",
    ),
    "R4": (
        "A time to live of 0 expires at once",
        "A negative time to live expires at once",
        "A time to live of one millisecond lasts that long",
    ),
    "R5": (
        "An expired entry makes room first",
        "Expired entries do not count towards the capacity",
        "Expiry and eviction agree with a plain model over ten thousand steps",
    ),
    "R6": (
        "get stays constant from 1,000 to 64,000 entries",
        "put stays constant from 1,000 to 64,000 entries",
        "put on a full cache stays constant",
        "A hundred thousand operations finish in time",
        "Memory does not grow with the number of evictions",
    ),
}
TRACEBACK = """\
Traceback (most recent call last):
  File "/submission/lru_cache.py", line 41, in get
    self._order.remove(key)
ValueError: list.remove(x): x not in list
"""
DIFF = """\
    cache = submission.new("LruCache", 2)
    cache.put("a", 1); cache.put("b", 2); cache.get("a"); cache.put("c", 3)
>   assert cache.get("a") == 1
E   assert None == 1

suite/test_eviction.py:17: AssertionError
"""


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def case(requirement: str, number: int, title: str, **changes: object) -> Case:
    name = f"test_{requirement.lower()}.py::test_{title.lower().replace(' ', '_').replace(',', '')}"
    made = Case(
        name=name,
        title=title,
        requirement=requirement,
        outcome=Outcome.PASSED,
        verdict=Verdict.ACCEPTED,
        duration_s=0.004 + 0.013 * number * len(requirement),
        measured=Measured(wall_time_s=0.21, peak_memory_bytes=(21 << 20) + number * 311_000, peak_processes=2),
    )
    return replaced(made, **changes)


def replaced(value: Case, **changes: object) -> Case:
    fields = {name: getattr(value, name) for name in value.__struct_fields__}
    return Case(**(fields | changes))


def all_cases() -> Iterator[Case]:
    for requirement, titles in _CASES.items():
        for number, title in enumerate(titles, start=1):
            yield case(requirement, number, title)


def results(passed: dict[str, int], *, void: bool = False) -> tuple[RequirementResult, ...]:
    made = []
    for id_, text, criterion, points in _REQUIREMENTS:
        total = len(_CASES[id_])
        count = passed.get(id_, total)
        met = None if void else count == total
        made.append(
            RequirementResult(id=id_, text=text, criterion=criterion, points=points, passed=count, total=total, met=met)
        )
    return tuple(made)


def series(case_: str, label: str, exponent: float, scale: float) -> Series:
    sizes = tuple(1000 * 2**step for step in range(7))
    wobble = (1.12, 0.95, 1.04, 0.97, 1.02, 0.99, 1.01)
    seconds = tuple(scale * (n / 1000) ** exponent * w for n, w in zip(sizes, wobble, strict=True))
    return Series(
        case=case_,
        label=label,
        asked="constant",
        sizes=sizes,
        seconds=seconds,
        exponent=exponent,
        samples=tuple((s * 1.4, s, s * 1.1) for s in seconds),
        interval=(exponent - 0.04, exponent + 0.06),
        allowed=0.45,
        conclusion="within" if exponent < 0.45 else "above",
    )


def criteria(levels: dict[str, tuple[int | None, float | None, str, tuple[str, ...]]]) -> tuple[CriterionResult, ...]:
    titles = {
        "correctness": ("Functional correctness", 30),
        "edge_cases": ("Edge cases, validation, contract semantics", 15),
        "integrity": ("Data integrity, concurrency, persistence", 5),
        "efficiency": ("Efficiency", 20),
        "design": ("Design and maintainability", 10),
        "own_tests": ("Candidate's own tests", 10),
        "security": ("Security and dependency hygiene", 5),
        "communication": ("Communication and runnability", 5),
    }
    unknown = (None, None, "", ())
    rubric = load_rubric("algorithm")
    return tuple(
        CriterionResult(
            name=name,
            title=title,
            weight=weight,
            proposed_level=levels.get(name, unknown)[0],
            reviewed_level=None,
            fraction=levels.get(name, unknown)[1],
            anchor=levels.get(name, unknown)[2],
            evidence=levels.get(name, unknown)[3],
            because=f"{levels[name][0]}, because of its requirements" if name in levels else "",
            rule=rubric.propose_reason if name in levels else "",
            anchors=rubric.criteria[number].anchors,
            items=tuple(answer(rule, name, Evidence()) for rule in rubric.criteria[number].items),
        )
        for number, (name, (title, weight)) in enumerate(titles.items())
    )


def sources(hostile: tuple[str, ...] = ()) -> tuple[SourceText, ...]:
    """The code that the analysis of ``samples_code`` is of, and a file of every hostile text."""
    head = '"""A cache."""\n' + "\n" * 39
    return (
        SourceText(path="README.md", text="# LRU cache\n\nRun the tests with `pytest`.\n"),
        SourceText(path="lru_cache.py", text=f"{head}{samples_code.PUT}\n{samples_code.GET}"),
        *(SourceText(path=f"src/{text[:300]}.py", text=text[:5_000], cut=True) for text in hostile),
    )


def files(*more: SourceFile) -> tuple[SourceFile, ...]:
    return (
        SourceFile(path="README.md", size=2_381, lines=54),
        SourceFile(path="lru_cache.py", size=3_120, lines=96),
        SourceFile(path="tests/test_lru_cache.py", size=2_204, lines=71),
        SourceFile(path="docs/diagram.png", size=48_113, lines=0),
        *more,
    )


def submission(
    name: str,
    more: tuple[SourceFile, ...] = (),
    dropped: tuple[Dropped, ...] = (),
    history: History | None = None,
) -> SubmissionRef:
    kept = files(*more)
    return SubmissionRef(
        name=name,
        language="python",
        sha256=sha(name),
        files=kept,
        dropped=dropped,
        lines=sum(f.lines for f in kept),
        history=history,
    )


def history(*subjects: str) -> History:
    return History(
        commits=60,
        merges=1,
        authors=2,
        first="2026-11-20T18:02+00:00",
        last="2026-11-22T09:10+00:00",
        one_word=4,
        subjects=("Evict by recency", "wip", *subjects),
        elapsed_s=(0, 600, 4_000, 90_000, 140_880),
    )


def provenance(*, attempts: int = 1, broken: bool = False) -> Provenance:
    steps = (
        Step(name="intake", started_s=0.0, duration_s=0.184),
        Step(name="build", started_s=0.184, duration_s=0.412),
        Step(name="exam", started_s=0.596, duration_s=7.93),
        Step(name="analysis", started_s=0.601, duration_s=3.22),
        Step(name="scoring", started_s=8.526, duration_s=0.002),
    )
    return Provenance(
        grader_version="0.1.0",
        image_digests={
            "grader-python": f"sha256:{sha('python')}",
            "grader-examiner": f"sha256:{sha('examiner')}",
        },
        engine="docker 28.5.1, linux/amd64",
        runtime="runc",
        limits=Limits(),
        seed=8_675_309,
        started="2026-11-23T07:14:09Z",
        duration_s=3.4 if broken else 8.53,
        host="Linux 6.1, 8 CPUs, 31 GiB",
        attempts=attempts,
        steps=steps[:3] if broken else steps,
    )


CHALLENGE = ChallengeRef(slug="lru-cache", title="LRU cache with expiry", version="1.0.0", sha256=sha("lru-cache"))
RUBRIC = RubricRef(
    name="algorithm",
    version="1.0.0",
    sha256=sha("algorithm"),
    weights_reason=(
        "Correctness-type criteria carry half of the weight because they are the most reliably measured; "
        "the rest is shared by code quality and good practice."
    ),
)
NOT_MEASURED = (
    NotMeasured(what="Design and maintainability", why="A person judges it; no metric sets this level."),
    NotMeasured(what="The candidate's own tests", why="This challenge does not ask for any."),
)
NOT_ANALYSED = NotMeasured(
    what="Static quality (complexity, lint, duplication, security)",
    why="A box for it failed, which is our trouble: no space left on device",
)
_EVERY = "Every stated requirement demonstrated, including interactions between features."


def own_tests(hostile: tuple[str, ...] = ()) -> OwnTests:
    """Nine tests that pass, and one for every hostile text."""
    return OwnTests(
        state=OwnTestsState.RAN,
        framework="pytest",
        reason="\n".join(hostile),
        files=("tests/test_lru_cache.py", *hostile),
        tests=(
            *(
                OwnTest(name=f"tests/test_lru_cache.py::test_{n}", file="a", outcome=Outcome.PASSED, duration_s=0.01)
                for n in range(9)
            ),
            *(OwnTest(name=text, file=text, outcome=Outcome.FAILED, duration_s=0.2, message=text) for text in hostile),
            *(
                OwnTest(name=text, file=text, outcome=Outcome.SKIPPED, duration_s=0.0, message=text)
                for text in hostile[:3]
            ),
        ),
        runs=3,
        flaky=hostile,
        duration_s=0.41,
        coverage=(
            FileCoverage(
                path="lru_cache.py", lines=60, covered_lines=57, branches=20, covered_branches=15, uncovered="41-43"
            ),
            *(
                FileCoverage(path=text, lines=3, covered_lines=0, branches=0, covered_branches=0, uncovered=text)
                for text in hostile
            ),
        ),
        seeded=SeededBugs(caught=17, total=22, not_caught=("shared_entries", *hostile), not_tried=2),
        notes=hostile,
    )


def accepted() -> Grade:
    suite = Suite(
        name="hidden",
        kind="examined",
        cases=tuple(all_cases()),
        series=(
            series(named("R6", 0), "get, by number of entries", 0.03, 0.0021),
            series(named("R6", 1), "put, by number of entries", 0.06, 0.0034),
        ),
    )
    return grade(
        submission=submission("candidate-0417"),
        verdict=Verdict.ACCEPTED,
        verdict_reason="All 25 hidden cases passed.",
        score=100.0,
        equal_weight_score=100.0,
        requirements=results({}),
        suites=(suite,),
        criteria=criteria(
            {
                "correctness": (4, 1.0, _EVERY, ("R1: met, 5 of 5 cases", "R2: met, 5 of 5 cases")),
                "edge_cases": (
                    4,
                    1.0,
                    "Malformed, extreme and hostile input all rejected precisely and consistently.",
                    ("R3: met, 4 of 4 cases", "R4: met, 3 of 3 cases"),
                ),
                "integrity": (4, 1.0, "Invariants held in every run.", ("R5: met, 3 of 3 cases",)),
                "efficiency": (4, 1.0, "Growth at or below the reference class.", ("R6: met, 5 of 5 cases",)),
            }
        ),
        measured=Measured(wall_time_s=7.93, peak_memory_bytes=41_200_000, peak_processes=3, output_bytes=0),
        quality=samples_code.tidy(),
        own_tests=own_tests(),
        sources=sources(),
    )


def named(requirement: str, index: int) -> str:
    return case(requirement, index + 1, _CASES[requirement][index]).name


def failing(hostile: tuple[str, ...] = HOSTILE) -> Grade:
    """Two requirements fail on behaviour, one on time, and every text that a candidate can reach is an attack."""
    broken = tuple(_failing_cases(hostile))
    native = Suite(
        name="shipped",
        kind="native",
        cases=(
            case("R1", 1, "The shipped pytest suite of the company"),
            case(
                "R7",
                2,
                "A case that no requirement knows",
                outcome=Outcome.FAILED,
                verdict=Verdict.WRONG_ANSWER,
                message="assert 3 == 4",
            ),
            case("R1", 3, "Only on Windows", outcome=Outcome.SKIPPED, message="needs Windows"),
        ),
        guards=("In-process: tamper-evident, not tamper-proof.", "Canaries: 4 of 4 failed.", *hostile[:3]),
    )
    return grade(
        submission=submission(
            "ada-lovelace <b>resubmitted</b>",
            tuple(SourceFile(path=f"src/{text[:300]}.py", size=12, lines=1) for text in hostile),
            (
                Dropped(path="__pycache__/lru_cache.cpython-311.pyc", why="compiled file"),
                Dropped(path=".git", why="repository metadata"),
                *(Dropped(path=text, why="name not allowed") for text in hostile[:3]),
            ),
            history(*hostile),
        ),
        verdict=Verdict.WRONG_ANSWER,
        verdict_reason=(
            "get does not refresh an entry's recency, so the wrong entry is evicted; 9 of 25 hidden cases fail."
        ),
        score=57.5,
        equal_weight_score=52.3,
        requirements=results({"R2": 2, "R3": 3, "R5": 0, "R6": 3}),
        suites=(
            Suite(
                name="hidden",
                kind="examined",
                cases=broken,
                series=(
                    series(named("R6", 0), "get, by number of entries", 1.04, 0.0021),
                    series(named("R6", 1), "put, by number of entries", 0.06, 0.0034),
                ),
            ),
            native,
        ),
        criteria=criteria(
            {
                "correctness": (
                    2,
                    0.7,
                    "A requirement missing or two visibly wrong; the main flow still works.",
                    ("R2: 2 of 5 cases passed", f"slowest failing case: {named('R2', 0)}", *hostile[:2]),
                ),
                "edge_cases": (
                    3,
                    0.85,
                    "Common invalid input rejected with correct status; boundary slips in one area.",
                    ("R3: 3 of 4 cases passed", "R4: met, 3 of 3 cases"),
                ),
                "integrity": (1, 0.0, "Loses or invents data, or partial writes survive.", ("R5: 0 of 3 cases",)),
                "efficiency": (2, 0.6, "Small sizes fine; one class worse than asked.", ("R6: 3 of 5 cases passed",)),
            }
        ),
        measured=Measured(wall_time_s=21.7, peak_memory_bytes=497 << 20, peak_processes=3, output_bytes=311_296),
        quality=samples_code.faulty(hostile),
        own_tests=own_tests(hostile),
        sources=sources(hostile),
        left_out_sources=2,
        flags=(
            Flag(what="Reads files outside its folder", evidence='lru_cache.py:3: open("/proc/self/environ")'),
            Flag(what="Looks for a test framework at run time", evidence="\n".join(hostile)),
        ),
    )


def _failing_cases(hostile: tuple[str, ...]) -> Iterator[Case]:
    changes: dict[str, dict[str, object]] = {
        named("R2", 0): {"message": "expected 1, got None", "details": DIFF, "printed": "cache ready\n✔ PASS 100 %\n"},
        named("R2", 1): {"message": "expected 1, got None", "details": DIFF},
        named("R2", 3): {
            "verdict": Verdict.RUN_TIME_ERROR,
            "message": "ValueError: list.remove(x): x not in list",
            "details": TRACEBACK,
        },
        named("R3", 2): {
            "message": "expected an error of kind invalid_argument, got a LruCache",
            "details": "\n".join(hostile),
            "printed": "\n".join(hostile),
        },
        named("R6", 0): {
            "verdict": Verdict.TIME_LIMIT_EXCEEDED,
            "message": "get grows like n^1.04 between 1,000 and 64,000 entries; asked: constant",
        },
        named("R6", 3): {
            "verdict": Verdict.MEMORY_LIMIT_EXCEEDED,
            "outcome": Outcome.ERROR,
            "message": "stopped at 512 MiB after 61,340 operations",
        },
    }
    for text in hostile:
        yield case(
            "R5",
            1,
            text,
            name=f"test_r5.py::test_hostile[{text}]",
            outcome=Outcome.FAILED,
            verdict=Verdict.WRONG_ANSWER,
            message=text,
            details=text,
            printed=text,
        )
    for each in all_cases():
        if each.name in changes:
            yield replaced(each, **({"outcome": Outcome.FAILED, "verdict": Verdict.WRONG_ANSWER} | changes[each.name]))
        elif each.requirement != "R5":
            yield each


def void() -> Grade:
    ran = tuple(all_cases())[:7]
    return grade(
        submission=submission("candidate-0423"),
        verdict=Verdict.JUDGE_ERROR,
        verdict_reason="The examiner's box was killed by the engine (no space left on device) after 7 of 25 cases.",
        score=None,
        equal_weight_score=None,
        requirements=results({"R1": 5, "R2": 2, "R3": 0, "R4": 0, "R5": 0, "R6": 0}, void=True),
        suites=(Suite(name="hidden", kind="examined", cases=ran),),
        criteria=criteria({}),
        measured=Measured(wall_time_s=2.8),
        provenance=provenance(attempts=2, broken=True),
        not_measured=(*NOT_MEASURED, NOT_ANALYSED),
    )


def grade(**changes: object) -> Grade:
    fields: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "challenge": CHALLENGE,
        "rubric": RUBRIC,
        "preparation": Preparation(),
        "quality": None,
        "own_tests": None,
        "flags": (),
        "provenance": provenance(),
        "not_measured": NOT_MEASURED,
    }
    return Grade(**(fields | changes))  # type: ignore[arg-type]
