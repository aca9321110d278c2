"""The commands over what is stored: `grade regrade`, `grade purge`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli_batch import this_machine
from grader.cli_shared import MISTAKE, OK, SANDBOX, moment, reviewers_asked, whoever
from grader.turns import usual_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.batch.retention import Look
    from grader.regrade.sets import Regraded
    from grader.regrade.tables import Preview
    from grader.reporting.terminal_batch import BatchProgress


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--challenge", "-c", default="", metavar="SLUG", help="The newer challenge (default: the batch's own).")
@click.option("--name", default="", metavar="NAME", help="The set's name (default: by challenge and rubric).")
@click.option("--apply", "applied", default="", metavar="NAME", help="Put a set's results in the place of the earlier.")
@click.option("--discard", "discarded", default="", metavar="NAME", help="Remove a set.")
@click.option("--reviewed", is_flag=True, help="With --apply: re-open what has reviews; they go into the history.")
@click.option("--why", default="", metavar="TEXT", help="With --apply: the reason, for the log; --reviewed needs one.")
@click.option("--force", is_flag=True, help="Grade also where nothing changed, to see what reproduces.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Grades side by side (default: one a core).")
@click.option("--quiet", "-q", is_flag=True, help="Only the path of the preview.")
def regrade(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    challenge: str,
    name: str,
    applied: str,
    discarded: str,
    reviewed: bool,  # noqa: FBT001
    why: str,
    force: bool,  # noqa: FBT001
    jobs: int | None,
    quiet: bool,  # noqa: FBT001
) -> int:
    """Grade a batch's submissions in FOLDER once more by a newer suite, rubric, image or grader, beside what there is.

    \b
    Examples:
      grade regrade grade-out/2026-11
      grade regrade grade-out/2026-11 -c ../challenges/lru-cache --name stricter
      grade regrade grade-out/2026-11 --apply stricter --why "R7 was too lenient"
      grade regrade grade-out/2026-11 --apply stricter --reviewed --why "R7, appeal of 3 November"
      grade regrade grade-out/2026-11 --discard stricter

    Shows who changes, by how much and why, case by case, and changes nothing until --apply. Where only the rubric
    changed, levels and score follow from what is stored, and no box is started.

    Exits with 0, with 2 where something was left as it is, with 3 where some could not be graded on our side.
    """  # noqa: D301 - click wants the backspace itself
    from grader.errors import UserError  # noqa: PLC0415 - `grade --help` needs none of it

    if sum(map(bool, (name, applied, discarded))) > 1:
        raise UserError("--name makes a set, --apply and --discard end one: give one of them.")
    if reviewed and not (applied and why.strip()):
        raise UserError("--reviewed re-opens reviews: it needs --apply and the reason (--why), for the log.")
    if discarded:
        from grader.batch.ledger import alone  # noqa: PLC0415
        from grader.regrade.sets import discard  # noqa: PLC0415

        with alone(folder):
            discard(folder, discarded)
        click.echo(f"Removed the set {discarded}. The grades are as they were.")
        return OK
    if applied:
        return _apply(folder, applied, why=why, reviewed=reviewed)
    return _preview(folder, challenge, name, force=force, jobs=jobs, quiet=quiet)


def _preview(folder: Path, challenge: str, name: str, *, force: bool, jobs: int | None, quiet: bool) -> int:
    from grader.batch.flow import state_of_advisories  # noqa: PLC0415
    from grader.configuration import load_configuration  # noqa: PLC0415
    from grader.regrade.flow import Options, Regrade  # noqa: PLC0415
    from grader.regrade.sets import place_of  # noqa: PLC0415
    from grader.reporting.terminal_batch import BatchProgress  # noqa: PLC0415

    configuration = load_configuration(os.environ, Path.cwd())
    environ = {**os.environ, **configuration.variables()}
    progress = BatchProgress(quiet=quiet)
    side_by_side = jobs or os.cpu_count() or 1

    made = Regrade(
        folder,
        challenge_name=challenge,
        options=Options(
            name=name,
            who=whoever(),
            at=moment(),
            force=force,
            configuration=configuration,
            advisories=state_of_advisories(configuration),
            turns=str(usual_folder() or ""),
        ),
        watcher=_Watching(progress),
        executor=lambda: this_machine(progress, jobs=side_by_side, environ=environ, watch=progress.watch),
    )
    preview = made.make()
    _tell(preview, place_of(folder, made.name), quiet=quiet)
    return _exit_code(preview)


class _Watching:
    """Tells a regrade as it goes on."""

    def __init__(self, progress: BatchProgress) -> None:
        self._progress = progress

    def begins(self, name: str, why: str) -> None:
        """Say why boxes are needed."""
        self._progress.say(f"{name}: in boxes, for {why}")

    def ended(self, entry: Regraded) -> None:
        """Say what became of one."""
        from grader.regrade.sets import How, State  # noqa: PLC0415

        if entry.state is State.FAILED:
            self._progress.say(f"{entry.folder}: not regraded: {entry.told}")
        elif entry.how is How.STORED:
            self._progress.say(f"{entry.folder}: scored again {entry.how}, without a box")


def _tell(preview: Preview, place: Path, *, quiet: bool) -> None:
    from grader.regrade.tables import terminal  # noqa: PLC0415

    if not quiet:
        click.echo(terminal(preview))
        click.echo(f"{preview.counted()}. Nothing has been replaced: --apply {preview.head.name}, or --discard it.")
    click.echo(place / "preview.md")


def _exit_code(preview: Preview) -> int:
    from grader.regrade.sets import How, State  # noqa: PLC0415

    failed = [row.entry for row in preview.rows if row.entry.state is State.FAILED]
    if any(each.how is not How.NOT for each in failed):
        return SANDBOX
    return MISTAKE if failed else OK


def _apply(folder: Path, name: str, *, why: str, reviewed: bool) -> int:
    from grader.batch.cohort import refresh_cohort  # noqa: PLC0415
    from grader.regrade.flow import apply  # noqa: PLC0415
    from grader.reporting.text import line  # noqa: PLC0415

    told = apply(folder, name, who=whoever(), at=moment(), why=why.strip(), reviewed=reviewed)
    for each in told:
        click.echo(f"{line(each.folder, 100)}  {f'left as it is: {each.why_not}' if each.why_not else 'replaced'}")
    refresh_cohort(folder, needed=reviewers_asked(None), made=moment())
    left = sum(bool(each.why_not) for each in told)
    click.echo(f"{len(told) - left} replaced, {left} left as they are. What was there lies in each one's history/.")
    return MISTAKE if left else OK


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--older-than", "age", required=True, metavar="DAYS", help="Days since the decision (the settled review): 180d."
)
@click.option("--undecided", is_flag=True, help="Also what nobody decided on, by the days since it was graded.")
@click.option("--dry-run", is_flag=True, help="Only list what would go.")
def purge(
    folder: Path,
    age: str,
    undecided: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
) -> int:
    """Remove what is known of a person from a batch's FOLDER, or a single grade's, so long after the decision.

    \b
    Examples:
      grade purge grade-out/2026-11 --older-than 180d --dry-run
      grade purge grade-out/2026-11 --older-than 180d
      grade purge grade-out/2026-11 --older-than 400d --undecided

    The submission goes, with its reports, names, seal, reviews, history and regrades. Hashes, scores, levels, verdict,
    challenge and dates stay in purged.json, from which the cohort page still has a row; purge.log says what went.
    """  # noqa: D301 - click wants the backspace itself
    from grader.batch import retention  # noqa: PLC0415
    from grader.batch.cohort import refresh_cohort  # noqa: PLC0415
    from grader.reporting import writable  # noqa: PLC0415

    rule = retention.Rule(days=retention.days_of(age), undecided=undecided)
    now = moment()
    if dry_run:
        looks = retention.look(folder, rule, now=now)
    else:
        with writable(folder):
            looks = retention.purge(folder, rule, who=whoever(), now=now)
            if not retention.is_single(folder):
                refresh_cohort(folder, needed=reviewers_asked(None), made=moment())
    _tell_purged(looks, dry_run=dry_run)
    return OK


def _tell_purged(looks: Sequence[Look], *, dry_run: bool) -> None:
    from grader.reporting.text import line  # noqa: PLC0415
    from grader.reporting.words import size  # noqa: PLC0415

    for each in looks:
        name = line(each.folder, 100)
        if not each.due:
            click.echo(f"{name}  stays: {line(each.why, 300)}")
            continue
        what = "finishes what was cut off" if each.begun else f"decided {each.dates.decided or 'never'}"
        click.echo(f"{name}  {'would go' if dry_run else 'purged'}: {what}; {size(each.size_bytes)}")
        if dry_run:
            for path in each.gone:
                click.echo(f"    {line(path, 200)}")
    due = sum(each.due for each in looks)
    click.echo(f"{due} of {len(looks)} {'would be' if dry_run else 'were'} purged.")
    sys.stdout.flush()
