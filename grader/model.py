"""The nouns of a grade, as immutable values.

``result.json`` is the ``Grade`` below, field for field, so a rename here is a change of format: raise
``SCHEMA_VERSION`` and regenerate ``reports/result.schema.json`` (a test tells).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal, get_args

import msgspec

SCHEMA_VERSION = 5


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


class History(Value, frozen=True):
    """What the commits of a git checkout show, without anybody's name; told, never scored.

    Times are in UTC; ``one_word`` counts messages of a word or none; ``subjects`` are the latest, newest first;
    ``elapsed_s`` are the seconds from the first commit to each of the latest, oldest first; ``cut`` where there were
    more commits than are read.
    """

    commits: int
    merges: int
    authors: int
    first: str
    last: str
    one_word: int
    subjects: tuple[str, ...]
    cut: bool = False
    elapsed_s: tuple[int, ...] = ()


class Person(Value, frozen=True):
    """Somebody whom a submission names as its author: what a blind report must not show."""

    name: str = ""
    email: str = ""


class Submission(Value, frozen=True):
    """What a candidate handed in, after intake: a canonical tar and the facts about it.

    ``history`` is ``None`` where there is none, and ``no_history`` says why one that is there could not be read;
    ``authors`` are those of its commits, for the blind mode alone.
    """

    name: str
    language: str
    sha256: str
    files: tuple[SourceFile, ...]
    dropped: tuple[Dropped, ...]
    archive: bytes
    history: History | None = None
    no_history: str = ""
    authors: tuple[Person, ...] = ()

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


class Item(Value, frozen=True):
    """A yes/no question beneath a criterion; ``proposed`` is what evidence says, ``None`` where a person answers."""

    name: str
    text: str
    proposed: bool | None
    evidence: str = ""


class CriterionResult(Value, frozen=True):
    """A criterion of the rubric with the evidence for it; levels are 1 to 4, ``None`` is "not assessed".

    ``because`` says how the proposed level follows from the evidence, and ``rule`` by which rule; ``anchors`` are what
    each level means. ``reviewed_level`` lies between two levels where two reviewers chose neighbours.
    """

    name: str
    title: str
    weight: int
    proposed_level: int | None
    reviewed_level: float | None
    fraction: float | None
    anchor: str
    evidence: tuple[str, ...]
    because: str = ""
    rule: str = ""
    anchors: dict[int, str] = {}
    items: tuple[Item, ...] = ()


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

    @property
    def lines(self) -> tuple[int, int]:
        """Lines that were run, and all lines that could be: of the files measured, so ``(0, 0)`` where none was."""
        files = self.coverage or ()
        return sum(file.covered_lines for file in files), sum(file.lines for file in files)


class Place(Value, frozen=True):
    """A stretch of lines in one file of the submission, from 1; ``line`` is 0 where the whole file is meant."""

    path: str
    line: int = 0
    end_line: int = 0
    name: str = ""


Severity = Literal["high", "medium", "low", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""

GRAVE: tuple[Severity, ...] = ("high", "medium")
"""What endangers somebody, or is a bug."""


class Norm(Value, frozen=True):
    """What a measure is held against, and who says so; ``kind`` tells a tool's default from a standard or a house rule.

    ``limit`` is ``None`` where nobody published one that is worth quoting; ``unit`` stands behind a value.
    """

    title: str
    criterion: str
    kind: str
    source: str
    limit: float | None = None
    unit: str = ""


class Measure(Value, frozen=True):
    """One number about the code that the candidate wrote; ``where`` is what it is the worst of.

    ``within`` says on which side of the norm's limit it lies, ``None`` where there is no limit; ``context`` marks one
    that so little code cannot bear out.
    """

    name: str
    value: float
    norm: Norm
    within: bool | None
    where: Place | None = None
    context: bool = False

    @property
    def is_over(self) -> bool:
        """Whether it lies on the wrong side of its limit, and there is enough code to say so."""
        return self.within is False and not self.context


class Finding(Value, frozen=True):
    """Something a tool noticed in a line that the candidate wrote; ``tools`` are all that say the same there.

    ``concept`` is what it is about, the same in every language, and empty where only the tool's own rule names it.
    """

    concept: str
    title: str
    criterion: str
    severity: Severity
    path: str
    line: int
    message: str
    tools: tuple[str, ...]
    help: str = ""


class Practice(Value, frozen=True):
    """A yes/no question about good practice and what answers it; ``yes`` is ``None`` where it does not apply."""

    name: str
    question: str
    criterion: str
    yes: bool | None
    evidence: str
    where: tuple[Place, ...] = ()


class Function(Value, frozen=True):
    """One function that the candidate wrote or changed; ``None`` is a number that no tool gave."""

    path: str
    name: str
    line: int
    end_line: int
    code_lines: int
    cyclomatic: int | None = None
    cognitive: int | None = None
    parameters: int | None = None


class Repeated(Value, frozen=True):
    """The same lines in two places."""

    first: Place
    second: Place
    lines: int


class HotSpot(Value, frozen=True):
    """Where reading pays first: a function by its size, complexity and findings, with its code."""

    where: Place
    why: str
    score: float
    code: str


class Signpost(Value, frozen=True):
    """One stop of the reading guide."""

    where: Place
    why: str


class Suppression(Value, frozen=True):
    """A line by which the candidate told a tool to overlook something; nothing here obeyed it."""

    where: Place
    text: str


class SourceKind(StrEnum):
    """What a file is to the analysis: only the candidate's own sources and tests are measured."""

    SOURCE = "source"
    TEST = "test"
    STARTER = "starter"
    GENERATED = "generated"
    VENDORED = "vendored"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"
    OTHER = "other"


