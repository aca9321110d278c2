"""The power of the candidate's own tests: how many of the challenge's known-bad examples they notice.

host ── submission, build, examples ──> seeded box (tester.py: seeded.py) ── a word for each example ──> host

The examples' sources lie beside the candidate's code in that box, so nothing but these words is ever taken from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from grader.checks.box import box_for_tests, settings_for_tests
from grader.deliveries import delivery, packed
from grader.errors import SandboxError
from grader.examples import Example, examples
from grader.languages.base import Language
from grader.model import Build, Challenge, Outcome, OwnTests, OwnTestsState, SeededBugs, Submission, Value
from grader.sandbox import errand
from grader.sandbox.base import Sandbox
from grader.untrusted import Unreadable, decoded

SECONDS = 60.0
HOST_GRACE_S = 20.0
MOST_RIGHT = 4  # accepted examples to calibrate with
SLOWER = 4.0
LEAST_SECONDS = 5.0
MAX_FILE = 1 << 20
MANIFESTS = frozenset({"requirements.txt", "pyproject.toml", "pom.xml", "build.gradle", "build.gradle.kts"})
"""What asks for packages that the candidate's image may not have."""

Word = Literal["caught", "passed", "unfit"]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class _Told(Value, frozen=True):
    """How many tests pass without an entry, how many can tell by each right example, a word for each faulty one."""

    without: Count
    right: tuple[Count, ...]
    faulty: tuple[Word, ...]


def measure(  # noqa: PLR0913 - everything that these runs depend on, named
    challenge: Challenge,
    submission: Submission,
    language: Language,
    own: OwnTests,
    *,
    build: Build,
    sandbox: Sandbox,
    run: str,
    runtime: str = "",
    seconds: float = SECONDS,
) -> SeededBugs | None:
    """Run their tests over the known-bad examples of their language; ``None`` where there are none to measure with.

    As many as fit into so many seconds; ``build`` is the one with their tests.
    """
    every = [example for example in examples(challenge) if example.language == language.name]
    faulty = [example for example in every if example.expectation == "wrong_answer"]
    right = sorted((example for example in every if _is_right(example)), key=_size)[:MOST_RIGHT]
    if own.state is not OwnTestsState.RAN or not faulty or not right:
        return None
    unsound = _unsound(own)
    if unsound:
        return SeededBugs(why_not=unsound)
    bases = [_most_alike(example, right) for example in faulty]
    spec = box_for_tests("seeded", build, run=run, runtime=runtime, folders=("/variants",))
    settings = settings_for_tests(challenge, language, build) | {
        "task": "seeded",
        "variants": "/variants",
        "right": len(right),
        "bases": bases,
        "seconds": seconds,
        "most_seconds": max(LEAST_SECONDS, own.duration_s * SLOWER),
    }
    archives = {
        "/submission": submission.archive,
        "/build": build.archive,
        "/variants": packed(_files({"right": right, "faulty": faulty})),
    }
    try:
        returned = errand.send(sandbox, spec, delivery(settings, archives), within_s=seconds + HOST_GRACE_S)
    except SandboxError as error:
        return SeededBugs(why_not=f"a box failed, which is our trouble: {error}")
    return understood(returned.line or b"", [example.name for example in faulty], bases)


def _is_right(example: Example) -> bool:
    names = {path.name for path in example.folder.rglob("*")}
    return example.expectation == "accepted" and not names & MANIFESTS


def _size(example: Example) -> tuple[int, str]:
    return len(example.files), example.name


def _most_alike(example: Example, right: Sequence[Example]) -> int:
    """Tell which right example a faulty one was most likely made from: the one with the most lines in common."""
    lines = _lines(example)
    shares = [len(lines & other) / max(1, len(lines | other)) for other in map(_lines, right)]
    return shares.index(max(shares))


def _lines(example: Example) -> set[bytes]:
    paths = (path for path in example.folder.rglob("*") if _is_sent(path, example.folder))
    return {line.strip() for path in paths for line in path.read_bytes().splitlines()}


def _files(variants: Mapping[str, Sequence[Example]]) -> dict[str, bytes]:
    """Number the examples, for a name in that box would say what is wrong with them."""
    return {
        f"{kind}/{number}/{path.relative_to(example.folder).as_posix()}": path.read_bytes()
        for kind, chosen in variants.items()
        for number, example in enumerate(chosen)
        for path in sorted(example.folder.rglob("*"))
        if _is_sent(path, example.folder)
    }


def _is_sent(path: Path, folder: Path) -> bool:
    parts = set(path.relative_to(folder).parts)
    return path.is_file() and not parts & {"__pycache__", "node_modules"} and path.stat().st_size <= MAX_FILE


# ── What came of it: pure ────────────────────────────────────────────────────────────────────────


def _unsound(own: OwnTests) -> str:
    """Tell why tests that do not simply pass on the candidate's own code cannot be asked about other code."""
    if own.count(Outcome.FAILED) or own.count(Outcome.ERROR):
        return "their tests do not all pass on their own code"
    if own.flaky:
        return "their tests do not end alike from run to run"
    if own.reason or not own.count(Outcome.PASSED):
        return "their tests did not run to the end"
    return ""


def understood(line: bytes, names: Sequence[str], bases: Sequence[int]) -> SeededBugs:
    """Turn the box's words into a count; the names come from the host, and no text from the box."""
    try:
        told = decoded(line, _Told)
    except Unreadable:
        return SeededBugs(why_not="the box of these runs ended without a result")
    telling = max((told.right[base] for base in bases if base < len(told.right)), default=0)
    if not telling:
        return SeededBugs(why_not=_why_none(told))
    fitting = [(name, word) for name, word in zip(names, told.faulty, strict=False) if word != "unfit"]
    return SeededBugs(
        caught=sum(word == "caught" for _, word in fitting),
        total=len(fitting),
        not_caught=tuple(name for name, word in fitting if word == "passed"),
        not_tried=len(names) - len(fitting),
        tests=telling,
        why_not="" if fitting else "there was no time for any of them",
    )


def _why_none(told: _Told) -> str:
    if told.without:
        return "their tests pass without the declared entry, so they test something else"
    return "their tests use more than the declared interface"
