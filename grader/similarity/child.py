"""Makes a fingerprint in a child process that has given up all but time and memory: ``fingerprints`` asks.

    stdin   {"key": "…", "language": "java", "texts": {path: text}, "starter": {path: text}}
    stdout  a Fingerprint

What a candidate wrote is data here: it is cut into tokens, and nothing of it is run, imported or parsed further.
"""

from __future__ import annotations

import sys

import msgspec

from grader.checks.quality.scope import scope_of
from grader.intake.child import confine
from grader.languages import find
from grader.model import SourceKind, Value
from grader.similarity import engine
from grader.similarity.tokens import MOST_TOKENS, stream_of

CPU_S = 20
MEMORY_BYTES = 1 << 30


class Job(Value, frozen=True):
    """What a fingerprint is made from."""

    key: str
    language: str
    texts: dict[str, str]
    starter: dict[str, str]


def main() -> None:
    """Read a job, answer it, and end."""
    engine.load()
    confine(cpu_s=CPU_S, memory_bytes=MEMORY_BYTES)
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    sys.stdout.buffer.write(msgspec.json.encode(answer(job)))


def answer(job: Job) -> engine.Fingerprint:
    """Tell apart what the candidate wrote, and fingerprint that."""
    language = find(job.language)
    scope = scope_of({path: text.encode() for path, text in job.texts.items()}, job.starter, language)
    stream = stream_of({path: job.texts[path] for path in scope.of_kind(SourceKind.SOURCE)})
    given = {path: text for path, text in job.starter.items() if path.endswith(language.extensions)}
    notes = [f"{path} is left out: {why}" for path, why in sorted(scope.left_out.items())]
    if stream.cut:
        notes.append(f"only the first {MOST_TOKENS:,} tokens are compared")
    return engine.fingerprint(stream, stream_of(given), key=job.key, notes=tuple(notes[:20]))
