"""The `grade` command: parse, call one function, print, exit.

Exit codes: 0 graded, whatever the score; 1 asked to fail; 2 the invoker's or an author's mistake; 3 sandbox trouble,
the grade is void; 4 a bug of ours, with a log; 130 interrupted.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from grader import __version__
from grader.cli_batch import batch
from grader.cli_review import compare, review
from grader.cli_shared import FAILED, MISTAKE, OK, SANDBOX, moment, reviewers_asked, silence, told, whoever
from grader.cli_similar import similar
from grader.cli_stored import purge, regrade
from grader.errors import GraderError, SandboxError, UserError
from grader.turns import usual_folder

if TYPE_CHECKING:
    from grader.grading import Circumstances
    from grader.model import Grade

BUG, INTERRUPTED = 4, 130
DEFAULT_FORMATS = "html,junit"


def main() -> NoReturn:
    """Run a command and exit as the module's docstring says."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code = grade.main(prog_name="grade", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = MISTAKE
    except (KeyboardInterrupt, click.Abort):
        code = _interrupted()
    except SandboxError as error:
        click.echo(f"grade: {error}\nThis is our side's trouble, not the candidate's: no grade comes of it.", err=True)
        code = SANDBOX
    except GraderError as error:
        click.echo(f"grade: {error}", err=True)
        code = MISTAKE
    except (SystemExit, BrokenPipeError):  # both are click's and rich's words for `grade list | head`
        silence()
        code = OK
    except Exception as error:  # noqa: BLE001 - the last stop: whatever it is, it is ours
        # Ctrl-C while a lock is taken back comes out as an error of that lock's.
        code = _interrupted() if isinstance(error.__context__, KeyboardInterrupt) else _bug()
    sys.exit(code or OK)


def _interrupted() -> int:
    click.echo("interrupted; every box of this run has been removed", err=True)
    return INTERRUPTED


def _interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _bug() -> int:
    from grader.untrusted import without_passwords  # noqa: PLC0415 - `grade --help` needs none of it

    log = Path(tempfile.mkstemp(prefix="grade-bug-", suffix=".log")[1])
    told = f"grader {__version__}, Python {sys.version}\n{sys.argv}\n{traceback.format_exc()}"
    # Whoever reports it sends it on; half a surrogate pair, as a hostile name may hold, must not cost the log.
    log.write_text(without_passwords(told), encoding="utf-8", errors="backslashreplace")
    what = without_passwords(repr(sys.exc_info()[1]))
    click.echo(f"grade: a bug of ours ({what}).\nPlease report it with this file: {log}", err=True)
    return BUG


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="grade")
def grade() -> None:
    """Grade take-home assessments against hidden suites, in Docker sandboxes.

    \b
    Examples:
      grade list
      grade run ./submission --challenge lru-cache
      grade review grade-out/submission-85e087
      grade check lru-cache
      grade doctor
    """  # noqa: D301 - click wants the backspace itself


