"""Yes/no items beneath a criterion: which of them evidence answers, and how.

    from: requirements            every requirement of the criterion is met
    from: practice NAME           that question of good practice was answered yes
    from: measure NAME            that measure lies within its limit
    from: findings SEVERITY       no finding of the criterion is that grave, or graver
    from: own_tests passing N     the share of the candidate's own tests that passed, in per cent
    from: own_tests covered N     the share of lines that they run
    from: own_tests caught N      the share of seeded bugs that they notice

An item without ``from`` is a person's to answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from grader.mistakes import near_miss
from grader.model import SEVERITIES, Item, Outcome, OwnTests, OwnTestsState, Quality, RequirementResult, Severity, Value

PER_CENT = 100
OWN_TESTS = ("passing", "covered", "caught")
_KINDS = ("requirements", "practice", "measure", "findings", "own_tests")


class Source(Value, frozen=True):
    """What answers an item: a kind of evidence, the name of the piece, and the least share where it is one."""

    kind: str
    name: str = ""
    least: int = 0


class ItemRule(Value, frozen=True):
    """An item as the rubric has it; ``source`` is ``None`` where only a person can answer."""

    name: str
    text: str
    source: Source | None


class Evidence(Value, frozen=True):
    """All that can answer an item of one criterion."""

    requirements: tuple[RequirementResult, ...] = ()
    quality: Quality | None = None
    own_tests: OwnTests | None = None


def parse_source(text: str, *, practices: Collection[str], measures: Collection[str]) -> Source:
    """Read what stands behind ``from``; ``ValueError`` says what is wrong, and what there is instead."""
    kind, *words = text.split()
    if kind not in _KINDS:
        raise ValueError(f'unknown evidence "{kind}".{near_miss(kind, _KINDS)}')
    known: Mapping[str, Collection[str]] = {
        "practice": practices,
        "measure": measures,
        "findings": SEVERITIES,
        "own_tests": OWN_TESTS,
    }
    expected = {"requirements": 0, "own_tests": 2}.get(kind, 1)
    if len(words) != expected:
        raise ValueError(f'"{kind}" takes {expected or "nothing"} behind it, not {len(words)}')
    if not words:
        return Source(kind=kind)
    if words[0] not in known[kind]:
        raise ValueError(f'unknown {kind} "{words[0]}".{near_miss(words[0], known[kind])}')
    return Source(kind=kind, name=words[0], least=_per_cent(words[1]) if words[1:] else 0)


def _per_cent(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > PER_CENT:
        raise ValueError(f'"{text}" is no share in whole per cent')
    return int(text)


def answer(rule: ItemRule, criterion: str, evidence: Evidence) -> Item:
    """Answer an item by the evidence; what there is none for stays open, for a person."""
    proposed, told = (None, "") if rule.source is None else _answered(rule.source, criterion, evidence)
    return Item(name=rule.name, text=rule.text, proposed=proposed, evidence=told)


def _answered(source: Source, criterion: str, evidence: Evidence) -> tuple[bool | None, str]:
    if source.kind == "requirements":
        return _by_requirements(evidence.requirements)
    if source.kind == "own_tests":
        return _by_own_tests(source, evidence.own_tests)
    if evidence.quality is None:
        return None, ""
    if source.kind == "findings":
        return _by_findings(source.name, criterion, evidence.quality)
    return (
        _by_practice(source.name, evidence.quality)
        if source.kind == "practice"
        else _by_measure(source.name, evidence.quality)
    )


def _by_practice(name: str, quality: Quality) -> tuple[bool | None, str]:
    asked = next((each for each in quality.practices if each.name == name), None)
    return (None, "") if asked is None else (asked.yes, asked.evidence)


def _by_measure(name: str, quality: Quality) -> tuple[bool | None, str]:
    measure = next((each for each in quality.measures if each.name == name), None)
    if measure is None or measure.context:
        return None, ""
    return measure.within, f"{measure.norm.title}: {measure.value:g}{measure.norm.unit}"


def _by_requirements(results: Sequence[RequirementResult]) -> tuple[bool | None, str]:
    open_ = [each.id for each in results if each.met is None]
    unmet = [each.id for each in results if each.met is False]
    if unmet:
        return False, f"{', '.join(unmet)} not met"
    if open_ or not results:
        return None, f"{', '.join(open_)} not assessed" if open_ else ""
    return True, f"{', '.join(each.id for each in results)} met"


def _by_findings(least: str, criterion: str, quality: Quality) -> tuple[bool | None, str]:
    """Find the grave ones; nothing found proves nothing where a tool could not look."""
    grave: Sequence[Severity] = SEVERITIES[: [*SEVERITIES].index(least) + 1] if least in SEVERITIES else ()
    found = [each for each in quality.findings if each.criterion == criterion and each.severity in grave]
    if found:
        return False, f"{found[0].title} ({found[0].path}:{found[0].line})"
    return (
        (None, f"nothing told by {', '.join(quality.incomplete)}") if quality.incomplete else (True, "none was found")
    )


def _by_own_tests(source: Source, own: OwnTests | None) -> tuple[bool | None, str]:
    share = None if own is None else shares(own)[source.name]
    if own is None or share is None:
        return None, ""
    if own.state is OwnTestsState.NONE:
        return False, "there are none"
    part, total = share
    return part * PER_CENT >= source.least * total, f"{part} of {total}, by their own word"


def shares(own: OwnTests) -> dict[str, tuple[int, int] | None]:
    """Give what the candidate's own tests amount to, as parts of totals; ``None`` is a share that is not known.

    Where there are no tests none passes; where they were not run, nothing is known.
    """
    if own.state is OwnTestsState.NONE:
        return {"passing": (0, 1), "covered": None, "caught": None}
    if own.state is not OwnTestsState.RAN:
        return dict.fromkeys(OWN_TESTS)
    ran = len(own.tests) - own.count(Outcome.SKIPPED)
    seeded = own.seeded
    return {
        "passing": (own.count(Outcome.PASSED), ran) if ran else (0, 1),
        "covered": own.lines if own.lines[1] else None,
        "caught": (seeded.caught, seeded.total) if seeded is not None and seeded.total else None,
    }
