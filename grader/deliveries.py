"""What the two boxes of an exam are, and what each is given on its stdin (``sandbox/README.md``)."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Mapping
from typing import Any

import msgspec

from grader.languages.base import Language
from grader.model import Build, Challenge, Limits, Submission
from grader.sandbox.base import BoxSpec

EXAMINER_LIMITS = Limits(memory_bytes=512 << 20, processes=64, scratch_bytes=16 << 20)
EXAMINER_OUTPUT = 32 << 20
FILES_BYTES = 128 << 20
"""What a submission, and what was built of it, may each take in a box; of the box's own memory limit."""

PYTHON = ("/usr/bin/python3", "-I", "-B", "-X", "frozen_modules=on")


def exam_orders(  # noqa: PLR0913 - everything two boxes depend on, named
    challenge: Challenge,
    submission: Submission,
    language: Language,
    suite: Mapping[str, bytes],
    build: Build,
    *,
    examiner_image: str,
    run: str,
    seed: int,
    channel: str,
    runtime: str,
) -> list[tuple[BoxSpec, bytes]]:
    """Describe both boxes, each with what is delivered to it."""
    return [
        (
            BoxSpec(
                role="candidate",
                run=run,
                image=build.image,
                command=(*PYTHON, "/grader/agent.pyc"),
                limits=challenge.limits,
                folders={
                    "/submission": FILES_BYTES,
                    "/build": FILES_BYTES,
                    "/tmp": challenge.limits.scratch_bytes,  # noqa: S108 - the box's own
                },
                channel=channel,
                channel_writable=True,
                runtime=runtime,
            ),
            delivery(
                agent_settings(challenge, language, build),
                {"/submission": submission.archive, "/build": build.archive},
            ),
        ),
        (
            BoxSpec(
                role="examiner",
                run=run,
                image=examiner_image,
                command=(*PYTHON, "/grader/examiner.pyc"),
                limits=EXAMINER_LIMITS,
                folders={"/suite": 32 << 20, "/tmp": 16 << 20},  # noqa: S108
                channel=channel,
                output_bytes=EXAMINER_OUTPUT,
                runtime=runtime,
            ),
            delivery(examiner_settings(challenge, language, seed=seed), {"/suite": packed(suite)}),
        ),
    ]


def agent_settings(challenge: Challenge, language: Language, build: Build) -> dict[str, Any]:
    """All that the agent needs to know; nothing of the suite is among it."""
    return build_settings(challenge, language) | {
        "driver": "driver",
        "emptied": ["/tmp", "/dev/shm", "/dev/mqueue", "/channel"],  # noqa: S108 - all that its user may write
        "channel": "/channel/agent.sock",
        "limits": msgspec.to_builtins(challenge.limits),
        "facts": build.facts,
        "unbuilt": msgspec.to_builtins(build.failure),
    }


def build_settings(challenge: Challenge, language: Language) -> dict[str, Any]:
    """What a submission is held against, by whoever builds it and whoever calls it."""
    interface = challenge.interface
    names = [*interface.functions, *(name for declared in interface.classes.values() for name in declared.methods)]
    return {
        "submission": "/submission",
        "build": "/build",
        "scratch": "/tmp",  # noqa: S108 - the box's own
        "kind": interface.kind,
        "entry_names": list(language.entries(challenge)),
        "declared": [*interface.functions, *interface.classes],
        "interface": msgspec.to_builtins(interface),
        "spelled": {name: language.spelled(name) for name in names},
    }


def examiner_settings(challenge: Challenge, language: Language, *, seed: int) -> dict[str, Any]:
    """All that the examiner needs to know beside the suite."""
    return {
        "suite": "/suite",
        "channel": "/channel/agent.sock",
        "seed": seed,
        "kinds": {name: list(types) for name, types in language.kinds.items()},
        "language": language.name,
        "interface": msgspec.to_builtins(challenge.interface),
        "limits": msgspec.to_builtins(challenge.limits),
    }


def delivery(settings: Mapping[str, Any], archives: Mapping[str, bytes]) -> bytes:
    """Write the header line and the tars of ``sandbox/README.md``, each by the folder that it is for."""
    sizes = {folder: len(archive) for folder, archive in archives.items()}
    header = json.dumps({"settings": settings, "tars": sizes}, separators=(",", ":"))
    return b"".join([header.encode(), b"\n", *archives.values()])


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a tar, the same bytes for the same files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()
