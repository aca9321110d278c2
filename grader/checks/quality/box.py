"""The analysis box: what it is sent, and what it says, typed.

host ── sources, compiled classes ──> analysis box (sandbox/analysis/analysis.py) ── one JSON line ──> host

No code of the candidate's runs in it, but whoever parses hostile bytes may be taken over: nothing that it says is
trusted to have a size or a form. A box may be started while the submission is still being read (``Begun``), or ahead
of it (``start_ahead``): it answers sooner, and the same. Such a box sees one submission; a ``Server`` sees one after
the other, and answers as a fresh box would or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from typing import Annotated, Any, Literal, Protocol

import msgspec

from grader.checks.quality.scope import Scope
from grader.deliveries import FILES_BYTES, PYTHON, delivery
from grader.errors import SandboxError
from grader.languages.base import Language
from grader.model import Build, Challenge, Limits, NotMeasured, SourceKind, Submission, Value
from grader.sandbox import errand
from grader.sandbox.base import BoxSpec, Ending, Sandbox
from grader.untrusted import Unreadable, decoded

LIMITS = Limits(wall_time_s=400.0, memory_bytes=2 << 30, processes=512, scratch_bytes=256 << 20, cpus=2.0)
"""Linters', not the submission's; each tool has a shorter time of its own in the box."""

MAX_LINE = 48 << 20
TEXT_BYTES = 1 << 20
WAITS_S = 600.0
"""A box that has waited longer for its submission is not used."""

READY_S = 20.0
"""How long a box that was started ahead may still take to get ready; a cold one has its answer in this time."""

SERVES = 200
"""Submissions that a server sees: whatever a tool may leave in a box, it goes with it."""

SERVES_BYTES = 4 * MAX_LINE
GOES_ON = Ending(exit_code=None, stopped=False, out_of_memory=False, output_bytes=0, output_cut=False, stderr="")
"""The ending of a box that has not ended."""

PROGRAM = (*PYTHON, "/grader/analysis.pyc")
PLACES = {"submission": "/submission", "build": "/build", "scratch": "/tmp"}  # noqa: S108 - the box's own
WHAT = "Static quality (complexity, lint, duplication, security)"

Line = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Text = Annotated[str, msgspec.Meta(max_length=1_000)]
Rows = msgspec.Meta(max_length=400_000)
"""Twenty tools with as many rows as each may hand back (``sandbox/analysis/found.py``)."""


class ToolRow(Value, frozen=True):
    """A tool that ran, and why not where it did not get through."""

    name: Text
    version: Text
    failed: Text
    seconds: float


class FindingRow(Value, frozen=True):
    """What one tool noticed in one line."""

    tool: Text
    rule: Text
    path: Text
    line: Line
    message: Text
    severity: Literal["error", "warning", "note"] = "warning"
    name: Text = ""
    help: Text = ""


class FunctionRow(Value, frozen=True):
    """What one tool measured of one function."""

    tool: Text
    path: Text
    name: Text
    line: Line
    end_line: Line
    code_lines: Count | None = None
    cyclomatic: Count | None = None
    cognitive: Count | None = None
    parameters: Count | None = None


class FileRow(Value, frozen=True):
    """What one tool measured of one file, as far as anything is made of it."""

    tool: Text
    path: Text
    documentable: Count | None = None
    documented: Count | None = None
    annotatable: Count | None = None
    annotated: Count | None = None


class ImportRow(Value, frozen=True):
    """One module or package that a line imports."""

    tool: Text
    path: Text
    line: Line
    name: Text


class DuplicateRow(Value, frozen=True):
    """The same lines in two places."""

    path: Text
    line: Line
    lines: Count
    other_path: Text
    other_line: Line
    tool: Text = ""
    tokens: Count = 0


class SuppressionRow(Value, frozen=True):
    """A line that tells a tool to look away."""

    tool: Text
    path: Text
    line: Line
    text: Text


class UnreadRow(Value, frozen=True):
    """A file, or with an empty path all of them, that a tool could not read."""

    tool: Text
    path: Text
    why: Text


class Told(Value, frozen=True):
    """All that the tools say, row by row; ``sandbox/analysis/README.md`` tells what a row means."""

    tools: Annotated[tuple[ToolRow, ...], msgspec.Meta(max_length=200)]
    findings: Annotated[tuple[FindingRow, ...], Rows] = ()
    functions: Annotated[tuple[FunctionRow, ...], Rows] = ()
    files: Annotated[tuple[FileRow, ...], Rows] = ()
    imports: Annotated[tuple[ImportRow, ...], Rows] = ()
    duplicates: Annotated[tuple[DuplicateRow, ...], Rows] = ()
    suppressions: Annotated[tuple[SuppressionRow, ...], Rows] = ()
    unread: Annotated[tuple[UnreadRow, ...], Rows] = ()


class Early(Protocol):
    """A box that was there before the submission."""

    def answer(self, parcel: bytes, language: str, *, image: str, runtime: str) -> errand.Returned | None:
        """Have it look; ``None`` where it does not fit, or where anything went wrong that might not in a fresh box."""
        ...


class Lender(Protocol):
    """Whoever has boxes that were there before the submission, for one grade at a time."""

    def lent(self, language: str, *, image: str, runtime: str) -> AbstractContextManager[Early | None]:
        """Lend one, or none where a fresh box does as well."""
        ...


class Begun:
    """A fresh box, but that it is started while the submission is still being read.

    Its dearest tools load meanwhile what they need in a ``language``, which may turn out to be another.
    """

    def __init__(self, sandbox: Sandbox, language: str, *, image: str, run: str, runtime: str) -> None:
        self._made_for = (image, runtime)
        self._is_used = False
        spec = _spec("analysis-begun", run, image, runtime, "--load", language)
        self._waiting = errand.Waiting(sandbox, spec)

    def answer(self, parcel: bytes, language: str, *, image: str, runtime: str) -> errand.Returned | None:
        """As ``Early.answer``."""
        del language
        if self._is_used or (image, runtime) != self._made_for:
            return None
        self._is_used = True
        with suppress(SandboxError):
            line = self._waiting.ask(parcel, within_s=LIMITS.wall_time_s)
            return None if line == b"" else errand.Returned(line=line, ending=GOES_ON)
        return None

    def close(self) -> None:
        """End it; ``SandboxError`` where the engine fails."""
        self._waiting.close()


class Ahead:
    """A box that waits for a submission in one language."""

    def __init__(self, sandbox: Sandbox, language: str, *, image: str, run: str, runtime: str, waits_s: float) -> None:
        self._waits_s = waits_s
        self._made_for = (language, image, runtime)
        # A role of its own, for a box of the same run that is needed in its place must find its name free.
        spec = _spec("analysis-ahead", run, image, runtime, "--warm", language, PLACES["scratch"])
        self._waiting = errand.Waiting(sandbox, spec)

    def is_ready(self, *, within_s: float = READY_S) -> bool:
        """Whether it has got ready, or does in that time."""
        return self._waiting.is_ready(within_s=within_s)

    def answer(self, parcel: bytes, language: str, *, image: str, runtime: str) -> errand.Returned | None:
        """As ``Early.answer``."""
        with suppress(SandboxError):
            if (
                (language, image, runtime) != self._made_for
                or self._waiting.age_s > self._waits_s
                or not self.is_ready()
            ):
                self._waiting.close()
                return None
            returned = self._waiting.send(parcel, within_s=LIMITS.wall_time_s)
            # What it knows ahead takes memory.
            return None if returned.line == b"" or returned.ending.out_of_memory else returned
        return None

    def close(self) -> None:
        """End it unused; nothing where it has been used. ``SandboxError`` where the engine fails."""
        self._waiting.close()


class Server:
    """A box that looks at one submission after the other, in one language; not for two threads at once."""

    def __init__(self, sandbox: Sandbox, language: str, *, image: str, run: str, runtime: str) -> None:
        self._made_for = (language, image, runtime)
        spec = _spec("analysis-server", run, image, runtime, "--serve", language, PLACES["scratch"])
        self._box = sandbox.start(msgspec.structs.replace(spec, output_bytes=SERVES_BYTES))
        self._ready = False
        self._told = 0
        self.answered = 0
        self.is_over = False

    def answer(self, parcel: bytes, language: str, *, image: str, runtime: str) -> errand.Returned | None:
        """As ``Early.answer``."""
        if (language, image, runtime) != self._made_for or self.is_over:
            return None
        self._ready = self._ready or bool(self._line(within_s=READY_S))
        if not self._ready:
            return None
        self._box.send(parcel)
        line = self._line(within_s=LIMITS.wall_time_s)
        if not line:
            return None
        self.answered += 1
        self._told += len(line)
        # So much is left for one more line.
        self.is_over = self.answered >= SERVES or self._told > SERVES_BYTES - 2 * MAX_LINE
        return errand.Returned(line=line, ending=GOES_ON)

    def _line(self, *, within_s: float) -> bytes:
        line = errand.line_of(self._box, within_s=within_s) or b""
        self.is_over = not line
        return line

    def close(self) -> None:
        """End it; ``SandboxError`` where the engine fails."""
        self.is_over = True
        self._box.end()


def start_ahead(
    sandbox: Sandbox, language: str, *, image: str, run: str, runtime: str = "", waits_s: float = WAITS_S
) -> Ahead:
    """Start a box for a submission to come; ``SandboxError`` as any box. Whoever has no use for it closes it."""
    return Ahead(sandbox, language, image=image, run=run, runtime=runtime, waits_s=waits_s)


def ask(  # noqa: PLR0913 - everything that a box depends on, named
    challenge: Challenge,
    submission: Submission,
    language: Language,
    scope: Scope,
    *,
    build: Build,
    image: str,
    sandbox: Sandbox,
    run: str,
    runtime: str = "",
    ahead: Early | None = None,
) -> Told | NotMeasured:
    """Have the tools look at a submission; our own trouble is told and costs nothing."""
    settings = {
        "language": language.name,
        "paths": scope.of_kind(SourceKind.SOURCE, SourceKind.TEST),
        "texts": [file.path for file in submission.files if file.lines and file.size <= TEXT_BYTES],
        "called": called_from_outside(challenge, language),
    }
    archives = {"/submission": submission.archive, "/build": build.archive}
    try:
        returned = send(sandbox, settings, archives, image=image, run=run, runtime=runtime, ahead=ahead)
    except SandboxError as error:
        return NotMeasured(what=WHAT, why=f"A box for it failed, which is our trouble: {error}")
    return understood(returned)


def send(
    sandbox: Sandbox,
    settings: Mapping[str, Any],
    archives: Mapping[str, bytes],
    *,
    image: str,
    run: str,
    runtime: str = "",
    ahead: Early | None = None,
) -> errand.Returned:
    """Hand a box files and what is asked of them, and wait for its line; ``SandboxError`` as any box.

    The box is the one that is there already, where it is of use; a fresh one else, and nobody need know.
    """
    parcel = delivery(PLACES | {"cores": int(LIMITS.cpus)} | dict(settings), archives)
    if ahead is not None:
        returned = ahead.answer(parcel, settings["language"], image=image, runtime=runtime)
        if returned is not None:
            return returned
    spec = _spec("analysis", run, image, runtime, "--load", settings["language"])
    return errand.send(sandbox, spec, parcel, within_s=LIMITS.wall_time_s)


def _spec(role: str, run: str, image: str, runtime: str, *options: str) -> BoxSpec:
    return BoxSpec(
        role=role,
        run=run,
        image=image,
        command=(*PROGRAM, *options),
        limits=LIMITS,
        folders={
            PLACES["submission"]: FILES_BYTES,
            PLACES["build"]: FILES_BYTES,
            PLACES["scratch"]: LIMITS.scratch_bytes,
        },
        output_bytes=MAX_LINE,
        runtime=runtime,
        background=True,
    )


def called_from_outside(challenge: Challenge, language: Language) -> list[str]:
    """Names that the suite calls, in the language's spelling: nothing in the submission need use them."""
    interface = challenge.interface
    names = [*interface.functions, *interface.classes, *interface.queries]
    names += [method for declared in interface.classes.values() for method in declared.methods]
    return sorted({language.spelled(name) for name in names})


def understood(returned: errand.Returned) -> Told | NotMeasured:
    """Read the box's line, or say what became of the box."""
    if returned.line is None:
        return NotMeasured(what=WHAT, why=f"The tools did not finish within {LIMITS.wall_time_s:g} s.")
    if not returned.line and returned.ending.out_of_memory:
        return NotMeasured(what=WHAT, why=f"The tools need more than {LIMITS.memory_bytes >> 20} MiB of memory.")
    if not returned.line:
        last = (returned.ending.stderr.strip().splitlines() or [f"exit code {returned.ending.exit_code}"])[-1]
        return NotMeasured(what=WHAT, why=f"The analysis ended without a result: {last[:300]}")
    try:
        return decoded(returned.line, Told)
    except Unreadable as error:
        return NotMeasured(what=WHAT, why=f"What the analysis said cannot be read: {error}")
