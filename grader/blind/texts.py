"""Which texts of a grade a candidate can write, or make us write; all others are ours and say the same to everybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from grader import model

_TEXTS: Final[Mapping[type[model.Value], tuple[str, ...]]] = {
    model.Grade: (
        *("submission", "verdict_reason", "preparation", "suites", "criteria", "quality", "own_tests", "flags"),
        *("not_measured", "sources", "review"),
    ),
    # Its name is not among them: it is replaced as a whole.
    model.SubmissionRef: ("files", "dropped", "history"),
    model.SourceFile: ("path",),
    model.Dropped: ("path", "why"),
    model.History: ("subjects",),
    model.Preparation: ("packages", "notes", "words"),
    model.Package: ("name",),
    model.Suite: ("cases",),
    model.Case: ("message", "details", "printed", "exhibits"),
    model.Exhibit: ("title", "text"),
    model.CriterionResult: ("evidence", "because", "items"),
    model.Item: ("evidence",),
    model.Quality: (
        *("files", "measures", "findings", "practices", "functions", "repeated", "hot_spots", "guide", "strengths"),
        *("suppressions", "not_measured"),
    ),
    model.AnalysedFile: ("path",),
    model.Measure: ("where",),
    model.Place: ("path", "name"),
    model.Finding: ("path", "message"),
    model.Practice: ("evidence", "where"),
    model.Function: ("path", "name"),
    model.Repeated: ("first", "second"),
    model.HotSpot: ("where", "why", "code"),
    model.Signpost: ("where", "why"),
    model.Suppression: ("where", "text"),
    model.NotMeasured: ("what", "why"),
    model.OwnTests: ("reason", "files", "tests", "flaky", "coverage", "seeded", "notes"),
    model.OwnTest: ("name", "file", "message"),
    model.FileCoverage: ("path",),
    model.SeededBugs: ("why_not",),
    model.Flag: ("evidence",),
    model.SourceText: ("path", "text"),
    # A reviewer quotes what the report showed, and a comment stands at a path of it.
    model.Settled: ("reviews",),
    model.Review: ("judgements", "comments", "summary", "to_candidate"),
    model.Judgement: ("reason",),
    model.LineComment: ("path", "text"),
}


def changed(
    grade: model.Grade, change: Callable[[str], str], *, of_cases: Callable[[str], str] | None = None
) -> model.Grade:
    """The same grade with each of those texts changed; those of hidden cases in their own way, where one is given."""
    suites: tuple[model.Suite, ...] = _changed(grade.suites, of_cases or change)
    made: model.Grade = _changed(msgspec.structs.replace(grade, suites=()), change)
    return msgspec.structs.replace(made, suites=suites)


def texts(grade: model.Grade) -> list[str]:
    """All of those texts."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    changed(grade, note)
    return found


def _changed(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - a field of any noun
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(each, change) for each in value)
    if isinstance(value, model.Value):
        fields = {name: _changed(getattr(value, name), change) for name in _TEXTS[type(value)]}
        return msgspec.structs.replace(value, **fields)
    return value
