"""A batch that is graded, on an engine that is played, and what is newer than it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from grader import reporting, reviewing
from grader.batch.candidates import in_folder
from grader.batch.executing import Local
from grader.batch.flow import Batch, Told
from grader.batch.flow import Options as BatchOptions
from grader.batch.keys import Settings
from grader.batch.ledger import ledger_of
from grader.model import Judgement, Review
from grader.observing import Silent
from grader.regrade.flow import Applied, Options, Regrade, apply
from grader.regrade.sets import Regraded
from grader.regrade.tables import Preview
from grader.sandbox import images
from grader.sandbox.fake import FakeSandbox, Inside, Telling, ready_agent

TILL = Path(__file__).parents[1] / "attacks" / "challenges" / "till"
IMAGES = tuple(images.wanted().values())
FIRST = Telling().collects("a", "b").loads().passes("a").fails("b").finishes()
LATER = Telling().collects("a", "c").loads().fails("a").passes("c").finishes()
GRADED, LOOKED, NOW = "2020-11-26T10:00:00+00:00", "2020-11-27T10:00:00+00:00", "2020-12-01T10:00:00+00:00"


class Watch:
    """Hears what is told."""

    def __init__(self) -> None:
        self.boxes: list[str] = []

    def begins(self, name: str, why: str) -> None:  # noqa: ARG002 - the name is enough
        self.boxes.append(name)

    def ended(self, told: Told | Regraded) -> None:
        """Pass over it."""


class Stored:
    """A batch that is graded, and what is newer than it."""

    def __init__(self, folder: Path) -> None:
        self.handed_in, self.out, self.root = folder / "in", folder / "out", folder / "challenges"
        self.challenge = self.root / "till"
        shutil.copytree(TILL, self.challenge)
        yaml = self.challenge / "challenge.yaml"
        yaml.write_text(yaml.read_text().replace("rubric: algorithm", "rubric: mine"))
        self.rubric()
        self.sandbox = played(FIRST)
        self.engines = 0
        self.blind = True

    def rubric(self, more: str = "") -> None:
        (self.root / "_rubrics").mkdir(exist_ok=True)
        (self.root / "_rubrics" / "mine.yaml").write_text(f"extends: algorithm\n{more}")

    def graded(self, *names: str) -> list[Told]:
        for name in names:
            (self.handed_in / name).mkdir(parents=True, exist_ok=True)
            (self.handed_in / name / "solution.py").write_text(f"# {name}\ndef total(amounts):\n    return 0\n")
        batch = Batch(
            self.out,
            challenge_name=str(self.challenge),
            settings=Settings(seed=7, own_tests=False, analysis=False, blind=self.blind),
            options=BatchOptions(formats=("html",), force=False, who="tester", reviewers=1),
            environ=os.environ,
            watcher=Watch(),
            executor=self.local,
        )
        with batch.opened():
            return batch.grade(in_folder(self.handed_in).candidates)

    def local(self) -> Local:
        self.engines += 1
        return Local(self.sandbox, jobs=1, host="here", clock=lambda: GRADED, watch=lambda _name: Silent())

    def folder(self, name: str) -> Path:
        return self.out / ledger_of(self.out).entries[name].folder

    def review(self, name: str) -> None:
        grade = reporting.read(self.folder(name))
        judgements = tuple(Judgement(criterion=each.name, level=3, reason="as I saw it") for each in grade.criteria)
        review = Review(reviewer="rita", saved=LOOKED, judgements=judgements)
        reviewing.take_in(self.folder(name), review, name="review", needed=1, at=LOOKED)

    def newer_suite(self) -> None:
        test = next((self.challenge / "suite").glob("test_*.py"))
        test.write_text(test.read_text() + "\n# another version\n")
        self.sandbox = played(LATER)

    def previewed(self, name: str = "newer", *, force: bool = False) -> Preview:
        self.engines = 0
        options = Options(name=name, who="tester", at=NOW, force=force)
        made = Regrade(
            self.out, challenge_name=str(self.challenge), options=options, watcher=Watch(), executor=self.local
        )
        return made.make()

    def applied(self, name: str = "newer", *, reviewed: bool = False) -> list[Applied]:
        return apply(self.out, name, who="tester", at=NOW, why="too lenient", reviewed=reviewed)


def played(examiner: Callable[[Inside], int]) -> FakeSandbox:
    return FakeSandbox(images=IMAGES).runs("candidate", ready_agent).runs("examiner", examiner)
