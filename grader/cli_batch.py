"""The command for many submissions: `grade batch`."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli_shared import MISTAKE, OK, SANDBOX, moment, reviewers_asked, told, whoever
from grader.turns import usual_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from grader.batch.candidates import Found
    from grader.batch.executing import Local
    from grader.batch.flow import Batch, Told
    from grader.batch.keys import Settings
    from grader.batch.work import Executor
    from grader.observing import Observer
    from grader.reporting.terminal_batch import Watching

DEFAULT_FORMATS = "html,junit"


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--challenge", "-c", required=True, metavar="SLUG", help="The challenge they answer; a path to its folder will do."
)
@click.option(
    "--list",
    "list_",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Instead of FOLDER: a .csv or .yaml of candidates, each an id and a path or git address.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Where all goes (default: grade-out/NAME).")
@click.option("--language", "-l", default="", help="The language of whom a list gives none, where files do not tell.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Grades side by side (default: all cores, or boxes).")
@click.option("--cluster", metavar="ADDRESS", help="Grade on a Dask cluster: tls://HOST:8786 (docs/scaling.md).")
@click.option("--force", is_flag=True, help="Grade also what has been graded; what has reviews is kept all the same.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this candidate, by id or by folder; may be repeated.")
@click.option(
    "--format", "formats", default=DEFAULT_FORMATS, show_default=True, help="Reports beside result.json, by comma."
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    help="Seed of the suite's random cases, the same for all (default: the one of the first call).",
)
@click.option("--runtime", default="", help="The engine's runtime for the boxes, such as runsc (gVisor).")
@click.option(
    "--own-tests/--no-own-tests", default=True, show_default=True, help="Run the candidates' own tests, three times."
)
@click.option("--analysis/--no-analysis", default=True, show_default=True, help="Have linters look at the code.")
@click.option(
    "--blind/--no-blind",
    default=True,
    show_default=True,
    help="Mask names in all that is shown, and name folders by content; batch.json says whose they are.",
)
@click.option(
    "--keep-submissions/--no-keep-submissions",
    default=True,
    show_default=True,
    help="Keep what was handed in, readable by its owner alone, for `grade regrade`.",
)
@click.option("--quiet", "-q", is_flag=True, help="Only the cohort page's path.")
def batch(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path | None,
    challenge: str,
    list_: Path | None,
    output: Path | None,
    language: str,
    jobs: int | None,
    cluster: str | None,
    force: bool,  # noqa: FBT001
    only: tuple[str, ...],
    formats: str,
    seed: int | None,
    runtime: str,
    own_tests: bool,  # noqa: FBT001
    analysis: bool,  # noqa: FBT001
    blind: bool,  # noqa: FBT001
    keep_submissions: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> int:
    """Grade every submission in FOLDER, or on a list: folders, archives and git repositories.

    \b
    Examples:
      grade batch ./handed-in --challenge lru-cache
      grade batch ./handed-in -c lru-cache -o 2026-11 --jobs 4
      grade batch --list candidates.csv -c log-analyser
      grade batch ./handed-in -c lru-cache --only anna-k --force
      grade batch ./handed-in -c lru-cache --cluster tls://scheduler:8786

    What has been graded is not graded again while nothing that it depends on has changed, so the same command goes on
    where an earlier one ended, by Ctrl-C or otherwise. One submission that fails never stops the others. Leaves a
    folder a submission, as `grade run` does, cohort.html and cohort.csv.

    Exits with 0 where all are graded, 2 where some could not be taken in, 3 where some are void or failed on our side.
    """  # noqa: D301 - click wants the backspace itself
    from grader import reporting  # noqa: PLC0415 - `grade --help` needs none of it
    from grader.batch.candidates import only as chosen_by  # noqa: PLC0415
    from grader.batch.cohort import cohort_of, write_cohort  # noqa: PLC0415
    from grader.batch.flow import Batch, Options  # noqa: PLC0415
    from grader.reporting.terminal_batch import show_table  # noqa: PLC0415

    found, name = _found(folder, list_)
    place = output or Path("grade-out") / name
    _check_place(place, folder)
    wanted = tuple(each.strip() for each in formats.split(",") if each.strip())
    reporting.check(wanted)
    side_by_side = jobs or os.cpu_count() or 1
    needed = reviewers_asked(None)
    settings = _settings(seed, runtime, own_tests=own_tests, analysis=analysis, blind=blind)
    environ = {**os.environ, **settings.configuration.variables()}
    watching = _Watching(side_by_side, quiet=quiet)

    def executor() -> Executor:
        if cluster is not None:
            return _elsewhere(cluster, made, challenge=challenge, most=jobs, watching=watching)
        return this_machine(
            watching.progress,
            jobs=side_by_side,
            environ=environ,
            runtime=runtime,
            watch=watching.watch,
            expected=len(candidates) // len(made.challenge.languages),
        )

    made = Batch(
        place,
        challenge_name=challenge,
        settings=settings,
        options=Options(
            formats=wanted,
            force=force,
            who=whoever(),
            reviewers=needed,
            seed=seed,
            turns=str(usual_folder() or ""),
            keep_submissions=keep_submissions,
        ),
        environ=environ,
        watcher=watching,
        executor=executor,
    )
    with made.opened():
        candidates = chosen_by(found.candidates, only, made.ledger.folders, language=language)
        with watching.over(len(candidates), passed_over=found.passed_over):
            became = made.grade(candidates)
        ids = [candidate.id for candidate in found.candidates]
        cohort = cohort_of(place, made.ledger, ids, challenge=made.challenge, blind=blind, needed=needed, made=moment())
        page = write_cohort(place, cohort)
    code = _exit_code(became)
    if quiet:
        return told(lambda: click.echo(page), code)
    rows = [(each.name, _became(each), _because(each)) for each in became]
    return told(lambda: show_table(rows, page=str(page)), code)


def this_machine(
    observer: Observer,
    *,
    jobs: int,
    environ: Mapping[str, str],
    watch: Callable[[str], Observer],
    runtime: str = "",
    expected: int = 0,
) -> Local:
    """Have the work done by this machine's engine, once it has been found worth trust."""
    from grader.batch.executing import Local  # noqa: PLC0415
    from grader.batch.flow import trusted_engine  # noqa: PLC0415
    from grader.sandbox.docker import DockerSandbox  # noqa: PLC0415

    sandbox = DockerSandbox()
    trusted_engine(sandbox, environ=environ, runtime=runtime, observer=observer)
    return Local(sandbox, jobs=jobs, host=os.uname().nodename, clock=moment, watch=watch, expected=expected)


