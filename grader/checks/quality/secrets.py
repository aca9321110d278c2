"""Keys and passwords in the files."""

from __future__ import annotations

from grader.checks.quality.base import Checked, Evidence, where
from grader.model import Practice


def check(evidence: Evidence) -> Checked:
    """Say whether any was found, in whatever file."""
    found = [finding for finding in evidence.findings if finding.concept in {"secret", "hard_coded"}]
    several = "1 line looks like one." if len(found) == 1 else f"{len(found)} lines look like one."
    told = several if found else "None was recognised."
    return Checked(
        practices=(
            Practice(
                name="no_secrets",
                question="Are the files free of keys and passwords?",
                criterion="security",
                yes=not found,
                evidence=told,
                where=where(found)[:5],
            ),
        )
    )
