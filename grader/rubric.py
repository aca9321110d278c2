"""Rubrics: the criteria a submission is judged by, their weights and anchors, and how a level is proposed.

challenges/_rubrics/<name>.yaml
challenges/_rubrics/measures/<name>.yaml     what measures of the code are held against (norms.py)

A rubric that ``extends`` another says only what differs; what both say is the extending one's, key by key.
"""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from grader.errors import ChallengeError
from grader.items import OWN_TESTS, PER_CENT, ItemRule, parse_source
from grader.mapping import Mapping
from grader.mistakes import Mistakes, near_miss
from grader.model import Challenge, Value
from grader.norms import PRACTICES, Norms, read_norms
from grader.notation import parse_name, parse_version
from grader.paths import CHALLENGES
from grader.yaml_reader import read_yaml

LEVELS = (4, 3, 2, 1)
FOLDER = "_rubrics"
MEASURES = "code"


class Criterion(Value, frozen=True):
    """One thing to judge; ``measured`` where hidden cases speak for it, ``propose`` the least share for each level.

    ``propose_from_tests`` are shares, in per cent, of what the candidate's own tests amount to: any of them is enough.
    """

    name: str
    title: str
    weight: int
    measured: bool
    who: str
    evidence: str
    anchors: dict[int, str]
    norm: str
    source: str
    propose: dict[int, float]
    propose_from_tests: dict[int, dict[str, int]]
    items: tuple[ItemRule, ...]

    def proposed_level(self, fraction: float) -> int:
        """Propose the best level whose least share of points the fraction reaches; 1 where it reaches none."""
        return next((level for level in LEVELS if level in self.propose and fraction >= self.propose[level]), 1)


class Rubric(Value, frozen=True):
    """What every submission to a challenge is held against; a change to it is a new version."""

    name: str
    title: str
    version: str
    sha256: str
    weights_reason: str
    propose_reason: str
    level_names: dict[int, str]
    criteria: tuple[Criterion, ...]
    ignore: tuple[str, ...]
    norms: Norms

    def criterion(self, name: str) -> Criterion | None:
        """Look a criterion up by name."""
        return next((criterion for criterion in self.criteria if criterion.name == name), None)


def load_rubric(name: str, *, root: Path = CHALLENGES) -> Rubric:
    """Load a rubric from ``root``, or a shipped one of that name; ``ChallengeError`` carries every mistake in it."""
    path = find_rubric(name, root=root)
    if path is None:
        known = rubric_names(root=root)
        raise ChallengeError([f'{FOLDER}: unknown rubric "{name}".{near_miss(name, known)}'])
    mistakes = Mistakes()
    rubric = read_rubric(path, mistakes)
    mistakes.stop_if_any()
    return rubric


def rubric_of(challenge: Challenge) -> Rubric:
    """Load the rubric that a challenge names: the one beside the challenge's folder, else the shipped one."""
    return load_rubric(challenge.rubric, root=Path(challenge.folder).parent)


def find_rubric(name: str, *, root: Path) -> Path | None:
    """Find the file of a rubric; the shipped ones stand behind those of ``root``."""
    return _files(root).get(name)


def rubric_names(*, root: Path) -> tuple[str, ...]:
    """List the rubrics that a challenge in ``root`` may name."""
    return tuple(sorted(_files(root)))


def _files(root: Path) -> dict[str, Path]:
    return {path.stem: path for folder in (CHALLENGES, root) for path in sorted((folder / FOLDER).glob("*.yaml"))}


def read_rubric(path: Path, mistakes: Mistakes) -> Rubric:
    """Read a rubric, noting its mistakes; what comes back is to be used only where there were none."""
    given, content = _extended(path, mistakes, ())
    required = ("title", "version", "weights_reason", "levels", "propose", "criteria", "ignore")
    given.allow(required, ("measures", "extends"))
    propose = given.mapping("propose")
    propose.allow(("shares", "reason"))
    shares = _shares(propose, "shares")
    norms_path = _norms_path(path, given)
    norms = read_norms(norms_path, mistakes)
    rubric = Rubric(
        name=path.stem,
        title=given.text("title"),
        version=given.parsed("version", parse_version, ""),
        sha256=hashlib.sha256(content + norms_path.read_bytes()).hexdigest(),
        weights_reason=given.text("weights_reason"),
        propose_reason=propose.text("reason"),
        level_names=_by_level(given, "levels"),
        criteria=_criteria(given.filled_mapping("criteria"), shares, norms),
        ignore=tuple(item.text for item in given.texts("ignore")),
        norms=norms,
    )
    total = sum(criterion.weight for criterion in rubric.criteria)
    if total != 100 and rubric.criteria:  # noqa: PLR2004 (per cent)
        given.note("criteria", f"the weights add up to {total}, not 100")
    return rubric


