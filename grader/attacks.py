"""Attacks that are planted into example submissions to see that they gain nothing: `grade check --attacks`.

tests/attacks/planted/<language>/<name>/
  attack.yaml   what it tries, what must happen, the rows of THREATS.md that it stands for
  attack.py     (Attack.java, attack.js, attack.sql) code that runs when the submission is loaded
  files/…       laid over the submission

An attack says "TRIED" once it has run, and "REACHED …" where it got hold of something; both only ever on its streams.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.canaries import words_in
from grader.challenge import suite_files
from grader.languages import find
from grader.mistakes import Mistakes
from grader.model import Challenge, Grade, Value, Verdict
from grader.paths import ATTACKS
from grader.planting import PLANTERS
from grader.yaml_reader import read_yaml

TRIED = "TRIED"
REACHED = "REACHED"


class Attack(Value, frozen=True):
    """A hostile addition to an honest submission; ``interfaces`` are the kinds of challenges that it fits.

    ``runs`` where it has code of its own, and is not only files that somebody might honour.
    """

    name: str
    language: str
    tries: str
    must: str
    threats: tuple[str, ...]
    interfaces: tuple[str, ...]
    runs: bool
    folder: Path


def attacks(root: Path = ATTACKS) -> tuple[Attack, ...]:
    """Read every planted attack, by language and name; ``ChallengeError`` carries every mistake in them."""
    mistakes = Mistakes()
    found = [
        _attack(folder, mistakes)
        for language in PLANTERS
        for folder in sorted(path for path in (root / language).glob("*") if path.is_dir())
    ]
    mistakes.stop_if_any()
    return tuple(found)


def _attack(folder: Path, mistakes: Mistakes) -> Attack:
    language = folder.parent.name
    place = f"attacks/{language}/{folder.name}"
    given = read_yaml(folder / "attack.yaml", name=f"{place}/attack.yaml", mistakes=mistakes)
    given.allow(("tries", "must", "threats"), ("interfaces",))
    code = PLANTERS[language][0]
    if not (folder / code).is_file() and not (folder / "files").is_dir():
        mistakes.add(place, None, f"no attack. Add {code}, or files/ to be laid over the submission.")
    chosen = tuple(text.text for text in given.texts("interfaces")) if "interfaces" in given else ()
    return Attack(
        name=folder.name,
        language=language,
        tries=given.text("tries"),
        must=given.text("must"),
        threats=tuple(text.text for text in given.texts("threats")),
        interfaces=chosen or find(language).interfaces,
        runs=(folder / code).is_file(),
        folder=folder,
    )


def plant(attack: Attack, submission: Path, into: Path) -> Path:
    """Copy a submission's folder to ``into``, which must not exist, with the attack in it; give ``into``."""
    shutil.copytree(submission, into, symlinks=True)
    name, planter = PLANTERS[attack.language]
    code = attack.folder / name
    if code.is_file():
        is_test = find(attack.language).is_test
        texts = {path: text for path, text in _texts(into) if not is_test(path)}
        for path, text in planter(texts, code.read_text("utf-8")).items():
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            (into / path).write_text(text, "utf-8")
    if (attack.folder / "files").is_dir():
        shutil.copytree(attack.folder / "files", into, symlinks=True, dirs_exist_ok=True)
    return into


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            try:
                yield path.relative_to(folder).as_posix(), path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


# ── What must never be seen ──────────────────────────────────────────────────────────────────────


def canaries(challenge: Challenge) -> frozenset[str]:
    """Find the canary words of a challenge's hidden suite."""
    return frozenset[str]().union(*map(words_in, suite_files(challenge).values()))


def without_canary(challenge: Challenge) -> tuple[str, ...]:
    """Name the files of a challenge's suite in which there is no canary word."""
    return tuple(path for path, content in suite_files(challenge).items() if not words_in(content))


def told_by(graded: Grade) -> str:
    """Give all that a grade says but the candidate's own files, in which an attack's words stand as written."""
    return msgspec.json.encode(msgspec.structs.replace(graded, sources=(), quality=None)).decode()


def reached(graded: Grade) -> tuple[str, ...]:
    """Find what an attack said that it got hold of."""
    return tuple(re.findall(rf"{REACHED}[^\"\\]{{0,80}}", told_by(graded)))


def gains_nothing(graded: Grade, *, attack: Attack, most: float, hidden: frozenset[str]) -> tuple[bool, str]:
    """Hold what an attack came to against the score without it, and look for what it must not have seen.

    Code of the attack's that was not even loaded proves nothing, so that does not hold either; but files that it lays
    over a submission may be in the way of that one's own build.
    """
    if graded.verdict is Verdict.COMPILE_ERROR and attack.runs and TRIED not in told_by(graded):
        fitted = not (attack.folder / "files").is_dir()
        why = "the attack did not run" if fitted else "not tried, its files do not go with this example's"
        return not fitted, f"{why}: {graded.verdict_reason[:200]}"
    if graded.score is None or graded.score > most:
        return False, f"score {graded.score}, and without the attack at most {most:g}"
    if found := reached(graded):
        return False, f"got at something: {found[0]}"
    if seen := sorted(word for word in hidden if word in told_by(graded)):
        return False, f"a word of the hidden suite is in the grade: {seen[0]}"
    return True, f"score {graded.score:g} of at most {most:g}, {graded.verdict}"
