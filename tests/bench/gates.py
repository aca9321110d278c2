"""What must hold whatever the times are: the same verdicts everywhere, and nothing left behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .batches import BATCH, BATCH_ALONE, COUNTS, CRASH, LOOP, ONE, ONE_COLD, PIPELINE, REVERSED, WITH, many
from .limits import KINDS, Stopped
from .measuring import Sample
from .operations import (
    A20,
    ANALYSED,
    ANALYSIS,
    ANALYSIS_AHEAD,
    ANALYSIS_SERVED,
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
            for name in (named(what, language) for what in (ANALYSIS, ANALYSIS_AHEAD, ANALYSIS_SERVED))
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


# ── Batches ──


def broken_batches(taken: Mapping[str, Sequence[Sample]], once: Mapping[str, Sample]) -> list[str]:
    """List whatever a batch came to that a single grade, another order or another number of jobs did not."""
    ten = many("python")
    wanted: Mapping[str, Any] = taken[named(BATCH, ten)][0].result["graded"]
    first = min(wanted)
    texts = [] if wanted[first]["findings"] else ["the batch has no finding, so that none can differ"]
    texts += [f"{name} is {each['verdict']}" for name, each in wanted.items() if each["verdict"] != "accepted"]
    for name in (BATCH_ALONE, BATCH):
        for number, each in enumerate(taken[named(name, ten)], start=1):
            texts += _unlike(f"{name}, round {number}", each.result["graded"], wanted)
    texts += _unlike(REVERSED, once[REVERSED].result["graded"], wanted)
    for name in (ONE, ONE_COLD):
        for number, each in enumerate(taken[named(name, WITH)], start=1):
            texts += _unlike(f"{name}, round {number}", {first: each.result}, {first: wanted[first]})
    outcomes = {name: {"outcomes": each["outcomes"]} for name, each in wanted.items()}
    for name in (LOOP, PIPELINE):
        for number, each in enumerate(taken[named(name, ten)], start=1):
            texts += _unlike(f"{name}, round {number}", each.result["graded"], outcomes)
    return [*texts, *_in_others(taken, wanted[first]["outcomes"]), *_after_a_crash(once[CRASH], wanted)]


def _unlike(where: str, found: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """Compare submission by submission what they have in common, which is all that ``wanted`` has of each."""
    texts = [f"{where}: {name} is {'missing' if name in wanted else 'one too many'}" for name in found.keys() ^ wanted]
    for name in sorted(found.keys() & wanted):
        texts += [
            f"{where}: {name}: {what} not as in the first batch{_lacking(found[name])}"
            for what, value in wanted[name].items()
            if found[name].get(what) != value
        ]
    return texts


def _lacking(graded: Mapping[str, Any]) -> str:
    """Say what was not looked at, which may be all that differs: where others hold the cores, tools run out of time."""
    return f" (incomplete: {'; '.join(graded['incomplete'])})" if graded.get("incomplete") else ""


def _in_others(taken: Mapping[str, Sequence[Sample]], outcomes: Mapping[str, str]) -> list[str]:
    """The same cases, by the same names, must pass in the other languages."""
    texts = []
    for language in IN_OTHERS:
        name = named(BATCH, many(language))
        wanted: Mapping[str, Any] = taken[name][0].result["graded"]
        if len(wanted) != COUNTS[language] or any(each["outcomes"] != outcomes for each in wanted.values()):
            texts.append(f"{name}: not the outcomes of the ten in Python")
        for number, each in enumerate(taken[name], start=1):
            texts += _unlike(f"{name}, round {number}", each.result["graded"], wanted)
    return texts


def _after_a_crash(crashed: Sample, wanted: Mapping[str, Any]) -> list[str]:
    graded: dict[str, Any] = crashed.result["graded"]
    others = {name: each for name, each in graded.items() if name in wanted}
    broke = [each["verdict"] for name, each in graded.items() if name not in wanted]
    texts = _unlike(CRASH, others, {name: wanted[name] for name in others})
    if not others or broke != ["run_time_error"]:
        texts.append(
            f"{CRASH}: the one that breaks everything is {', '.join(broke) or 'missing'}, beside {len(others)}"
        )
    return texts
