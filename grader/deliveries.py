"""What the two boxes of an exam are, and what each is given on its stdin (``sandbox/README.md``)."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Mapping
from typing import Any

import msgspec

from grader import database
from grader.database import Credentials, examiner_side, variables
from grader.languages.base import Language
from grader.model import Build, Challenge, Limits, Submission
from grader.sandbox.base import BoxSpec

EXAMINER_LIMITS = Limits(memory_bytes=512 << 20, processes=640, scratch_bytes=16 << 20)
"""Threads count as processes, and a suite may ask a server some hundreds of things at once."""

EXAMINER_OUTPUT = 32 << 20
LOOPBACK_LIMITS = Limits(memory_bytes=32 << 20, processes=16)
SERVICE_PORT = 8080
"""Also what Spring Boot and many others take where nobody tells them."""

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
    loopback: str = "",
    credentials: Credentials | None = None,
) -> list[tuple[BoxSpec, bytes]]:
    """Describe both boxes, each with what is delivered to it; ``loopback`` names the box whose network they share."""
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
                joins=loopback,
            ),
            delivery(
                agent_settings(challenge, language, build, credentials),
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
                joins=loopback,
            ),
            delivery(examiner_settings(challenge, language, credentials, seed=seed), {"/suite": packed(suite)}),
        ),
    ]


def loopback_order(*, image: str, run: str, runtime: str) -> tuple[BoxSpec, bytes]:
    """Describe the box that does nothing but own the network of the others: it outlives them, whatever ends them."""
    spec = BoxSpec(role="loopback", run=run, image=image, command=("cat",), limits=LOOPBACK_LIMITS, runtime=runtime)
    return spec, b""


def database_order(
    *, image: str, run: str, joins: str, credentials: Credentials, runtime: str = ""
) -> tuple[BoxSpec, bytes]:
    """Describe the database's box, with what is delivered to it; it says ``{"ready":true}`` once everybody can log in.

    Start the candidate's box after that: whoever is first on the shared loopback has the port.
    """
    spec = BoxSpec(
        role="database",
        run=run,
        image=image,
        command=(*PYTHON, "/grader/database.pyc"),
        limits=database.LIMITS,
        folders={"/data": database.DATA_BYTES, "/wal": database.LOG_BYTES, "/tmp": 1 << 20},  # noqa: S108
        runtime=runtime,
        joins=joins,
        # PostgreSQL keeps a second server out of its folder by a small piece of shared memory.
        system_calls=("shmget", "shmat", "shmctl", "shmdt"),
    )
    return spec, delivery({"passwords": msgspec.to_builtins(credentials)}, {})


def agent_settings(
    challenge: Challenge, language: Language, build: Build, credentials: Credentials | None = None
) -> dict[str, Any]:
    """All that the agent needs to know; nothing of the suite is among it."""
    interface = challenge.interface
    environment = {"PORT": str(SERVICE_PORT)} if interface.kind == "service" else {}
    environment |= interface.environment
    if credentials is not None:
        # Whoever is asked for queries has nothing to write.
        environment |= variables(
            credentials, language.name, role="reader" if interface.kind == "queries" else "candidate"
        )
    return build_settings(challenge, language) | {
        "driver": "driver",
        "emptied": ["/tmp", "/dev/shm", "/dev/mqueue", "/channel"],  # noqa: S108 - all that its user may write
        "channel": "/channel/agent.sock",
        "limits": msgspec.to_builtins(challenge.limits),
        "facts": build.facts,
        "environment": environment,
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


def examiner_settings(
    challenge: Challenge, language: Language, credentials: Credentials | None = None, *, seed: int
) -> dict[str, Any]:
    """All that the examiner needs to know beside the suite."""
    interface = challenge.interface
    return {
        "suite": "/suite",
        "channel": "/channel/agent.sock",
        "seed": seed,
        "kinds": {name: list(types) for name, types in language.kinds.items()},
        "language": language.name,
        "interface": msgspec.to_builtins(interface),
        "limits": msgspec.to_builtins(challenge.limits),
        "service": {"port": SERVICE_PORT, "ready": interface.ready} if interface.kind == "service" else None,
        "database": examiner_side(credentials) if credentials is not None else None,
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
