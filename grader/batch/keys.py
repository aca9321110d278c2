"""What a grade depends on, part by part, and why one has to be made again: pure.

Two grades with the same parts are the same grade, so it is made once. The parts are kept one by one, not as one hash,
so that whoever waits for a second grade is told what changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from grader.batch.ledger import Entry, What
from grader.configuration import Configuration
from grader.languages import find
from grader.model import Challenge, Submission, Value
from grader.rubric import Rubric

NEW = "new"
_SWITCHES = {"own tests": "the candidates' own tests", "analysis": "the analysis", "blind": "the blind mode"}

_WORDS = {
    "beside the submission": "what lies beside the submission's files changed (history, language, files left out)",
    "measures": "what the code is measured against changed",
    "registries": "the configuration of registries changed",
    "advisories": "the advisories changed",
}


class Settings(Value, frozen=True):
    """What whoever calls chose for all grades of a batch."""

    seed: int
    runtime: str = ""
    own_tests: bool = True
    analysis: bool = True
    blind: bool = True
    configuration: Configuration = Configuration()
    advisories: str = ""
    """What tells one state of the mirror of advisories from another; empty where there is none."""


def parts_of(
    submission: Submission,
    *,
    challenge: Challenge,
    rubric: Rubric,
    images: Mapping[str, str],
    settings: Settings,
    grader_version: str,
) -> dict[str, str]:
    """Name all that a grade depends on; image tags are content addresses, so they stand for digests."""
    return {
        "submission": submission.sha256,
        "beside the submission": _digest(
            (submission.language, submission.dropped, submission.history, submission.no_history, submission.authors)
        ),
        "challenge": challenge.sha256,
        "rubric": rubric.sha256,
        "measures": _digest(rubric.norms),
        **{f"image {name}": images[name] for name in images_used(submission, challenge, settings) if name in images},
        "grader": grader_version,
        "seed": str(settings.seed),
        "runtime": settings.runtime or "default",
        "own tests": _switch(on=settings.own_tests),
        "analysis": _switch(on=settings.analysis),
        "blind": _switch(on=settings.blind),
        "registries": registries_of(settings.configuration),
        "advisories": settings.advisories,
    }


def registries_of(configuration: Configuration) -> str:
    """Tell registries from others by a digest, without how they are reached, and without what is not about them."""
    return _digest((configuration.registries, configuration.hosts, configuration.enabled))


def images_used(submission: Submission, challenge: Challenge, settings: Settings) -> tuple[str, ...]:
    """Name the images that a grade of this submission starts boxes from."""
    return (
        find(submission.language).image,
        "examiner",
        *(("database",) if challenge.resources else ()),
        *(("analysis",) if settings.analysis else ()),
    )


def _digest(value: object) -> str:
    plain = msgspec.to_builtins(value)
    return hashlib.sha256(repr(plain).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _switch(*, on: bool) -> str:
    return "on" if on else "off"


def why_again(before: Entry | None, parts: Mapping[str, str], *, force: bool, gone: str = "") -> str:
    """Say why a submission has to be graded, in a few words; empty where the grade that there is will do.

    ``gone`` is what is wrong with the result that the ledger knows of, empty where nothing is. Whoever could not be
    taken in last time may have a grade of before that.
    """
    if before is None:
        return NEW
    if before.what in {What.VOID, What.FAILED} or not before.parts:
        return f"{before.what} last time"
    if gone:
        return gone
    if changed := changes(before.parts, parts):
        return ", ".join(changed)
    return "--force" if force else ""


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Say in words what is not as it was."""
    names = [*now, *(name for name in before if name not in now)]
    return [
        _changed(name, before.get(name, ""), now.get(name, "")) for name in names if before.get(name) != now.get(name)
    ]


def _changed(name: str, before: str, now: str) -> str:
    if name in _SWITCHES:
        return f"{_SWITCHES[name]} switched {now}"
    if name == "grader":
        return f"the grader changed ({before} -> {now})"
    if name.startswith("image ") and not (before and now):
        return f"the {name} is {'wanted now' if now else 'not wanted any more'}"
    return _WORDS.get(name, f"the {name} changed")
