"""Writes docs/integrity.md: every attack, what it gains from a grader as most are, and what from this one.

    python tests/attacks/integrity.py           grades everything again; some ten minutes

Nothing in the tables is written by hand: the words come from the corpus, the scores from the runs.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "reporting")]

import naive  # noqa: E402 - beside this file
from corpus import EXPECTS, Attack, attacks_on  # noqa: E402

from grader import attacks as planted  # noqa: E402
from grader.challenge import load_challenge  # noqa: E402
from grader.grading import Circumstances, grade  # noqa: E402
from grader.model import Grade  # noqa: E402
from grader.observing import Silent  # noqa: E402
from grader.rubric import rubric_of  # noqa: E402
from grader.running import ready_engine, take_in  # noqa: E402
from grader.sandbox.docker import DockerSandbox  # noqa: E402

PAGE = ROOT / "docs" / "integrity.md"
TILL = HERE / "challenges" / "till"
TITLES = {
    "intake": "What is handed in",
    "analysis": "What the linters read",
    "report": "What the reports show",
    "java": "Java",
    "node": "Node.js and TypeScript",
    "python": "Python",
}
SIDE_BY_SIDE = 2


class Gained(NamedTuple):
    """What one attack came to: scores out of 100."""

    attack: planted.Attack
    naive: float
    ours: float
    verdict: str


def main() -> int:
    """Grade the corpus with both, and write the page."""
    sandbox = DockerSandbox()
    images = ready_engine(sandbox, environ=os.environ, observer=Silent())
    found = [attack for attack in planted.attacks() if attack.language in naive.LANGUAGES]
    functions = [attack for attack in found if "function" in attack.interfaces]
    languages = sorted({attack.language for attack in functions})
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        hosts = dict(zip(languages, pool.map(lambda each: _host(each, sandbox, images), languages), strict=True))
        gained = []
        for each in pool.map(lambda attack: _gained(attack, sandbox, images), functions):
            gained.append(each)
            sys.stderr.write(f"{each.attack.language}/{each.attack.name}: {each.naive:.0f} and {each.ours:.0f}\n")
    PAGE.write_text(page(hosts, gained), "utf-8")
    return 0


def _host(language: str, sandbox: DockerSandbox, images: dict[str, str]) -> tuple[float, float]:
    folder = HERE / "hosts" / "half" / language
    return _naive(folder, language, sandbox, images), _ours(folder, language, sandbox, images).score or 0.0


def _gained(attack: planted.Attack, sandbox: DockerSandbox, images: dict[str, str]) -> Gained:
    with tempfile.TemporaryDirectory() as scratch:
        folder = planted.plant(attack, HERE / "hosts" / "half" / attack.language, Path(scratch) / "submission")
        ours = _ours(folder, attack.language, sandbox, images)
        return Gained(attack, _naive(folder, attack.language, sandbox, images), ours.score or 0.0, ours.verdict)


def _naive(folder: Path, language: str, sandbox: DockerSandbox, images: dict[str, str]) -> float:
    return naive.score(folder, language, sandbox=sandbox, image=images[language], run=secrets.token_hex(6))


def _ours(folder: Path, language: str, sandbox: DockerSandbox, images: dict[str, str]) -> Grade:
    challenge = load_challenge(str(TILL))
    return grade(
        challenge=challenge,
        rubric=rubric_of(challenge),
        submission=take_in(folder, challenge, language=language),
        sandbox=sandbox,
        images=images,
        circumstances=Circumstances(
            run=secrets.token_hex(6), seed=7, started="", host="", own_tests=False, analysis=False
        ),
    )


# ── The page: pure ───────────────────────────────────────────────────────────────────────────────


def page(hosts: dict[str, tuple[float, float]], gained: Sequence[Gained]) -> str:
    """Put the page together; the frame around the tables is ``integrity.md`` beside this file."""
    frame = (HERE / "integrity.md").read_text("utf-8")
    better = [each for each in gained if each.naive > hosts[each.attack.language][0]]
    full = [each for each in gained if each.naive >= 100]
    ours = [each for each in gained if each.ours > hosts[each.attack.language][1]]
    others = [attack for area in EXPECTS for attack in attacks_on(area)]
    return frame.format(
        total=len(gained) + len(others),
        planted=len(gained),
        better=len(better),
        full=len(full),
        ours=len(ours),
        planted_tables="\n".join(_planted_tables(hosts, gained)),
        other_tables="\n".join(_other_tables(others)),
    )


def _planted_tables(hosts: dict[str, tuple[float, float]], gained: Sequence[Gained]) -> Iterator[str]:
    for language, (naively, ours) in hosts.items():
        yield f"### {TITLES[language]}\n"
        yield f"Without an attack: {naively:.0f} from the usual grader, {ours:.0f} from this one.\n"
        yield "| attack | what it tries | rows | usual | here | told as |\n|---|---|---|---|---|---|"
        for each in gained:
            if each.attack.language == language:
                more = f"**{each.naive:.0f}**" if each.naive > naively else f"{each.naive:.0f}"
                words = (each.attack.name, each.attack.tries, ", ".join(each.attack.threats))
                yield f"| {' | '.join(map(_cell, words))} | {more} | {each.ours:.0f} | {each.verdict} |"
        yield ""


def _other_tables(others: Sequence[Attack]) -> Iterator[str]:
    for area in EXPECTS:
        yield f"### {TITLES[area]}\n"
        yield "| attack | what it tries | rows | what happens |\n|---|---|---|---|"
        for attack in others:
            if attack.area == area:
                words = (attack.name, attack.tries, ", ".join(attack.threats), attack.must)
                yield f"| {' | '.join(map(_cell, words))} |"
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


if __name__ == "__main__":
    sys.exit(main())
