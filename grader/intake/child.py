"""The child process of intake: ``grader.submission`` starts it, reads one reply and believes nothing else of it.

    arguments   the source's path, IntakeLimits as a JSON list
    reply       8 bytes of length, that much JSON, then the canonical tar

The JSON is ``{"files": [{path, size, lines}], "dropped": [{path, why}]}``, or ``{"refused": {path, rule}}``, or
``{"bug": traceback}``. A child that dies without a reply met one of its limits.
"""

from __future__ import annotations

import json
import resource
import sys

from grader.errors import SubmissionError
from grader.intake.limits import IntakeLimits
from grader.intake.snapshot import Snapshot, canonical_tar, take

LENGTH_BYTES = 8
_OPEN_FILES = 128


def main() -> None:
    """Take the source, reply, and end; the exit code says nothing."""
    source, bounds = sys.argv[1:]
    limits = IntakeLimits(*json.loads(bounds))
    confine(cpu_s=limits.cpu_s, memory_bytes=limits.memory_bytes)
    reply, archive = _reply(source, limits)
    text = json.dumps(reply, ensure_ascii=False).encode()
    for part in (len(text).to_bytes(LENGTH_BYTES, "big"), text, archive):
        sys.stdout.buffer.write(part)


def confine(*, cpu_s: int, memory_bytes: int) -> None:
    """Give up, for good, what whoever parses hostile bytes has no need of: time, memory, writing, processes."""
    _cap(resource.RLIMIT_CPU, cpu_s)
    _cap(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _cap(resource.RLIMIT_FSIZE, 0)
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_NPROC, 0)
    if sys.platform == "linux":  # macOS refuses it; there the counting of real bytes is the bound
        _cap(resource.RLIMIT_AS, memory_bytes)


def _cap(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def _reply(source: str, limits: IntakeLimits) -> tuple[dict[str, object], bytes]:
    try:
        snapshot = take(source, limits)
        return _facts(snapshot), canonical_tar(snapshot.files)
    except SubmissionError as refusal:
        return {"refused": {"path": refusal.path, "rule": refusal.rule}}, b""
    except MemoryError:
        return {"refused": {"path": "", "rule": "takes more memory to read than is allowed; make it smaller"}}, b""
    except Exception:  # noqa: BLE001 - whatever a hostile file triggers must reach a developer, through the parent
        import traceback  # noqa: PLC0415

        return {"bug": traceback.format_exc()}, b""


def _facts(snapshot: Snapshot) -> dict[str, object]:
    files = [
        {"path": path, "size": len(content), "lines": _lines(content)}
        for path, content in sorted(snapshot.files.items())
    ]
    return {"files": files, "dropped": [{"path": path, "why": why} for path, why in snapshot.dropped]}


def _lines(content: bytes) -> int:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return 0
    if "\0" in text:
        return 0
    return text.count("\n") + (not text.endswith("\n") and bool(text))
