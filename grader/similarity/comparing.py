"""What `grade similar` does: gather, fingerprint what is new, compare the pairs that are new, keep what came of it.

    <folder>/similar.json                    every pair's shares, and the evidence of those above the noise
    <folder>/similar.html                    the same for people
    <folder>/similar/                        fingerprints of solutions that are no results
    <folder>/<submission>/fingerprint.json   one beside each result

Only the shares of a pair are kept from call to call; a candidate who comes later costs a fingerprint and their pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import msgspec

from grader import __version__, reporting
from grader.challenge import load_challenge
from grader.durable import write_whole
from grader.errors import UserError
from grader.languages import find
from grader.model import Challenge, Value
from grader.reporting.html_cohort_rows import Alike
from grader.reporting.html_similar import Lines, Page, Shown, Standing, page_of
from grader.similarity.engine import Fingerprint, Fragment, compare, engine, fragments
from grader.similarity.fingerprints import Item, fingerprint_of
from grader.similarity.gathering import results_in, solutions_in
from grader.similarity.noise import Noise, distance, noise_of
from grader.starter import starter_files
from grader.untrusted import Unreadable, decoded

JSON, HTML, CACHE = "similar.json", "similar.html", "similar"
VERSION = 1
_MOST_BYTES = 1 << 30


class Pair(Value, frozen=True):
    """Two of one language, by name, in order of their names; the share of each that stands in the other, 0 to 1."""

    first: str
    second: str
    share_first: float
    share_second: float

    @property
    def share(self) -> float:
        """The larger of both: a copy that is hidden in much else is still one."""
        return max(self.share_first, self.share_second)


class Evidence(Value, frozen=True):
    """A pair above the noise, how far above, and what stands in both."""

    pair: Pair
    language: str
    distance: float | None
    fragments: tuple[Fragment, ...]


class Similar(Value, frozen=True):
    """All that was found. ``keys`` say what each name stood for, so that what has changed is compared again."""

    version: int
    engine: str
    challenge: str
    keys: dict[str, str]
    languages: dict[str, Noise]
    pairs: dict[str, tuple[Pair, ...]]
    evidence: tuple[Evidence, ...]
    notes: dict[str, tuple[str, ...]] = {}


class Counted(Value, frozen=True):
    """What a call cost: fingerprints made, pairs compared, and how many of each there are."""

    made: int
    fingerprints: int
    compared: int
    pairs: int


def similar(
    folder: Path, *, challenge: str | None, against: Sequence[Path], made: str, again: bool = False
) -> tuple[Similar, Counted, Path]:
    """Compare, and leave both files; ``made`` is the time in ISO 8601. ``UserError`` where nothing can be compared."""
    own = results_in(folder)
    if not own:
        raise UserError(f"{folder}: has no results to compare. Name the folder that `grade batch` has written.")
    slugs = sorted({slug for slug, _ in own})
    if len(slugs) > 1:
        raise UserError(f"{folder}: has results of {', '.join(slugs)}; only answers of one challenge can be compared.")
    known = load_challenge(challenge or slugs[0])
    if known.slug != slugs[0]:
        raise UserError(f"{folder}: has results of {slugs[0]}, not of {known.slug}.")
    items = _named([item for _, item in own])
    ours = {item.name for item in items}
    languages = {item.language for item in items}
    for place in against:
        items += _against(place, known.slug, languages, folder / CACHE)
    items = [item for item in _named(items) if item.language in languages]
    prints, fresh = _fingerprints(items, known, again=again)
    before = None if again else _before(folder / JSON)
    found, compared = _found(items, ours, prints, before, known.slug)
    counted = Counted(
        made=fresh, fingerprints=len(prints), compared=compared, pairs=sum(map(len, found.pairs.values()))
    )
    with reporting.writable(folder):
        write_whole(folder / JSON, msgspec.json.encode(found))
        page = page_of(_page(found, known, items, ours, made))
        write_whole(folder / HTML, page.encode("utf-8", "backslashreplace"))
    return found, counted, folder / HTML


def closest(folder: Path) -> Mapping[str, Alike]:
    """Say for each submission in a batch's folder whom it has most in common with; empty where nobody has compared."""
    found = _kept(folder / JSON)
    told: dict[str, Alike] = {}
    for language, pairs in found.pairs.items() if found else ():
        above = found.languages[language].above if found and found.languages[language].is_known else 2.0
        for pair in pairs:
            for name, other in ((pair.first, pair.second), (pair.second, pair.first)):
                if name not in told or told[name].share < pair.share:
                    told[name] = Alike(other=other, share=pair.share, stands_out=pair.share > above)
    return told


def _against(place: Path, slug: str, languages: set[str], cache: Path) -> list[Item]:
    results = results_in(place, within=place.resolve().name) if place.is_dir() else []
    if results:
        return [item for of, item in results if of == slug]
    return solutions_in(place, languages, cache)


