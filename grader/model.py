"""The nouns of a grade, as immutable values.

``result.json`` is the ``Grade`` below, field for field, so a rename here is a change of format: raise
``SCHEMA_VERSION`` and regenerate ``reports/result.schema.json`` (a test tells).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

import msgspec

SCHEMA_VERSION = 3


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all nouns: compared by content, never changed, built by keyword."""


# ── What happened ────────────────────────────────────────────────────────────────────────────────


class Verdict(StrEnum):
    """How a run, or one case of it, ended; named as in the Kattis problem package format where it has a name."""

    ACCEPTED = "accepted"
    WRONG_ANSWER = "wrong_answer"
    RUN_TIME_ERROR = "run_time_error"
    TIME_LIMIT_EXCEEDED = "time_limit_exceeded"
    OUTPUT_LIMIT_EXCEEDED = "output_limit_exceeded"
    PROCESS_LIMIT_EXCEEDED = "process_limit_exceeded"
    MEMORY_LIMIT_EXCEEDED = "memory_limit_exceeded"
    COMPILE_ERROR = "compile_error"
    JUDGE_ERROR = "judge_error"


class Outcome(StrEnum):
    """How one case of a suite ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"


# ── What is asked ────────────────────────────────────────────────────────────────────────────────


class Limits(Value, frozen=True):
    """What a candidate's box may use; chosen by the challenge, enforced by the engine, the agent and the examiner."""

    wall_time_s: float = 60.0
    per_test_s: float = 10.0
    per_call_s: float = 10.0
    memory_bytes: int = 512 << 20
    processes: int = 128
    output_bytes: int = 1 << 20
    file_bytes: int = 64 << 20
    scratch_bytes: int = 64 << 20
    cpus: float = 1.0
    ready_s: float = 30.0


class Requirement(Value, frozen=True):
    """One promise of the brief that hidden cases check and the score counts."""

    id: str
    text: str
    criterion: str
    points: int


class Parameter(Value, frozen=True):
    """One argument of a declared function, in the type notation of ``challenges/README.md``."""

    name: str
    type: str


class Signature(Value, frozen=True):
    """A declared function or method."""

    params: tuple[Parameter, ...] = ()
    returns: str = "none"


class ClassInterface(Value, frozen=True):
    """A declared class: its constructor's arguments and its methods."""

    new: tuple[Parameter, ...] = ()
    methods: dict[str, Signature] = {}


class NativeSuite(Value, frozen=True):
    """A hidden suite in a language's own framework, which runs in one process with the candidate's code.

    ``cases`` gives each requirement patterns of names of cases, where the cases do not cite it themselves; ``place`` is
    the folder of the submission that the suite's files stand in while they run, where the framework asks for that.
    """

    framework: str
    cases: dict[str, tuple[str, ...]] = {}
    place: str = ""


class QueryInterface(Value, frozen=True):
    """A declared query: its parameters, in order, and the names of its columns."""

    params: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()


class Interface(Value, frozen=True):
    """How the suite reaches a submission: ``function``, ``program``, ``service``, ``queries`` or ``native``.

    ``suites`` are those of a native challenge, by language. A service is ready once it answers a GET of ``ready``,
    whatever the status; ``environment`` are variables that it is started with beside those that every service gets.
    ``queries`` are what such a challenge declares; in a language that has functions they are ``functions`` as well.
    """

    kind: str
    functions: dict[str, Signature] = {}
    classes: dict[str, ClassInterface] = {}
    errors: dict[str, dict[str, tuple[str, ...]]] = {}
    suites: dict[str, NativeSuite] = {}
    ready: str = "/"
    environment: dict[str, str] = {}
    queries: dict[str, QueryInterface] = {}


class Challenge(Value, frozen=True):
    """A take-home assignment as its author wrote it; ``sha256`` covers every file that can change a grade."""

    slug: str
    title: str
    version: str
    summary: str
    languages: tuple[str, ...]
    time_box: str
    interface: Interface
    requirements: tuple[Requirement, ...]
    limits: Limits
    rubric: str
    folder: str
    sha256: str
    resources: tuple[str, ...] = ()


# ── What was handed in ───────────────────────────────────────────────────────────────────────────