def _elsewhere(address: str, made: Batch, *, challenge: str, most: int | None, watching: _Watching) -> Executor:
    """Have the work done by a cluster, once its workers have been looked at."""
    from grader.batch.canary import wanted_of  # noqa: PLC0415
    from grader.batch.cluster import Cluster  # noqa: PLC0415
    from grader.sandbox import images  # noqa: PLC0415

    wanted = wanted_of(
        secrets.token_hex(6),
        name=challenge,
        challenge=made.challenge,
        images=images.wanted(),
        settings=made.settings,
    )
    there = Cluster(address, wanted=wanted, most=most, watch=watching.watch, observer=watching.progress)
    watching.jobs = there.jobs
    return there


def _found(folder: Path | None, list_: Path | None) -> tuple[Found, str]:
    from grader.batch.candidates import in_folder, in_list  # noqa: PLC0415
    from grader.errors import UserError  # noqa: PLC0415
    from grader.running import folder_name  # noqa: PLC0415

    if folder is not None and list_ is None:
        return in_folder(folder), folder_name(folder.resolve().name)
    if list_ is not None and folder is None:
        return in_list(list_), folder_name(list_.stem)
    raise UserError("name either the FOLDER with the submissions, or a --list of them.")


def _check_place(place: Path, folder: Path | None) -> None:
    """Refuse to write among the submissions, where the next call would take the grades for one."""
    from grader.errors import UserError  # noqa: PLC0415

    if folder is not None and place.resolve().is_relative_to(folder.resolve()):
        raise UserError(f"{place}: lies in the folder with the submissions. Choose an --output outside of it.")