def _named(items: Sequence[Item]) -> list[Item]:
    """Give those of the same name a number behind it."""
    seen: dict[str, int] = {}
    made = []
    for item in items:
        seen[item.name] = seen.get(item.name, 0) + 1
        number = seen[item.name]
        made.append(item if number == 1 else msgspec.structs.replace(item, name=f"{item.name}-{number}"))
    return made


def _fingerprints(items: Sequence[Item], challenge: Challenge, *, again: bool) -> tuple[dict[str, Fingerprint], int]:
    starters = {name: starter_files(challenge, find(name)) for name in {item.language for item in items}}
    found = {item.name: fingerprint_of(item, starters[item.language], again=again) for item in items}
    return {name: made for name, (made, _) in found.items()}, sum(is_new for _, is_new in found.values())


def _found(
    items: Sequence[Item], ours: set[str], prints: Mapping[str, Fingerprint], before: Similar | None, slug: str
) -> tuple[Similar, int]:
    known = _known(before, prints)
    pairs, counted = dict[str, tuple[Pair, ...]](), 0
    for language in sorted({item.language for item in items}):
        names = sorted(item.name for item in items if item.language == language)
        wanted = [each for each in combinations(names, 2) if ours & set(each)]
        counted += sum(each not in known for each in wanted)
        pairs[language] = tuple(known.get(each) or _pair(*each, prints) for each in wanted)
    noise = {language: noise_of([pair.share for pair in each]) for language, each in pairs.items()}
    evidence = [
        Evidence(
            pair=pair,
            language=language,
            distance=distance(pair.share, noise[language]) if noise[language].is_known else None,
            fragments=fragments(prints[pair.first], prints[pair.second]),
        )
        for language, each in pairs.items()
        for pair in each
        if pair.share > noise[language].above
    ]
    made = Similar(
        version=VERSION,
        engine=engine(),
        challenge=slug,
        keys={name: each.key for name, each in prints.items()},
        languages=noise,
        pairs=pairs,
        evidence=tuple(sorted(evidence, key=lambda each: (each.pair.first, each.pair.second))),
        notes={name: each.notes for name, each in prints.items() if each.notes},
    )
    return made, counted


def _known(before: Similar | None, prints: Mapping[str, Fingerprint]) -> dict[tuple[str, str], Pair]:
    """Give the pairs of the last call of which neither side has changed."""
    if before is None:
        return {}
    same = {name for name, key in before.keys.items() if name in prints and prints[name].key == key}
    return {
        (pair.first, pair.second): pair
        for each in before.pairs.values()
        for pair in each
        if {pair.first, pair.second} <= same
    }


def _pair(first: str, second: str, prints: Mapping[str, Fingerprint]) -> Pair:
    common = compare(prints[first], prints[second])
    return Pair(first=first, second=second, share_first=common.first, share_second=common.second)


def _before(path: Path) -> Similar | None:
    """Read what the last call left, if the same engine made it."""
    found = _kept(path)
    return found if found is not None and found.engine == engine() else None


def _kept(path: Path) -> Similar | None:
    """Read what the last call left, whoever made it; what cannot be read is made anew."""
    try:
        with path.open("rb") as file:
            found = decoded(file.read(_MOST_BYTES), Similar)
    except (OSError, Unreadable):
        return None
    return found if found.version == VERSION else None


def _page(found: Similar, challenge: Challenge, items: Sequence[Item], ours: set[str], made: str) -> Page:
    texts = {item.name: item.texts for item in items}
    return Page(
        title=challenge.title,
        version=challenge.version,
        made=made,
        engine=found.engine,
        grader_version=__version__,
        submissions=len(ours),
        others=len(items) - len(ours),
        standings=[
            Standing(language, noise.pairs, noise.median, noise.above, known=noise.is_known)
            for language, noise in found.languages.items()
        ],
        pairs=[_shown(each, texts) for each in found.evidence],
        notes=[(name, note) for name, notes in sorted(found.notes.items()) for note in notes],
    )


def _shown(each: Evidence, texts: Mapping[str, Mapping[str, str]]) -> Shown:
    pair = each.pair
    return Shown(
        first=pair.first,
        second=pair.second,
        language=each.language,
        share_first=pair.share_first,
        share_second=pair.share_second,
        distance=each.distance,
        fragments=list(_sides(each.fragments, texts[pair.first], texts[pair.second])),
    )


def _sides(
    found: Sequence[Fragment], one: Mapping[str, str], other: Mapping[str, str]
) -> Iterator[tuple[Lines, Lines, int]]:
    for each in found:
        yield (
            _lines(each.path, one, each.line, each.end_line),
            _lines(each.other_path, other, each.other_line, each.other_end_line),
            each.tokens,
        )


def _lines(path: str, texts: Mapping[str, str], line: int, end_line: int) -> Lines:
    return Lines(path=path, first=line, last=end_line, text=texts.get(path, ""))