class SourceFile(Value, frozen=True):
    """One file of a submission; ``lines`` is 0 for files that are not text."""

    path: str
    size: int
    lines: int


class Dropped(Value, frozen=True):
    """Something intake left out on purpose, and the rule that says so."""

    path: str
    why: str


class Submission(Value, frozen=True):
    """What a candidate handed in, after intake: a canonical tar and the facts about it."""

    name: str
    language: str
    sha256: str
    files: tuple[SourceFile, ...]
    dropped: tuple[Dropped, ...]
    archive: bytes

    @property
    def lines(self) -> int:
        """Lines of text in all files, the candidate's and the starter's alike."""
        return sum(file.lines for file in self.files)


class Unbuilt(Value, frozen=True):
    """Why a submission cannot even be run; ``kind`` is the verdict that this is."""

    kind: str
    message: str


class Build(Value, frozen=True):
    """What a candidate's box starts with beside the submission: an image, and a tar of what was built.

    ``facts`` are the builder's to the language's driver; ``words`` are the compiler's.
    """

    image: str
    archive: bytes = b""
    facts: dict[str, Any] = {}
    failure: Unbuilt | None = None
    notes: tuple[str, ...] = ()
    words: str = ""


# ── What was measured ────────────────────────────────────────────────────────────────────────────


class Measured(Value, frozen=True):
    """What the candidate's box really used; ``None`` only ever means "not measured"."""

    wall_time_s: float | None = None
    peak_memory_bytes: int | None = None
    peak_processes: int | None = None
    output_bytes: int | None = None


class Exhibit(Value, frozen=True):
    """Something that a case saw, as text: an ``exchange`` over HTTP, SQL ``statements``, or a query's ``plan``."""

    kind: str
    title: str
    text: str


class Case(Value, frozen=True):
    """One hidden test, run once."""

    name: str
    title: str
    requirement: str
    outcome: Outcome
    verdict: Verdict
    duration_s: float
    message: str = ""
    details: str = ""
    printed: str = ""
    measured: Measured = Measured()
    exhibits: tuple[Exhibit, ...] = ()


GrowthConclusion = Literal["", "above", "within", "unclear", "too little"]
"""Where the growth lies against what is allowed: ``too little`` is above by less time than can be told."""


class Series(Value, frozen=True):
    """Times measured at growing sizes, from outside the candidate's box, and the curve fitted to the fastest.

    ``seconds`` are the fastest of each size, ``samples`` all of them, size by size and in order; the curve is
    ``overhead_s`` and what grows with the ``exponent``, which lies in the ``interval`` with 95% confidence. Only an
    interval wholly above ``allowed`` is a failure.
    """

    case: str
    label: str
    asked: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    exponent: float
    samples: tuple[tuple[float, ...], ...] = ()
    interval: tuple[float, float] | None = None
    allowed: float | None = None
    overhead_s: float = 0.0
    conclusion: GrowthConclusion = ""


class Suite(Value, frozen=True):
    """One set of cases run over a submission; ``kind`` says how strong the evidence is.

    ``guards`` tell what was done, and seen, to find out whether the cases tell the truth, where they might not.
    """

    name: str
    kind: str
    cases: tuple[Case, ...]
    series: tuple[Series, ...] = ()
    guards: tuple[str, ...] = ()


# ── What is concluded ────────────────────────────────────────────────────────────────────────────


class RequirementResult(Value, frozen=True):
    """A requirement with the cases that speak for or against it; ``met`` is ``None`` where none of them counts."""

    id: str
    text: str
    criterion: str
    points: int
    passed: int
    total: int
    met: bool | None


class CriterionResult(Value, frozen=True):
    """A criterion of the rubric with the evidence for it; levels are 1 to 4, ``None`` is "not assessed"."""

    name: str
    title: str
    weight: int
    proposed_level: int | None
    reviewed_level: int | None
    fraction: float | None
    anchor: str
    evidence: tuple[str, ...]


class NotMeasured(Value, frozen=True):
    """Something a reader might look for here, and why it is not there."""

    what: str
    why: str


class Package(Value, frozen=True):
    """A package that a submission was given, in the version that it got."""

    name: str
    version: str