@grade.command()
@click.argument("submission", type=click.Path(path_type=Path))
@click.option(
    "--challenge", "-c", required=True, metavar="SLUG", help="The challenge it answers; a path to its folder will do."
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Where reports go (default: grade-out/NAME).")
@click.option(
    "--format", "formats", default=DEFAULT_FORMATS, show_default=True, help="Reports beside result.json, by comma."
)
@click.option("--language", "-l", help="The language, where it cannot be told from the files.")
@click.option(
    "--name",
    "-n",
    help="What reports call the submission (default: by its content in a blind report, else its file's name).",
)
@click.option("--fail-under", type=click.FloatRange(0, 100), help="Exit with 1 where the proposed score is lower.")
@click.option(
    "--seed", type=click.IntRange(0), help="Seed of the suite's random cases (default: a new one, in the report)."
)
@click.option("--runtime", default="", help="The engine's runtime for the boxes, such as runsc (gVisor).")
@click.option(
    "--own-tests/--no-own-tests", default=True, show_default=True, help="Run the candidate's own tests, three times."
)
@click.option("--analysis/--no-analysis", default=True, show_default=True, help="Have linters look at the code.")
@click.option(
    "--blind/--no-blind",
    default=True,
    show_default=True,
    help="Mask names, addresses and the like in all that is shown; `grade report --unseal` brings them back.",
)
@click.option("--quiet", "-q", is_flag=True, help="Only the report's path.")
@click.option("--verbose", "-v", is_flag=True, help="Every case as it ends, and what each step took.")
def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    submission: Path,
    challenge: str,
    output: Path | None,
    formats: str,
    language: str | None,
    name: str | None,
    fail_under: float | None,
    seed: int | None,
    runtime: str,
    own_tests: bool,  # noqa: FBT001
    analysis: bool,  # noqa: FBT001
    blind: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
    verbose: bool,  # noqa: FBT001
) -> int:
    """Grade SUBMISSION: a folder, a .zip, a .tar.gz or a git checkout.

    \b
    Examples:
      grade run ./anna-k --challenge lru-cache
      grade run anna-k.zip -c log-analyser -o reports/anna-k
      grade run . -c lru-cache --fail-under 60 --format html,junit

    Writes result.json and the reports, and prints the report's path last.
    """  # noqa: D301 - click wants the backspace itself
    from grader import reporting, running  # noqa: PLC0415 - `grade --help` needs none of it
    from grader.reporting import terminal  # noqa: PLC0415
    from grader.sandbox.docker import DockerSandbox  # noqa: PLC0415

    chosen = _names(formats)
    if formats != DEFAULT_FORMATS:
        reporting.check(chosen)
    with terminal.Progress(quiet=quiet, verbose=verbose) as progress:
        graded, files = running.run(
            submission,
            challenge_name=challenge,
            output=output,
            formats=chosen,
            language=language,
            name=name,
            blind=blind,
            who=whoever(),
            circumstances=_circumstances(seed, runtime, own_tests=own_tests, analysis=analysis),
            environ=_environ(),
            observer=progress,
            sandbox=DockerSandbox(),
        )
    if verbose:
        for step in graded.provenance.steps:
            click.echo(f"  {step.duration_s:7.3f} s  {step.name}", err=True)
    code = _exit_code(graded, fail_under)
    if quiet:
        return told(lambda: click.echo(files.get("html") or files["json"]), code)
    return told(lambda: terminal.summary(graded, files), code)


def _circumstances(seed: int | None, runtime: str, *, own_tests: bool = True, analysis: bool = True) -> Circumstances:
    from grader.configuration import load_configuration  # noqa: PLC0415
    from grader.grading import Circumstances  # noqa: PLC0415

    return Circumstances(
        run=secrets.token_hex(6),
        seed=secrets.randbelow(2**32) if seed is None else seed,
        started=moment(),
        host=os.uname().nodename,
        runtime=runtime,
        configuration=load_configuration(os.environ, Path.cwd()),
        own_tests=own_tests,
        analysis=analysis,
        turns=usual_folder(),
    )


def _environ() -> dict[str, str]:
    """Give the environment as the builds of images are to see it: what ``grader.toml`` says is said there too."""
    from grader.configuration import load_configuration  # noqa: PLC0415

    return {**os.environ, **load_configuration(os.environ, Path.cwd()).variables()}


def _exit_code(graded: Grade, fail_under: float | None) -> int:
    from grader.model import Verdict  # noqa: PLC0415

    if graded.verdict is Verdict.JUDGE_ERROR:
        return SANDBOX
    if fail_under is not None and (graded.score is None or graded.score < fail_under):
        click.echo(f"grade: the proposed score {graded.score} is under {fail_under:g}", err=True)
        return FAILED
    return OK


grade.add_command(batch)
grade.add_command(review)
grade.add_command(compare)
grade.add_command(similar)
grade.add_command(regrade)
grade.add_command(purge)


@grade.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--format", "formats", help="The reports to render, by comma (default: those that are there, and report.html)."
)
@click.option("--unseal", is_flag=True, help="With the names that a blind report masks, into FOLDER/unsealed; logged.")
@click.option("--why", default="", help="Why the names are wanted; --unseal does not go without.")
@click.option("--as", "who", metavar="NAME", help="Who wants them (default: the user).")
def report(folder: Path, formats: str | None, unseal: bool, why: str, who: str | None) -> None:  # noqa: FBT001
    """Render the reports in FOLDER again, from what is stored there alone.

    \b
    Examples:
      grade report grade-out/submission-85e087
      grade report grade-out/submission-85e087 --format html,panel,markdown,csv
      grade report grade-out/submission-85e087 --unseal --why "decided on 26 November"

    A result that an older version wrote is read as well.
    """  # noqa: D301 - click wants the backspace itself
    from grader import reporting, reviewing  # noqa: PLC0415

    chosen = _names(formats) if formats is not None else sorted({"html", *reporting.there(folder)} - {"json"})
    needed = reviewers_asked(None)
    if unseal:
        files = reviewing.unseal(folder, chosen, needed=needed, who=who or whoever(), why=why, at=moment())
    else:
        files = reviewing.render_again(folder, chosen, needed=needed)
    for path in sorted({*files.values()} - {files.get("html")}, key=str):
        click.echo(path)
    if "html" in files:
        click.echo(files["html"])


