"""Builds a submission in a box of its own: no network, none of its code run, what comes out checked like anything else.

host ── delivery ──> build box (the language's image, builder.py) ── one JSON line ──> host
"""

from __future__ import annotations

import base64
import binascii
import io
import tarfile
from typing import Any

import msgspec

from grader.deliveries import FILES_BYTES, PYTHON, build_settings, delivery, packed
from grader.errors import BuilderFailed
from grader.languages.base import Language
from grader.model import Build, Challenge, Limits, Package, Submission, Unbuilt, Value
from grader.sandbox import errand
from grader.sandbox.base import BoxSpec, Ending, Sandbox
from grader.untrusted import decoded

LIMITS = Limits(wall_time_s=120.0, memory_bytes=1 << 30, processes=256, scratch_bytes=256 << 20, cpus=2.0)
"""A compiler's, not the submission's: javac alone takes more memory than most challenges give."""

MAX_LINE = 192 << 20
MAX_FILES = 20_000
MAX_WORDS = 4_000
MAX_NOTES = 50
MAX_FACTS = 4 << 20
MAX_DEPTH = 16
MAX_PACKAGES = 50_000


class NeedsDependencies(Exception):
    """The manifest wants packages that the image does not have."""


class _Built(Value, frozen=True):
    archive: str
    facts: dict[str, Any] = {}
    notes: tuple[str, ...] = ()
    words: str = ""


class _Reply(Value, frozen=True):
    built: _Built | None = None
    failed: Unbuilt | None = None
    needs: str = ""


def build(
    challenge: Challenge,
    submission: Submission,
    language: Language,
    *,
    image: str,
    sandbox: Sandbox,
    run: str,
    tests: bool = False,
    runtime: str = "",
) -> Build:
    """Compile a submission, with its own tests where ``tests`` says so; what its compiler refuses is in the result.

    Raises ``NeedsDependencies``, and ``SandboxError`` for trouble of ours: ``BuilderFailed`` where the builder breaks.
    """
    spec = BoxSpec(
        role="build",
        run=run,
        image=image,
        command=(*PYTHON, "/grader/builder.pyc"),
        limits=LIMITS,
        folders={"/submission": FILES_BYTES, "/build": FILES_BYTES, "/tmp": LIMITS.scratch_bytes},  # noqa: S108
        output_bytes=MAX_LINE,
        runtime=runtime,
    )
    settings = build_settings(challenge, language) | {"tests": tests}
    parcel = delivery(settings, {"/submission": submission.archive})
    returned = errand.send(sandbox, spec, parcel, within_s=LIMITS.wall_time_s)
    return understood(returned.line, returned.ending, image)


def understood(line: bytes | None, ending: Ending, image: str) -> Build:
    """Turn the builder's one line into a build; the box has only read hostile files, but is not trusted for it."""
    if line is None:
        return _failed(image, f"The build did not finish within {LIMITS.wall_time_s:g} s.")
    if not line and ending.out_of_memory:
        return _failed(image, f"The build needs more than {LIMITS.memory_bytes >> 20} MiB of memory.")
    if not line:
        raise BuilderFailed(
            f"the builder ended without a result (exit code {ending.exit_code})\n{ending.stderr[-2000:]}"
        )
    try:
        reply = decoded(line, _Reply)
        if reply.needs:
            raise NeedsDependencies
        if reply.failed is not None:
            return _failed(image, reply.failed.message)
        if reply.built is None:
            raise BuilderFailed("the builder's result says nothing")
        return _checked(reply.built, image)
    except (binascii.Error, tarfile.TarError, ValueError, RecursionError, OverflowError) as error:
        raise BuilderFailed(f"the builder's result cannot be read: {error}") from None


def _failed(image: str, message: str) -> Build:
    return Build(image=image, failure=Unbuilt(kind="compile_error", message=message[:MAX_WORDS]))


def _checked(built: _Built, image: str) -> Build:
    return Build(
        image=image,
        archive=packed(plain_files(base64.b64decode(built.archive, validate=True))),
        facts=_plain_facts(built.facts),
        notes=tuple(note[:300] for note in built.notes[:MAX_NOTES]),
        words=built.words[:MAX_WORDS],
    )


def _plain_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Pass on what the driver is to know; ``ValueError`` for what is too large, too deep or no list of packages."""
    waiting: list[tuple[Any, int]] = [(facts, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise ValueError(f"facts nested more than {MAX_DEPTH} deep")
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [(part, depth + 1) for part in parts]
    if len(msgspec.json.encode(facts)) > MAX_FACTS:
        raise ValueError(f"more than {MAX_FACTS >> 20} MiB of facts")
    if len(packages := msgspec.convert(facts.get("packages", []), list[Package])) > MAX_PACKAGES:
        raise ValueError(f"{len(packages):,} packages")
    return facts


def plain_files(archive: bytes) -> dict[str, bytes]:
    """Read the regular files of a tar that came out of a box; ``ValueError`` for anything that is not one."""
    files: dict[str, bytes] = {}
    total = 0
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as tar:
        for member in tar:
            if member.isdir():
                continue
            name = _clean(member)
            total += max(0, member.size)
            if name in files or len(files) >= MAX_FILES or total > FILES_BYTES:
                raise ValueError(f"{name!r}: twice, or one file too many, or one byte")
            if member.size < 0 or member.issparse():
                raise ValueError(f"{name!r} is not as long as it says")
            content = tar.extractfile(member)
            files[name] = content.read() if content is not None else b""
    return files


def _clean(member: tarfile.TarInfo) -> str:
    name = member.name.removeprefix("./")
    if not member.isreg() or name.startswith("/") or {"", ".", ".."} & set(name.split("/")):
        raise ValueError(f"{name!r} is not a plain file below its folder")
    return name
