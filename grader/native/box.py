"""The native box: what it is given, and what comes out of it line by line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import msgspec

from grader.challenge import native_suite_files
from grader.deliveries import FILES_BYTES, PYTHON, build_settings, delivery, packed
from grader.errors import ExamFailed
from grader.languages.base import Language
from grader.model import Build, Challenge, Submission
from grader.native.told import Line, Told
from grader.sandbox.base import Box, BoxSpec, BoxTimeout, Sandbox
from grader.untrusted import Unreadable, decoded

HOST_GRACE_S = 30.0
READY_S = 60.0
MAX_OUTPUT = 32 << 20


def told_by_box(
    challenge: Challenge,
    submission: Submission,
    language: Language,
    build: Build,
    *,
    sandbox: Sandbox,
    run: str,
    seed: int,
    runtime: str,
) -> Told:
    """Run the suite in a box and listen to it, to its end or ours."""
    spec = BoxSpec(
        role="native",
        run=run,
        image=build.image,
        command=(*PYTHON, "/grader/tester.pyc"),
        limits=challenge.limits,
        folders={
            "/submission": FILES_BYTES,
            "/build": FILES_BYTES,
            "/suite": FILES_BYTES,
            "/tmp": challenge.limits.scratch_bytes,  # noqa: S108 - the box's own
        },
        output_bytes=MAX_OUTPUT,
        runtime=runtime,
    )
    archives = {
        "/submission": submission.archive,
        "/build": build.archive,
        "/suite": packed(native_suite_files(challenge, language.name)),
    }
    until = time.monotonic() + challenge.limits.wall_time_s + HOST_GRACE_S
    lines: list[Line] = []
    out_of_time = False
    box = sandbox.start(spec)
    try:
        box.send(delivery(native_settings(challenge, language, build, seed=seed), archives))
        for line in _lines(box, until):
            lines.append(line)
            if line.done is not None or line.failed is not None:
                break
    except BoxTimeout:
        out_of_time = True
    finally:
        ending = box.end()
    return Told(
        ready=any(line.ready for line in lines),
        files=tuple(line.file for line in lines if line.file is not None),
        done=any(line.done is not None for line in lines),
        out_of_time=out_of_time,
        failed=next((line.failed for line in lines if line.failed is not None), None),
        ending=ending,
    )


def _lines(box: Box, until: float) -> Iterator[Line]:
    ready = time.monotonic() + READY_S
    told = 0
    while True:
        line = next(box.lines(deadline=until if told else min(until, ready)), None)
        if line is None:
            return
        told += 1
        try:
            said = decoded(line, Line)
        except Unreadable as error:
            raise ExamFailed(f"the native box said something that is not in the protocol: {error}") from None
        yield said


def native_settings(challenge: Challenge, language: Language, build: Build, *, seed: int) -> dict[str, Any]:
    """Say all that the tester needs to know beside the suite."""
    suite = challenge.interface.suites[language.name]
    return build_settings(challenge, language) | {
        "task": "native",
        "suite": "/suite",
        "framework": suite.framework,
        "place": suite.place,
        "seed": seed,
        "facts": build.facts,
        "limits": msgspec.to_builtins(challenge.limits),
    }
