"""The box in which tests run beside a candidate's code, and what every task of its tester must know."""

from __future__ import annotations

from typing import Any

import msgspec

from grader.deliveries import FILES_BYTES, PYTHON, build_settings
from grader.languages.base import Language
from grader.model import Build, Challenge, Limits
from grader.sandbox.base import BoxSpec

LIMITS = Limits(wall_time_s=120.0, memory_bytes=1 << 30, processes=256, scratch_bytes=256 << 20, cpus=2.0)
"""The same for every challenge: a test runner with coverage takes more than the code that it runs."""

MAX_LINE = 4 << 20


def box_for_tests(role: str, build: Build, *, run: str, runtime: str, folders: tuple[str, ...] = ()) -> BoxSpec:
    """Describe such a box; ``folders`` are those beside the usual ones."""
    return BoxSpec(
        role=role,
        run=run,
        image=build.image,
        command=(*PYTHON, "/grader/tester.pyc"),
        limits=LIMITS,
        folders={
            **dict.fromkeys(("/submission", "/build", *folders), FILES_BYTES),
            "/tmp": LIMITS.scratch_bytes,  # noqa: S108 - the box's own
        },
        output_bytes=MAX_LINE,
        runtime=runtime,
    )


def settings_for_tests(challenge: Challenge, language: Language, build: Build) -> dict[str, Any]:
    """Say what every task of the tester needs to know."""
    return build_settings(challenge, language) | {
        "facts": build.facts,
        "limits": msgspec.to_builtins(LIMITS),
        "seconds": LIMITS.wall_time_s,
    }
