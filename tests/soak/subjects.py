"""Which examples a soak grades, and what must come of each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from grader.challenge import load_challenge
from grader.examples import Example, examples
from grader.model import Challenge
from grader.rubric import Rubric, rubric_of

HONEST = "accepted"
HOSTILE = (
    "cheats",
    "memory_limit_exceeded",
    "process_limit_exceeded",
    "output_limit_exceeded",
    "time_limit_exceeded",
    "run_time_error",
)


@dataclass(frozen=True)
class Subject:
    """One example of one challenge."""

    challenge: Challenge
    rubric: Rubric
    example: Example

    @property
    def name(self) -> str:
        """Challenge, expectation, name and language."""
        example = self.example
        return f"{self.challenge.slug}/{example.expectation}/{example.name}/{example.language}"

    @property
    def is_honest(self) -> bool:
        """Whether full marks are due, whoever else is graded beside it."""
        return self.example.expectation == HONEST


def subjects(challenges: Sequence[str]) -> list[Subject]:
    """All honest and hostile examples of some challenges, in the order of their names."""
    found = []
    for name in challenges:
        challenge = load_challenge(name)
        rubric = rubric_of(challenge)
        found += [
            Subject(challenge, rubric, example)
            for example in examples(challenge)
            if example.expectation in {HONEST, *HOSTILE}
        ]
    return sorted(found, key=lambda subject: subject.name)


def drawn(known: Sequence[Subject], number: int, *, seed: int) -> list[Subject]:
    """Draw so many, honest and hostile by turns, each as often as any other of its kind, shuffled."""
    chance = random.Random(seed)  # noqa: S311 - a shuffle that can be repeated
    turns = [
        _endless([subject for subject in known if subject.is_honest is honest], number, chance)
        for honest in (True, False)
    ]
    mixed = [kind[index // 2] for index, kind in zip(range(number), turns * number, strict=False)]
    chance.shuffle(mixed)
    return mixed


def _endless(some: list[Subject], number: int, chance: random.Random) -> list[Subject]:
    if not some:
        raise ValueError("a soak wants honest and hostile examples; these challenges and languages lack one kind")
    order: list[Subject] = []
    while len(order) < number:
        order += chance.sample(some, len(some))
    return order
