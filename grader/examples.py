"""The submissions that a challenge ships to prove itself: right ones, wrong ones and cheats.

challenges/<slug>/submissions/<expectation>/<name>/
  expected.yaml       why it is there, and what must come of it
  <language>/…        the submission itself, once for each language
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.errors import ChallengeError
from grader.mapping import Mapping
from grader.mistakes import Mistakes, near_miss
from grader.model import Challenge, Value, Verdict
from grader.yaml_reader import read_yaml

# Expectations that are no verdicts; their expected.yaml may name one.
FAULTS = ("cheats", "do_nothing", "races")
VERDICTS = tuple(verdict.value for verdict in Verdict if verdict is not Verdict.JUDGE_ERROR)


class Example(Value, frozen=True):
    """An example submission in one language, with what must come of it.

    ``fails`` names exactly the requirements not met, and is ``None`` where ``score_at_most`` (0 to 100) is said
    instead; ``verdict`` is ``None`` where neither the folder nor the author says one, so that any will do.
    """

    expectation: str
    name: str
    language: str
    folder: Path
    why: str
    fails: tuple[str, ...] | None
    score_at_most: float | None
    verdict: Verdict | None

    @property
    def files(self) -> list[Path]:
        """Every file in its folder, in no order."""
        return [path for path in self.folder.rglob("*") if path.is_file()]


def examples(challenge: Challenge) -> tuple[Example, ...]:
    """Read the examples of a challenge, by expectation, name and language; ``ChallengeError`` carries every mistake."""
    mistakes = Mistakes()
    found: list[Example] = []
    for folder in _named_folders(challenge, mistakes):
        try:
            found.extend(_examples(folder, challenge, mistakes))
        except ChallengeError:  # noted with the others, which come first
            continue
    mistakes.stop_if_any()
    return tuple(found)


def _named_folders(challenge: Challenge, mistakes: Mistakes) -> Iterator[Path]:
    for expectation in _folders(Path(challenge.folder) / "submissions"):
        known = (*VERDICTS, *FAULTS)
        if expectation.name not in known:
            place = f"{challenge.slug}/submissions/{expectation.name}"
            mistakes.add(place, None, f'unknown expectation "{expectation.name}".{near_miss(expectation.name, known)}')
            continue
        yield from _folders(expectation)


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name != "__pycache__")


def _examples(folder: Path, challenge: Challenge, mistakes: Mistakes) -> list[Example]:
    expectation = folder.parent.name
    place = f"{challenge.slug}/submissions/{expectation}/{folder.name}"
    languages = _languages(folder, place, challenge, mistakes)
    given = read_yaml(folder / "expected.yaml", name=f"{place}/expected.yaml", mistakes=mistakes)
    given.allow(("why",), ("fails", "score_at_most", "verdict"))
    why = given.text("why")
    fails = _fails(given, expectation, challenge)
    score_at_most = _score_at_most(given, expectation)
    verdict = _verdict(given, expectation)
    return [
        Example(
            expectation=expectation,
            name=folder.name,
            language=language,
            folder=folder / language,
            why=why,
            fails=fails,
            score_at_most=score_at_most,
            verdict=verdict,
        )
        for language in languages
    ]


def _languages(folder: Path, place: str, challenge: Challenge, mistakes: Mistakes) -> list[str]:
    names = [path.name for path in _folders(folder)]
    if not names:
        mistakes.add(
            place, None, f"no submission. Add a folder named for a language, such as {challenge.languages[0]}."
        )
    for name in names:
        if name not in challenge.languages:
            what = f'"{name}" is no language of this challenge.{near_miss(name, challenge.languages)}'
            mistakes.add(f"{place}/{name}", None, what)
    return names


def _fails(given: Mapping, expectation: str, challenge: Challenge) -> tuple[str, ...] | None:
    known = [requirement.id for requirement in challenge.requirements]
    if ("fails" in given) == ("score_at_most" in given):
        given.note("fails", 'one of "fails" and "score_at_most" says what must come of it. Write exactly one.')
    if "fails" not in given:
        return None
    if given.is_text("fails", "all"):
        fails = known
    elif given.is_empty("fails"):
        fails = []
    else:
        fails = _requirements(given, known)
    if bool(fails) == (expectation == Verdict.ACCEPTED) and expectation not in FAULTS:
        given.note(
            "fails", f'"{expectation}" fails {"nothing" if fails else "at least one requirement"}. Put it right.'
        )
    return tuple(fails)


def _requirements(given: Mapping, known: list[str]) -> list[str]:
    found = given.texts("fails")
    for name, line in found:
        if name and name not in known:
            given.note_at(line, f'unknown requirement "{name}".{near_miss(name, known)}')
    return [text.text for text in found]


def _score_at_most(given: Mapping, expectation: str) -> float | None:
    if "score_at_most" not in given:
        return None
    if expectation not in FAULTS:
        given.note("score_at_most", f'"{expectation}" fails exact requirements. Name them in "fails".')
    return given.number("score_at_most", lowest=0, highest=100)


def _verdict(given: Mapping, expectation: str) -> Verdict | None:
    if expectation not in FAULTS:
        if "verdict" in given:
            given.note("verdict", f'the folder says "{expectation}" already. Remove the key.')
        return Verdict(expectation)
    name = given.text("verdict")
    if name and name not in VERDICTS:
        given.note("verdict", f'unknown verdict "{name}".{near_miss(name, VERDICTS)}')
    return Verdict(name) if name in VERDICTS else None
