"""What is read of many submissions: a cohort with all that its page can show, and pairs with much in common."""

from __future__ import annotations

import msgspec
import samples
import samples_reviewed

from grader.model import Grade, Outcome
from grader.reporting.html_cohort import Cohort, Missing
from grader.reporting.html_cohort_rows import Row, row_of
from grader.reporting.html_similar import Lines, Page, Shown, Standing

ACCEPTED, VOID = samples.accepted(), samples.void()


def row(grade: Grade, name: str, *, review: str = "none", link: str = "") -> Row:
    """A grade's row."""
    return row_of(grade, name=name, link=link, review=review)


def cohort(*rows: Row, missing: tuple[Missing, ...] = (), blind: bool = True) -> Cohort:
    """These rows, graded with the challenge as it is."""
    return Cohort(
        title="LRU <cache>",
        version="1.0.0",
        challenge=ACCEPTED.challenge.sha256,
        rows=rows,
        missing=missing,
        blind=blind,
        needed=2,
        made="2026-11-26T10:00:00+00:00",
        grader_version="1.0",
    )


def many(count: int, **changes: object) -> list[Row]:
    """So many grades, each with another score, and one case of the first requirement failed by the lower half."""
    return [row(scored(number, count, **changes), f"submission-{number:06}") for number in range(count)]


def scored(number: int, count: int, **changes: object) -> Grade:
    """One of ``many``."""
    failed = Outcome.FAILED if number < count / 2 else Outcome.PASSED
    (suite,) = ACCEPTED.suites
    first, second, *rest = suite.cases
    cases = (samples.replaced(first, outcome=failed), samples.replaced(second, outcome=failed), *rest)
    return msgspec.structs.replace(
        ACCEPTED,
        score=100 * number / count,
        suites=(msgspec.structs.replace(suite, cases=cases),),
        **changes,
    )


def full(*texts: str) -> Cohort:
    """All that a page of a cohort can show, with these texts wherever a candidate could have written one."""
    return cohort(
        *many(24),
        row(samples.failing(texts), "submission-f00001", review="1 of 2"),
        row(VOID, "submission-f00002"),
        row(samples_reviewed.by_two(texts), "submission-f00003", review="settled"),
        Row(name="submission-f00004", failed=f"a bug of ours: {texts[0]}"),
        missing=(Missing(name="", why=""),),
    )


def similar(*texts: str) -> Page:
    """Two pairs of a batch, the first with a fragment for each of these texts."""
    code = "\n".join(["def settle(order):", *texts, "    return order.total"])
    sides = [Lines(path=f"src/{number}.py", first=2, last=2 + number, text=code) for number in range(len(texts))]
    pairs = [
        Shown(
            first=f"submission-{first}",
            second="submission-000003",
            language="python",
            share_first=0.61,
            share_second=0.4,
            distance=distance,
            fragments=fragments,
        )
        for first, distance, fragments in (
            ("000001", 1.7, [(side, side, 40) for side in sides]),
            ("000002", None, []),
        )
    ]
    return Page(
        title="LRU <cache>",
        version="1.0.0",
        made="2026-11-26T10:00:00+00:00",
        engine="copydetect 0.5.0",
        grader_version="1.0",
        submissions=3,
        others=1,
        standings=[
            Standing(language="python", pairs=6, median=0.1, above=0.4, known=True),
            Standing(language="java", pairs=1, median=0.1, above=0.4, known=False),
        ],
        pairs=pairs,
        notes=[("submission-000004", text) for text in texts],
    )