def _extended(path: Path, mistakes: Mistakes, below: tuple[str, ...]) -> tuple[Mapping, bytes]:
    """Read a rubric laid over those that it extends, with the bytes of all of them."""
    given = read_yaml(path, name=f"{FOLDER}/{path.name}", mistakes=mistakes)
    if "extends" not in given:
        return given, path.read_bytes()
    name, seen = given.text("extends"), (*below, path.stem)
    base = find_rubric(name, root=path.parent.parent)
    if base is None:
        known = rubric_names(root=path.parent.parent)
        given.note("extends", f'unknown rubric "{name}".{near_miss(name, known)}')
    elif name in seen:
        given.note("extends", f'"{name}" extends this rubric in turn. One of them must stand by itself.')
    else:
        lower, content = _extended(base, mistakes, seen)
        return given.over(lower), content + path.read_bytes()
    raise mistakes.error()


def _norms_path(rubric: Path, given: Mapping) -> Path:
    """Find the measures that a rubric names: beside it, else the shipped ones; the shipped ones where it names none."""
    shipped = CHALLENGES / FOLDER / "measures"
    name = given.text("measures") if "measures" in given else MEASURES
    found = [path for path in (rubric.parent / "measures" / f"{name}.yaml", shipped / f"{name}.yaml") if path.is_file()]
    if found:
        return found[0]
    given.note(
        "measures", f'there are no measures "{name}".{near_miss(name, [path.stem for path in shipped.glob("*.yaml")])}'
    )
    return shipped / f"{MEASURES}.yaml"


def _criteria(given: Mapping, shares: dict[int, float], norms: Norms) -> tuple[Criterion, ...]:
    for name in given:
        given.check_key(name, parse_name)
    return tuple(_criterion(name, given.mapping(name), shares, norms) for name in given)


def _criterion(name: str, given: Mapping, shares: dict[int, float], norms: Norms) -> Criterion:
    required = ("title", "weight", "measured", "who", "evidence", "anchors", "norm", "source")
    given.allow(required, ("propose", "propose_from_tests", "items"))
    return Criterion(
        name=name,
        title=given.text("title"),
        weight=given.whole("weight", lowest=1, highest=100),
        measured=given.flag("measured"),
        who=given.text("who"),
        evidence=given.text("evidence"),
        anchors=_by_level(given, "anchors"),
        norm=given.text("norm"),
        source=given.text("source"),
        propose=_shares(given, "propose") if "propose" in given else shares,
        propose_from_tests=_from_tests(given.filled_mapping("propose_from_tests")),
        items=_items(given.filled_mapping("items"), norms),
    )


def _from_tests(given: Mapping) -> dict[int, dict[str, int]]:
    levels = [level for level in LEVELS if str(level) in given]
    given.allow((), [str(level) for level in LEVELS])
    read = {level: given.filled_mapping(str(level)) for level in levels}
    for bounds in read.values():
        bounds.allow((), OWN_TESTS)
    return {
        level: {name: bounds.whole(name, lowest=1, highest=PER_CENT) for name in bounds}
        for level, bounds in read.items()
    }


def _items(given: Mapping, norms: Norms) -> tuple[ItemRule, ...]:
    for name in given:
        given.check_key(name, parse_name)
    return tuple(_item(name, given.mapping(name), norms) for name in given)


def _item(name: str, given: Mapping, norms: Norms) -> ItemRule:
    given.allow(("text",), ("from",))
    known = partial(parse_source, practices=PRACTICES, measures=norms.measures)
    return ItemRule(name=name, text=given.text("text"), source=given.parsed("from", known, None))


def _by_level(given: Mapping, key: str) -> dict[int, str]:
    below = given.mapping(key)
    if key in given:
        below.allow([str(level) for level in LEVELS])
    return {level: below.text(str(level)) for level in LEVELS}


def _shares(given: Mapping, key: str) -> dict[int, float]:
    """Read the least share of points for each level; level 1 needs none, and a level left out is never proposed."""
    below = given.filled_mapping(key)
    below.allow((), ("4", "3", "2"))
    shares = {level: below.number(str(level), lowest=0, highest=1) for level in LEVELS if str(level) in below}
    if list(shares.values()) != sorted(shares.values(), reverse=True):
        given.note(key, "a higher level needs at least the share of a lower one. Put them in order.")
    return shares
