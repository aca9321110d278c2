"""What must hold whatever the times are: the same verdicts everywhere, and nothing left behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .limits import KINDS, Stopped
from .measuring import Sample
from .operations import (
    A20,
    ANALYSED,
    ANALYSIS,
    ANALYSIS_AHEAD,
    BARE,
    BARE_QUICK,
    COLD,
    IN_OTHERS,
    SUBJECTS,
    WARM,
    WHOLE,
    named,
)


def broken(taken: Mapping[str, Sequence[Sample]], hostile: Sequence[Stopped]) -> list[str]:
    """List every promise that did not hold; none, where all is well."""
    alike = [text for subject in SUBJECTS for text in _unequal(taken, subject.name)]
    wanted = taken[named(BARE, A20)][0].result["outcomes"]
    for subject in IN_OTHERS.values():
        name = named(WARM, subject.name)
        alike += [f"{name}: {text}" for each in taken[name] for text in _differences(each.result, wanted)]
    for language in ANALYSED:
        fresh = taken[named(ANALYSIS, language)][0].result
        alike += [
            f"{name}: not what the first analysis in a fresh box came to"
            for name in (named(ANALYSIS, language), named(ANALYSIS_AHEAD, language))
            if any(each.result != fresh for each in taken[name])
        ]
    return alike + [
        f"hostile submission {each.kind}: {each.verdict} instead of {KINDS[each.kind]}"
        for each in hostile
        if each.verdict != KINDS[each.kind]
    ]


def _unequal(taken: Mapping[str, Sequence[Sample]], subject: str) -> list[str]:
    """Compare every run on a subject with the first bare one."""
    wanted: dict[str, str] = taken[named(BARE, subject)][0].result["outcomes"]
    texts = [] if set(wanted.values()) == {"passed"} else [f"{subject}: the bare run does not pass: {wanted}"]
    for what in (BARE, BARE_QUICK, WARM, COLD, WHOLE):
        for number, each in enumerate(taken.get(named(what, subject), ()), start=1):
            texts += [f"{named(what, subject)}, round {number}: {text}" for text in _differences(each.result, wanted)]
    return texts


def _differences(result: Mapping[str, Any], wanted: Mapping[str, str]) -> list[str]:
    found: dict[str, str] = result["outcomes"]
    names = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
    texts = [
        f"{name} is {found.get(name, 'missing')} and {wanted.get(name, 'missing')} in the bare run" for name in names
    ]
    if result.get("verdict", "accepted") != "accepted":
        texts.append(f"the verdict is {result['verdict']}")
    return texts
