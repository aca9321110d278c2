"""Grades after their review: one that two reviewers saw differently, one by a single reviewer, and a hostile one."""

from __future__ import annotations

from typing import TypeVar

import msgspec
import samples

from grader.model import CriterionResult, Grade, Judgement, LineComment, Place, Review, RubricRef, Settled, Suppression

_Value = TypeVar("_Value", bound=msgspec.Struct)

IGNORED = (
    "Formatting, and anything a formatter would settle",
    "Taste in file layout",
    "Choice of framework or library where the brief leaves it open",
    "Hours spent, hour of the day and number of commits",
)
REASONS = {
    "correctness": "R2 is wrong wherever a read should refresh an entry; the rest is right.",
    "edge_cases": "Only the negative capacity is missing.",
    "integrity": "Expired entries push live ones out.",
    "efficiency": "A list is searched on every get: linear, and the brief says constant.",
    "design": "put does five things at once, with an error swallowed in the middle.",
    "own_tests": "Happy path, and two of the errors.",
    "security": "eval on a value of their own: careless, not reachable.",
    "communication": "Nobody started it from the README yet.",
}
FIRST = (2, 3, 1, 2, 2, 3, 2, None)
SECOND = (2, 3, 2, 2, 4, 3, 2, None)
OTHERS = {"design": "Short, and every name carries its meaning. The one long function is honest about its order."}
SUMMARY = (
    "Knows the problem and has a feeling for the interface. The order of use is kept in a list, which costs both R2 "
    "and R6; I would like to hear whether that was seen and left, or not seen."
)
TO_CANDIDATE = (
    "Thank you for the care in your README: we could follow every decision.\n\n"
    "Reading an entry should count as using it; look at what get does to the order.\n"
    "The tests that you have are clear. One more about reading before evicting would have shown it."
)


def changed(value: _Value, **changes: object) -> _Value:
    """The same value with other fields."""
    return msgspec.structs.replace(value, **changes)


def ignoring(rubric: RubricRef) -> RubricRef:
    """A rubric that says what does not count."""
    return changed(rubric, title="Algorithm brief", ignore=IGNORED)


def judgements(levels: tuple[int | None, ...], reasons: dict[str, str]) -> tuple[Judgement, ...]:
    """What one reviewer set, criterion by criterion."""
    return tuple(
        Judgement(criterion=name, level=level, reason=reasons.get(name, ""))
        for name, level in zip(REASONS, levels, strict=True)
    )


def levelled(criteria: tuple[CriterionResult, ...], levels: dict[str, float]) -> tuple[CriterionResult, ...]:
    """Criteria with the levels that came of the reviews."""
    return tuple(changed(each, reviewed_level=levels.get(each.name)) for each in criteria)


def by_two(hostile: tuple[str, ...] = ()) -> Grade:
    """Two reviewers: neighbours on integrity, far apart on design until they wrote a joint note."""
    grade = samples.failing(hostile)
    first = Review(
        reviewer="M. Okafor",
        saved="2026-11-24T16:02:00+00:00",
        judgements=judgements(FIRST, REASONS),
        comments=(
            LineComment(path="lru_cache.py", line=48, text="What would have to happen for this to be right?"),
            LineComment(path="lru_cache.py", line=52, text="This is the linear search."),
            *(LineComment(path=text, line=3, text=text) for text in hostile),
        ),
        summary="\n\n".join(
            (
                SUMMARY,
                *hostile,
            )
        ),
        to_candidate="\n".join((TO_CANDIDATE, *hostile)),
    )
    second = Review(
        reviewer="J. Lindqvist",
        saved="2026-11-24T18:40:00+00:00",
        judgements=judgements(SECOND, OTHERS),
        summary="A good colleague's code with one wrong idea at its heart.",
    )
    note = Review(
        reviewer="M. Okafor, J. Lindqvist",
        saved="2026-11-25T09:15:00+00:00",
        judgements=(
            Judgement(
                criterion="design",
                level=3,
                reason="One tangled spot, the rest clear: that is level 3 by its anchor. Ask about put.",
            ),
        ),
        joint=True,
    )
    levels = {
        "correctness": 2.0,
        "edge_cases": 3.0,
        "integrity": 1.5,
        "efficiency": 2.0,
        "design": 3.0,
        "own_tests": 3.0,
        "security": 2.0,
    }
    return changed(
        grade,
        rubric=ignoring(grade.rubric),
        criteria=levelled(grade.criteria, levels),
        review=Settled(
            reviews=(first, second, note), level=2.342, equal_weight_level=2.357, left_out=("communication",)
        ),
    )


def by_one() -> Grade:
    """One reviewer, who agrees with the machine and sets what it left open."""
    grade = samples.accepted()
    levels = {each.name: float(each.proposed_level or 3) for each in grade.criteria}
    review = Review(
        reviewer="M. Okafor",
        saved="2026-11-24T16:02:00+00:00",
        judgements=tuple(Judgement(criterion=name, level=int(level)) for name, level in levels.items()),
        summary="Nothing to add: this is how I would have written it.",
    )
    return changed(
        grade,
        rubric=ignoring(grade.rubric),
        masked=(),
        criteria=levelled(grade.criteria, levels),
        review=Settled(reviews=(review,), level=3.7, equal_weight_level=3.5),
    )


def unreviewed() -> Grade:
    """The failing grade as it comes from the machine."""
    grade = samples.failing(())
    return changed(grade, rubric=ignoring(grade.rubric), criteria=levelled(grade.criteria, {}))


def large() -> Grade:
    """All lists longer than anybody reads: names, findings, comments, requirements, criteria."""
    flood = tuple(f"{number} {'<b>@x</b> ' * 2_000}" for number in range(300))
    grade = by_two(flood)
    requirements = tuple(changed(grade.requirements[0], id=f"R{number}", text=flood[number]) for number in range(300))
    criteria = tuple(
        changed(grade.criteria[0], name=f"c{number}", title=flood[number], evidence=flood) for number in range(300)
    )
    quality = grade.quality
    assert quality is not None
    suppressions = tuple(Suppression(where=Place(path=text, line=1), text=text) for text in flood)
    return changed(
        grade, requirements=requirements, criteria=criteria, quality=changed(quality, suppressions=suppressions)
    )


REVIEWED = {"by two": by_two(), "by one": by_one(), "unreviewed": unreviewed()}
