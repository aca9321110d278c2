"""What the cohort's page is made of: each grade as it lies in its folder now, with the state of its review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from grader import __version__, reporting, reviewing
from grader.batch.ledger import Entry, Ledger, What, ledger_of
from grader.batch.retention import is_purged, read_purged
from grader.durable import write_whole
from grader.errors import UserError
from grader.model import Challenge, ChallengeRef
from grader.reporting.html_cohort import Cohort, Missing, page_of, table_of
from grader.reporting.html_cohort_rows import Alike, Row, row_of
from grader.reviewing import State
from grader.similarity.comparing import closest
from grader.similarity.gathering import name_of

HTML, CSV = "cohort.html", "cohort.csv"
_OURS = "Something failed on our side; batch.json says what."


def write_cohort(folder: Path, cohort: Cohort) -> Path:
    """Leave the page and the table in the batch's folder, each whole or as it was; where the page is."""
    with reporting.writable(folder):
        for name, text in ((CSV, table_of(cohort)), (HTML, page_of(cohort))):
            write_whole(folder / name, text.encode())
    return folder / HTML


def refresh_cohort(folder: Path, *, needed: int, made: str) -> None:
    """Bring the page up to what the folders have now, if there is anything; blind unless every grade was not."""
    ledger = ledger_of(folder)
    graded = [each for each in ledger.entries.values() if each.what in {What.GRADED, What.PURGED}]
    switches = {each.parts["blind"] for each in graded if "blind" in each.parts}
    for each in reversed(graded):
        place = folder / each.folder
        try:
            grade = read_purged(place).grade if is_purged(place) else reporting.read(place)
        except UserError:
            continue
        blind = switches != {"off"}
        known = grade.challenge
        cohort = cohort_of(folder, ledger, ledger.entries, challenge=known, blind=blind, needed=needed, made=made)
        write_cohort(folder, cohort)
        return


def cohort_of(
    folder: Path,
    ledger: Ledger,
    ids: Iterable[str],
    *,
    challenge: Challenge | ChallengeRef,
    blind: bool,
    needed: int,
    made: str,
) -> Cohort:
    """Read what there is of these candidates; ``needed`` reviewers decide, ``made`` is the time in ISO 8601.

    Those that were purged have lost their names, so they are all in it, whoever is asked for.
    """
    purged = [each.id for each in ledger.entries.values() if each.what is What.PURGED]
    entries = [ledger.entries[each] for each in dict.fromkeys((*ids, *purged)) if each in ledger.entries]
    near = closest(folder)
    return Cohort(
        title=challenge.title,
        version=challenge.version,
        challenge=challenge.sha256,
        rows=[_row(folder, entry, needed, near, blind=blind) for entry in entries if not _is_missing(entry)],
        # Whose work could not even be read has no name but their own.
        missing=[
            Missing(name="" if blind else entry.id, why="" if blind else entry.told)
            for entry in entries
            if _is_missing(entry)
        ],
        blind=blind,
        needed=needed,
        made=made,
        grader_version=__version__,
    )


def _is_missing(entry: Entry) -> bool:
    return entry.what is What.REFUSED or not entry.folder


def _row(folder: Path, entry: Entry, needed: int, near: Mapping[str, Alike], *, blind: bool) -> Row:
    if entry.what is What.FAILED:
        # What broke may quote what broke it, and nothing has masked that.
        return Row(name=entry.folder, failed=_OURS if blind else entry.told)
    try:
        if is_purged(folder / entry.folder):
            kept = read_purged(folder / entry.folder)
            return row_of(kept.grade, name=entry.folder, link="", review=f"{kept.purged.review}, purged")
        state = reviewing.look(folder / entry.folder, needed=needed)
    except UserError as error:
        return Row(name=entry.folder, failed=f"the result cannot be told: {error}")
    page = folder / entry.folder / "report.html"
    link = f"{quote(entry.folder)}/report.html" if page.is_file() else ""
    alike = near.get(name_of(state.reviewed, entry.folder))
    return row_of(state.reviewed, name=entry.folder, link=link, review=review_words(state), alike=alike)


def review_words(state: State) -> str:
    """As in ``none``, ``1 of 2``, ``settled`` and ``2 of 2, two levels apart``."""
    count = len(state.now.reviews)
    if not count:
        return "none"
    if state.now.waiting_for:
        return f"{count} of {state.needed}"
    return "settled" if state.now.is_settled else f"{count} of {state.needed}, two levels apart"