class AnalysedFile(Value, frozen=True):
    """One file as the analysis saw it; ``written`` counts the lines that are not the starter's."""

    path: str
    kind: SourceKind
    lines: int
    written: int


class Tool(Value, frozen=True):
    """A tool that looked at the code, and its version."""

    name: str
    version: str


class Quality(Value, frozen=True):
    """Code quality and good practice: measured over what the candidate wrote, minus the starter.

    ``written_lines`` counts their sources without tests; below ``few_lines`` measures are context and no evidence.
    ``incomplete`` names tools that told nothing, so that nothing found is no evidence of anything.
    """

    written_lines: int
    test_lines: int
    few_lines: int
    files: tuple[AnalysedFile, ...]
    measures: tuple[Measure, ...]
    findings: tuple[Finding, ...]
    practices: tuple[Practice, ...]
    functions: tuple[Function, ...]
    repeated: tuple[Repeated, ...]
    hot_spots: tuple[HotSpot, ...]
    guide: tuple[Signpost, ...]
    strengths: tuple[str, ...]
    suppressions: tuple[Suppression, ...]
    tools: tuple[Tool, ...]
    not_measured: tuple[NotMeasured, ...]
    incomplete: tuple[str, ...] = ()


class SourceText(Value, frozen=True):
    """The text of one file of the submission, for the code browser; ``cut`` where it was longer than is kept."""

    path: str
    text: str
    cut: bool = False


class Masked(Value, frozen=True):
    """How many different names of one kind a blind report does not show."""

    kind: str
    count: int


class Judgement(Value, frozen=True):
    """A criterion as one reviewer sees it: ``level`` is ``None`` for "not assessed", ``items`` are answers by name."""

    criterion: str
    level: int | None
    reason: str = ""
    items: dict[str, bool] = {}


class LineComment(Value, frozen=True):
    """A reviewer's word on a line of the submission."""

    path: str
    line: int
    text: str


class Review(Value, frozen=True):
    """What one reviewer decided; a ``joint`` one is the note of all on criteria where they were far apart.

    ``summary`` is for the panel, ``to_candidate`` goes out to the candidate; ``saved`` is a time in ISO 8601.
    """

    reviewer: str
    saved: str
    judgements: tuple[Judgement, ...]
    comments: tuple[LineComment, ...] = ()
    summary: str = ""
    to_candidate: str = ""
    joint: bool = False


class Settled(Value, frozen=True):
    """The reviews of a grade once all that were asked for are in and no criterion is left open between them.

    ``level`` is the weighted mean of the reviewed levels, 1 to 4, ``equal_weight_level`` their plain mean; ``None``
    where no criterion was assessed. ``left_out`` names criteria that were not, whose weight the others share.
    """

    reviews: tuple[Review, ...]
    level: float | None
    equal_weight_level: float | None
    left_out: tuple[str, ...] = ()


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
    history: History | None = None


class RubricRef(Value, frozen=True):
    name: str
    version: str
    sha256: str
    weights_reason: str
    title: str = ""
    ignore: tuple[str, ...] = ()


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
    """The whole judgement as data. ``score`` is the machine's proposal, 0 to 100, ``None`` where the grade is void.

    ``review`` is ``None`` until it is settled, ``masked`` where names are shown as they are; ``left_out_sources``
    counts text files that are too many, or too large together, to be kept in ``sources``.
    """

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
    quality: Quality | None
    own_tests: OwnTests | None
    flags: tuple[Flag, ...]
    provenance: Provenance
    not_measured: tuple[NotMeasured, ...]
    sources: tuple[SourceText, ...] = ()
    left_out_sources: int = 0
    masked: tuple[Masked, ...] | None = None
    review: Settled | None = None