def _names(formats: str) -> list[str]:
    return [name.strip() for name in formats.split(",") if name.strip()]


@grade.command()
@click.argument("slugs", nargs=-1, required=True, metavar="SLUG...")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Grades side by side (default: one a core).")
@click.option("--repeats", type=click.IntRange(1), default=3, show_default=True, help="Runs of each accepted example.")
@click.option("--only", metavar="TEXT", help="Only the examples whose name contains TEXT.")
@click.option("--quick", is_flag=True, help="Known-bad examples in one of their languages each.")
@click.option(
    "--sample",
    type=click.IntRange(0),
    metavar="N",
    help="N known-bad, N cheats, N that do nothing, a small accepted answer a language; limits' room is not judged.",
)
@click.option("--attacks", is_flag=True, help="Instead, plant attacks into the examples (with --sample, N a language).")
def check(
    slugs: tuple[str, ...],
    jobs: int | None,
    repeats: int,
    only: str | None,
    quick: bool,  # noqa: FBT001
    sample: int | None,
    attacks: bool,  # noqa: FBT001
) -> int:
    """Prove a challenge by its own example submissions: the publish gate.

    Accepted examples get full marks and repeat alike; known-bad ones fail exactly the requirements they name; no cheat
    gains; the limits leave room. `all` stands for every challenge. With --attacks, the attacks that grader ships are
    planted into an accepted example and one that does nothing: none gains, none sees a word of the suite, none voids.

    \b
    Examples:
      grade check lru-cache
      grade check all --jobs 2
      grade check lru-cache --quick --repeats 1
      grade check lru-cache --sample 5
      grade check all --attacks --jobs 2
    """  # noqa: D301 - click wants the backspace itself
    from grader import verify  # noqa: PLC0415
    from grader.reporting import terminal  # noqa: PLC0415
    from grader.reporting.proofs import Row, show_proofs  # noqa: PLC0415
    from grader.sandbox.docker import DockerSandbox  # noqa: PLC0415

    with terminal.Progress() as progress:
        proofs = verify.check(
            slugs,
            sandbox=DockerSandbox(),
            environ=_environ(),
            jobs=jobs or os.cpu_count() or 1,
            repeats=repeats,
            only=only,
            quick=quick,
            sample=sample,
            planted=attacks,
            circumstances=_circumstances(None, ""),
            observer=progress,
        )
    rows = [Row(proof.challenge, proof.what, proof.holds, proof.evidence) for proof in proofs]
    return told(lambda: show_proofs(rows), OK if all(proof.holds for proof in proofs) else FAILED)


@grade.command(name="list")
def list_() -> None:
    """List the challenges.

    \b
    Example:
      grade list
    """  # noqa: D301 - click wants the backspace itself
    from grader.challenge import list_challenges  # noqa: PLC0415

    for challenge in list_challenges():
        click.echo(
            f"{challenge.slug:<16} {challenge.version:<8} {', '.join(challenge.languages):<20} {challenge.summary}"
        )


@grade.command()
@click.argument("what", metavar="SLUG|FOLDER")
@click.option("--open", "opened", is_flag=True, help="Open a folder's report in the browser.")
def show(what: str, opened: bool) -> None:  # noqa: FBT001
    """Show what a challenge asks, how it is scored and what a submission may use; or the result in a folder.

    \b
    Examples:
      grade show lru-cache
      grade show grade-out/submission-85e087
      grade show grade-out/submission-85e087 --open
    """  # noqa: D301 - click wants the backspace itself
    if (Path(what) / "result.json").is_file():
        _show_result(Path(what), opened=opened)
    else:
        _show_challenge(what)


def _show_result(folder: Path, *, opened: bool) -> None:
    from grader import reporting  # noqa: PLC0415
    from grader.reporting import terminal  # noqa: PLC0415

    page = folder / "report.html"
    if opened:
        if not page.is_file():
            raise UserError(f"{page}: no such file. `grade report {folder}` renders it.")
        click.launch(str(page))
    terminal.summary(reporting.read(folder), {"html": page} if page.is_file() else {})


def _show_challenge(slug: str) -> None:
    from grader.challenge import load_challenge  # noqa: PLC0415
    from grader.rubric import rubric_of  # noqa: PLC0415

    challenge = load_challenge(slug)
    limits = challenge.limits
    click.echo(f"{challenge.title} ({challenge.slug} {challenge.version}), {challenge.time_box}\n{challenge.summary}\n")
    for requirement in challenge.requirements:
        click.echo(f"  {requirement.id:<4} {requirement.points:>3}  {requirement.criterion:<12} {requirement.text}")
    click.echo(
        f"\nLimits: {limits.wall_time_s:g} s in all, {limits.per_test_s:g} s a test, {limits.memory_bytes >> 20} MiB, "
        f"{limits.processes} processes, {limits.output_bytes >> 10} KiB of output"
    )
    rubric = rubric_of(challenge)
    click.echo(f"Rubric: {rubric.name} {rubric.version}, {', '.join(f'{c.name} {c.weight}' for c in rubric.criteria)}")


