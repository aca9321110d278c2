"""The commands about reviews: `grade review`, `grade compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli_shared import FAILED, OK, moment, reviewers_asked, whoever

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Judgement, Review
    from grader.reviewing import Outcome, State


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A review.json that the report saved; without it, the review is asked for here.",
)
@click.option("--as", "reviewer", metavar="NAME", help="Who reviews (default: the user; a file names its own).")
@click.option(
    "--reviewers",
    type=click.IntRange(1, 9),
    help="How many have to review, blind to each other (default: grader.toml).",
)
@click.option("--joint", is_flag=True, help="The note of all on what they are two levels apart on.")
@click.option("--check", is_flag=True, help="Only say where the review stands; exits with 1 until it is settled.")
def review(
    folder: Path,
    file: Path | None,
    reviewer: str | None,
    reviewers: int | None,
    joint: bool,  # noqa: FBT001
    check: bool,  # noqa: FBT001
) -> int:
    """Take in a review of the result in FOLDER: levels, reasons, answers, comments on lines.

    \b
    Examples:
      grade review grade-out/submission-85e087 --from ~/Downloads/review.json
      grade review grade-out/submission-85e087 --as ben
      grade review grade-out/submission-85e087 --reviewers 2 --as ben
      grade review grade-out/submission-85e087 --joint --as "anna and ben"
      grade review grade-out/submission-85e087 --check

    Once everybody who was asked for has reviewed, the levels are settled and the reports rendered again. An earlier
    review is never written over, and events.jsonl tells who changed what and why.
    """  # noqa: D301 - click wants the backspace itself
    from grader import reviewing  # noqa: PLC0415 - `grade --help` needs none of it
    from grader.review.documents import MOST_BYTES  # noqa: PLC0415

    needed = reviewers_asked(reviewers)
    state = reviewing.look(folder, needed=needed)
    if check:
        _tell_state(state)
        return OK if state.now.is_settled else FAILED
    if file is not None:
        # A byte more than may be tells that it is too long, whatever it is.
        with file.open("rb") as opened:
            given = opened.read(MOST_BYTES + 1)
        outcome = reviewing.take_in(folder, given, name=str(file), needed=needed, at=moment())
    else:
        made = _Conversation(folder, state, reviewer or whoever(), joint=joint)
        outcome = reviewing.take_in(folder, made.review(), name="this review", needed=needed, at=moment())
        made.forget()
    _tell_outcome(outcome)
    return OK


class _Conversation:
    """A review that is asked for in the terminal; what was said before an interruption is kept for the next time."""

    def __init__(self, folder: Path, state: State, reviewer: str, *, joint: bool) -> None:
        from grader.reviewing import stem  # noqa: PLC0415

        self._state = state
        self._reviewer = reviewer
        self._joint = joint
        self._draft = folder / f".review-{stem(reviewer, joint=joint)}.draft.json"

    def review(self) -> Review:
        """Ask, from where an earlier conversation broke off."""
        from grader.model import Review  # noqa: PLC0415
        from grader.review.dialogue import judge  # noqa: PLC0415

        grade = self._state.grade
        names = self._state.now.open if self._joint else [each.name for each in grade.criteria]
        done = self._kept()
        if done:
            click.echo(
                f"Going on behind {len(done)} criteria that you judged before. Remove {self._draft} to begin anew."
            )
        left = [name for name in names if name not in {each.criterion for each in done}]
        for judgement in judge(grade, left, ask=_ask, tell=click.echo, joint=self._joint):
            done.append(judgement)
            self._keep(done)
        click.echo()
        return Review(
            reviewer=self._reviewer,
            saved=moment(),
            judgements=tuple(done),
            summary=_ask("Summary for the panel", ""),
            to_candidate=""
            if self._joint
            else _ask("Words to the candidate, sent as they are: quote no hidden case", ""),
            joint=self._joint,
        )

    def _kept(self) -> list[Judgement]:
        from grader.model import Judgement  # noqa: PLC0415
        from grader.untrusted import Unreadable, decoded  # noqa: PLC0415

        try:
            return decoded(self._draft.read_bytes(), list[Judgement])
        except (OSError, Unreadable):
            return []

    def _keep(self, done: Sequence[Judgement]) -> None:
        import msgspec  # noqa: PLC0415

        self._draft.write_bytes(msgspec.json.encode(done))

    def forget(self) -> None:
        """Remove what was kept: the review stands."""
        self._draft.unlink(missing_ok=True)


def _ask(question: str, default: str) -> str:
    return str(click.prompt(question, default=default, show_default=bool(default)))


def _tell_outcome(outcome: Outcome) -> None:
    click.echo(f"Kept as {outcome.kept}")
    _tell_state(outcome.state)
    for name in ("html", "panel", "candidate"):
        if name in outcome.files:
            click.echo(outcome.files[name])


def _tell_state(state: State) -> None:
    now, titles = state.now, {each.name: each.title for each in state.grade.criteria}
    for name in state.stray:
        click.echo(f"reviews/{name}: the log does not know it, so it counts for nothing.", err=True)
    if now.waiting_for:
        click.echo(f"{len(now.reviews)} of {state.needed} reviews are in. Nothing of them is shown before all are.")
    elif now.open:
        click.echo("Two levels apart, or assessed by one only: agree on them, then `grade review --joint`.")
        for name in now.open:
            given = [str(each.level or "-") for own in now.reviews for each in own.judgements if each.criterion == name]
            click.echo(f"  {titles[name]}: {' and '.join(given)}")
    else:
        review = state.grade.review
        level = None if review is None else review.level
        click.echo(f"Settled: {'no criterion was assessed' if level is None else f'level {level:g} of 4, weighted'}.")


@click.command()
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER...",
)
@click.option("--csv", "table", type=click.Path(path_type=Path, dir_okay=False), help="Also write one row a result.")
def compare(folders: tuple[Path, ...], table: Path | None) -> None:
    """Tell how far reviewers agree, criterion by criterion, over the reviewed results in each FOLDER.

    \b
    Examples:
      grade compare grade-out/*
      grade compare 2026-11/anna 2026-11/ben
      grade compare grade-out/* --csv november.csv

    Only reviews that were made blind to each other count: a joint one does not. A criterion on which people do not
    agree is a rubric to mend, not a reviewer to blame.
    """  # noqa: D301 - click wants the backspace itself
    from grader import reviewing  # noqa: PLC0415
    from grader.reporting.comparison import show_agreement  # noqa: PLC0415
    from grader.review.agreement import agreement  # noqa: PLC0415

    states = [reviewing.look(folder, needed=1) for folder in folders]
    titles = {each.name: each.title for state in states for each in state.grade.criteria}
    levels = [
        {
            name: [each.level for own in state.now.reviews for each in own.judgements if each.criterion == name]
            for name in titles
        }
        for state in states
    ]
    if table is not None:
        _write_table(table, [state.grade for state in states])
    show_agreement(agreement(levels, list(titles)), titles, twice=sum(len(state.now.reviews) > 1 for state in states))


def _write_table(path: Path, grades: Sequence[Grade]) -> None:
    from grader.errors import UserError  # noqa: PLC0415
    from grader.reporting import csv_row  # noqa: PLC0415

    try:
        path.write_text(csv_row.table(grades), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}. Choose another --csv.") from error
