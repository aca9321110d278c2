"""A small challenge and a submission for it, in memory."""

from __future__ import annotations

from collections.abc import Mapping

from grader.deliveries import packed
from grader.model import (
    Challenge,
    Finding,
    Interface,
    Limits,
    Measure,
    Practice,
    Quality,
    Requirement,
    Signature,
    SourceFile,
    Submission,
    Unbuilt,
)

SAME = {"solution.py": b"def same(value): return value\n"}
LIMITS = Limits(wall_time_s=30.0, memory_bytes=100 << 20)


def challenge(*, folder: str = "/nonexistent", limits: Limits = LIMITS) -> Challenge:
    """Two requirements, five points and three."""
    return Challenge(
        slug="two-words",
        title="Two words",
        version="1.0.0",
        summary="For tests.",
        languages=("python",),
        time_box="1h",
        interface=Interface(kind="function", functions={"same": Signature(returns="any")}),
        requirements=(
            Requirement(id="R1", text="It works", criterion="correctness", points=5),
            Requirement(id="R2", text="It always works", criterion="edge_cases", points=3),
        ),
        limits=limits,
        rubric="algorithm",
        folder=folder,
        sha256="c" * 64,
    )


def submission(files: Mapping[str, bytes] = SAME) -> Submission:
    """One file, or those that are given."""
    return Submission(
        name="anna-k",
        language="python",
        sha256="5" * 64,
        files=tuple(
            SourceFile(path=path, size=len(content), lines=0 if b"\0" in content else content.count(b"\n"))
            for path, content in files.items()
        ),
        dropped=(),
        archive=packed(files),
    )


def unbuilt() -> Unbuilt:
    """A submission that does not compile."""
    return Unbuilt(kind="compile_error", message="no such file")


def quality(
    *,
    measures: tuple[Measure, ...] = (),
    findings: tuple[Finding, ...] = (),
    practices: tuple[Practice, ...] = (),
    incomplete: tuple[str, ...] = (),
) -> Quality:
    """Enough code for a measure to count, and nothing found in it but what is given."""
    return Quality(
        written_lines=400,
        test_lines=0,
        few_lines=200,
        files=(),
        measures=measures,
        findings=findings,
        practices=practices,
        functions=(),
        repeated=(),
        hot_spots=(),
        guide=(),
        strengths=(),
        suppressions=(),
        tools=(),
        not_measured=(),
        incomplete=incomplete,
    )