class Preparation(Value, frozen=True):
    """What was done before the submission could run. ``dependencies`` says where its packages came from.

    ``notes`` tell what of the submission's own set-up the grader did not do; ``words`` are the compiler's warnings.
    """

    dependencies: str = "none"
    packages: tuple[Package, ...] = ()
    notes: tuple[str, ...] = ()
    words: str = ""


class OwnTestsState(StrEnum):
    """What became of the candidate's own tests as a whole."""

    NONE = "none"
    NOT_RUN = "not_run"
    RAN = "ran"


class OwnTest(Value, frozen=True):
    """One test that the candidate wrote, in its framework's words."""

    name: str
    file: str
    outcome: Outcome
    duration_s: float
    message: str = ""


class FileCoverage(Value, frozen=True):
    """What the candidate's own tests ran of one of their files; ``uncovered`` lists lines as in ``3-7, 12``."""

    path: str
    lines: int
    covered_lines: int
    branches: int
    covered_branches: int
    uncovered: str


class SeededBugs(Value, frozen=True):
    """How many of the challenge's known-bad examples the candidate's own tests notice.

    ``not_caught`` names the others, for the reviewer alone; ``not_tried`` counts those that did not fit or that there
    was no time for; ``tests`` counts the tests that could tell, as they use the declared interface only; ``why_not``
    tells why nothing could be measured, where ``total`` is 0.
    """

    caught: int = 0
    total: int = 0
    not_caught: tuple[str, ...] = ()
    not_tried: int = 0
    tests: int = 0
    why_not: str = ""


class OwnTests(Value, frozen=True):
    """The candidate's own tests: their word and not a proof, for they share a process with the code that they test.

    ``reason`` tells why there is nothing to tell, or why the first of the ``runs`` broke off; ``tests`` are those of
    that first run, ``left_out`` counts those beyond; ``flaky`` names tests that ended differently from run to run;
    ``coverage`` is ``None`` where it was not measured.
    """

    state: OwnTestsState
    framework: str = ""
    reason: str = ""
    files: tuple[str, ...] = ()
    tests: tuple[OwnTest, ...] = ()
    left_out: int = 0
    runs: int = 0
    flaky: tuple[str, ...] = ()
    duration_s: float = 0.0
    coverage: tuple[FileCoverage, ...] | None = None
    seeded: SeededBugs | None = None
    notes: tuple[str, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many tests of the first run ended so."""
        return sum(test.outcome is outcome for test in self.tests)


class Flag(Value, frozen=True):
    """A sign of tampering that a person should look at; never part of the score."""

    what: str
    evidence: str


class Step(Value, frozen=True):
    """One step of the run and what it took, in seconds of wall time since the run began."""

    name: str
    started_s: float
    duration_s: float


class ChallengeRef(Value, frozen=True):
    slug: str
    title: str
    version: str
    sha256: str


class SubmissionRef(Value, frozen=True):
    name: str
    language: str
    sha256: str
    files: tuple[SourceFile, ...]
    dropped: tuple[Dropped, ...]
    lines: int


class RubricRef(Value, frozen=True):
    name: str
    version: str
    sha256: str
    weights_reason: str


class Provenance(Value, frozen=True):
    """All that is needed to judge, and to repeat, how a grade came about."""

    grader_version: str
    image_digests: dict[str, str]
    engine: str
    runtime: str
    limits: Limits
    seed: int
    started: str
    duration_s: float
    host: str
    attempts: int
    steps: tuple[Step, ...]


class Grade(Value, frozen=True):
    """The whole judgement as data. ``score`` is the machine's proposal, 0 to 100, ``None`` where the grade is void."""

    schema_version: int
    challenge: ChallengeRef
    submission: SubmissionRef
    rubric: RubricRef
    verdict: Verdict
    verdict_reason: str
    preparation: Preparation
    score: float | None
    equal_weight_score: float | None
    requirements: tuple[RequirementResult, ...]
    suites: tuple[Suite, ...]
    criteria: tuple[CriterionResult, ...]
    measured: Measured
    measures: dict[str, float]
    findings: tuple[str, ...]
    own_tests: OwnTests | None
    flags: tuple[Flag, ...]
    provenance: Provenance
    not_measured: tuple[NotMeasured, ...]