@grade.command()
@click.argument("slug")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--language", "-l", default="python", show_default=True, help="The language of the starter.")
def export(slug: str, folder: Path, language: str) -> None:
    """Write what a candidate gets, the brief and the starter, into FOLDER.

    \b
    Example:
      grade export lru-cache ./lru-cache-for-anna
    """  # noqa: D301 - click wants the backspace itself
    from grader.challenge import load_challenge  # noqa: PLC0415
    from grader.starter import export as export_challenge  # noqa: PLC0415

    for path in export_challenge(load_challenge(slug), language, folder):
        click.echo(path)


@grade.group()
def images() -> None:
    """Build, list and remove the images that boxes start from.

    \b
    Examples:
      grade images build
      grade images list
      grade images prune --all
    """  # noqa: D301 - click wants the backspace itself


@images.command(name="build")
def images_build() -> None:
    """Build the images that are missing; does nothing where all are there.

    \b
    Examples:
      grade images build
      SSL_CERT_FILE=company.pem grade images build
    """  # noqa: D301 - click wants the backspace itself
    from grader.reporting import terminal  # noqa: PLC0415
    from grader.running import ready_engine  # noqa: PLC0415
    from grader.sandbox.docker import DockerSandbox  # noqa: PLC0415

    with terminal.Progress() as progress:
        tags = ready_engine(DockerSandbox(), environ=_environ(), observer=progress)
    for tag in tags.values():
        click.echo(tag)


@images.command(name="list")
def images_list() -> None:
    """List our images, built, missing and no longer wanted.

    \b
    Example:
      grade images list
    """  # noqa: D301 - click wants the backspace itself
    from grader.sandbox.docker import DockerSandbox  # noqa: PLC0415
    from grader.sandbox.images import listing  # noqa: PLC0415

    for image in listing(DockerSandbox().client):
        state = "built" if image.present and image.wanted else "stale" if image.present else "missing"
        size = f"{image.size_bytes >> 20} MiB" if image.size_bytes else ""
        click.echo(f"{image.tag:<32} {state:<8} {size:>8}")


@images.command(name="prune")
@click.option("--all", "everything", is_flag=True, help="Also those that are wanted.")
def images_prune(everything: bool) -> None:  # noqa: FBT001
    """Remove images of ours that nothing wants any more, and what killed graders left.

    \b
    Example:
      grade images prune
    """  # noqa: D301 - click wants the backspace itself
    from grader.sandbox.docker import DockerSandbox  # noqa: PLC0415
    from grader.sandbox.images import prune  # noqa: PLC0415

    sandbox = DockerSandbox()
    sandbox.sweep()
    for tag in prune(sandbox.client, everything=everything):
        click.echo(f"removed {tag}")


@grade.command()
@click.option("--runtime", default="", help="The engine's runtime to try, such as runsc (gVisor).")
def doctor(runtime: str) -> int:
    """Prove each limit of a box by trying to break it, and that every language works, on this machine's engine.

    \b
    Examples:
      grade doctor
      grade doctor --runtime runsc
    """  # noqa: D301 - click wants the backspace itself
    from grader import doctor as self_test  # noqa: PLC0415
    from grader.probing import probe_languages  # noqa: PLC0415
    from grader.reporting import terminal  # noqa: PLC0415
    from grader.reporting.proofs import Row, show_proofs  # noqa: PLC0415
    from grader.running import ready_engine  # noqa: PLC0415
    from grader.sandbox.docker import DockerSandbox  # noqa: PLC0415

    sandbox = DockerSandbox()
    with terminal.Progress() as progress:
        tags = ready_engine(sandbox, environ=_environ(), observer=progress)
        findings = self_test.examine(
            sandbox, image=tags["python"], run=secrets.token_hex(6), runtime=runtime, observer=progress
        )
        progress.step("doctor: every language's echo")
        findings += probe_languages(sandbox, images=tags, circumstances=_circumstances(None, runtime))
    rows = [Row("box", each.limit, each.holds, each.evidence, each.residual) for each in findings]
    return told(lambda: show_proofs(rows), OK if all(finding.holds for finding in findings) else SANDBOX)
