"""The command for what submissions have in common: `grade similar`."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli_shared import moment, reviewers_asked


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--against",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="An earlier batch, or known solutions: each folder in it is one. May be repeated.",
)
@click.option(
    "--challenge", "-c", metavar="SLUG", help="The challenge, where it is not one of those shipped: its folder."
)
@click.option("--again", is_flag=True, help="Make every fingerprint and compare every pair anew.")
@click.option("--quiet", "-q", is_flag=True, help="Only the page's path.")
def similar(folder: Path, against: tuple[Path, ...], challenge: str | None, again: bool, quiet: bool) -> None:  # noqa: FBT001
    """Show what the submissions in a batch's FOLDER have in common, side by side; it is no verdict on anybody.

    \b
    Examples:
      grade similar grade-out/handed-in
      grade similar 2026-11 --against 2026-10 --against public-solutions

    The starter is subtracted; tests, generated files, names, layout and comments do not count. Pairs stand in the order
    of their names. Whoever comes later costs their own pairs only. Leaves similar.html and similar.json in FOLDER, and
    tells in cohort.html whom each has most in common with; nothing of it is in any score.
    """  # noqa: D301 - click wants the backspace itself
    from grader.batch.cohort import HTML, refresh_cohort  # noqa: PLC0415 - `grade --help` needs none of it
    from grader.similarity.comparing import similar as compared  # noqa: PLC0415

    found, counted, page = compared(folder, challenge=challenge, against=against, made=moment(), again=again)
    if (folder / HTML).exists():
        refresh_cohort(folder, needed=reviewers_asked(None), made=moment())
    if not quiet:
        click.echo(
            f"{counted.fingerprints} compared ({counted.made} read anew), {counted.pairs} pairs "
            f"({counted.compared} of them new); {len(found.evidence)} shown, which is no verdict"
        )
    click.echo(page)