def _settings(seed: int | None, runtime: str, *, own_tests: bool, analysis: bool, blind: bool) -> Settings:
    from grader.batch.flow import state_of_advisories  # noqa: PLC0415
    from grader.batch.keys import Settings  # noqa: PLC0415
    from grader.configuration import load_configuration  # noqa: PLC0415

    configuration = load_configuration(os.environ, Path.cwd())
    return Settings(
        seed=secrets.randbelow(2**32) if seed is None else seed,
        runtime=runtime,
        own_tests=own_tests,
        analysis=analysis,
        blind=blind,
        configuration=configuration,
        advisories=state_of_advisories(configuration) if analysis else "",
    )


class _Watching:
    """Tells a batch as it goes on, and how long it will take by what it took so far."""

    def __init__(self, jobs: int, *, quiet: bool) -> None:
        from grader.reporting.terminal_batch import BatchProgress  # noqa: PLC0415

        self.progress = BatchProgress(quiet=quiet)
        self.jobs = jobs
        self._took: list[float] = []
        self._at_work: dict[str, Watching] = {}
        self._to_do = 0

    @contextmanager
    def over(self, total: int, *, passed_over: Sequence[str]) -> Iterator[None]:
        """Show a batch of so many, and what became of it where it is interrupted."""
        self._to_do = total
        with self.progress.over(total):
            for name in passed_over:
                self.progress.note(f"{name} is neither a folder nor an archive, and is left out")
            try:
                yield
            except KeyboardInterrupt:
                done = total - self._to_do
                self.progress.say(f"{done} of {total} are done with; the same command goes on from there")
                raise

    def begins(self, name: str, why: str) -> None:
        """Say why something is graded that was graded before."""
        if why:
            self.progress.say(f"{name} is graded again: {why}")

    def watch(self, name: str) -> Watching:
        """Observe one submission."""
        self._at_work[name] = self.progress.watch(name)
        return self._at_work[name]

    def ended(self, told: Told) -> None:
        """Say what became of one."""
        from grader.batch.estimating import in_words, left_s  # noqa: PLC0415

        self._to_do -= 1
        if told.anew and told.entry.duration_s:
            self._took.append(told.entry.duration_s)
        if told.name in self._at_work:
            self._at_work.pop(told.name).over()
        left = in_words(left_s(self._took, to_do=self._to_do, jobs=self.jobs)) if self._to_do else ""
        self.progress.ended(told.name, f"{_became(told)}: {_because(told)}" if _because(told) else _became(told), left)


def _became(told: Told) -> str:
    from grader.batch.ledger import What  # noqa: PLC0415

    if not told.anew:
        return "reviewed, kept" if told.why else "kept"
    return "not taken" if told.entry.what is What.REFUSED else str(told.entry.what)


def _because(told: Told) -> str:
    """Give the verdict, or why there is none; behind it, what was graded once more or kept for which reason."""
    from grader.batch.ledger import What  # noqa: PLC0415
    from grader.model import Verdict  # noqa: PLC0415
    from grader.reporting import words  # noqa: PLC0415

    entry = told.entry
    shown = words.verdict(Verdict(entry.told)) if entry.what is What.GRADED else entry.told
    if not told.why:
        return shown
    return f"{shown} (again: {told.why})" if told.anew else f"{shown} (not graded again: {told.why})"


def _exit_code(told: Sequence[Told]) -> int:
    from grader.batch.ledger import What  # noqa: PLC0415

    became = {each.entry.what for each in told}
    if became & {What.VOID, What.FAILED}:
        return SANDBOX
    return MISTAKE if What.REFUSED in became else OK
