"""What an executor has been given and not yet answered: what each is for, and who is told when it is done."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Generic, TypeVar

from grader.batch.keys import Settings
from grader.batch.work import Done, Executor, Work
from grader.model import Challenge, Submission

Plan = TypeVar("Plan")


class AtWork(Generic[Plan]):
    """One call's work on one challenge, so that nobody idles and no more is held than that takes.

    There is an executor as soon as there is something to do, and not before: looking at a batch needs no engine.
    """

    def __init__(
        self,
        executor: Callable[[], Executor],
        *,
        challenge_name: str,
        challenge: Challenge,
        images: dict[str, str],
        turns: str,
        finish: Callable[[Plan, Done], None],
    ) -> None:
        self._make_executor = executor
        self._executor: Executor | None = None
        self._challenge_name = challenge_name
        self._challenge = challenge
        self._images = images
        self._turns = turns
        self._finish = finish
        self._run = secrets.token_hex(6)
        self._started = 0
        self._plans: dict[Future[Done], Plan] = {}

    @property
    def plans(self) -> list[Plan]:
        """What is not yet answered, in the order that it was begun in."""
        return list(self._plans.values())

    def begin(self, plan: Plan, *, name: str, submission: Submission, settings: Settings) -> None:
        """Have a submission graded, and come back once there is room for another."""
        if self._executor is None:
            self._executor = self._make_executor()
        self._started += 1
        work = Work(
            name=name,
            run=f"{self._run}-{self._started}",
            submission=submission,
            challenge=self._challenge_name,
            challenge_sha256=self._challenge.sha256,
            images=self._images,
            settings=settings,
            turns=self._turns,
        )
        self._plans[self._executor.submit(work)] = plan
        while len(self._plans) > self._executor.jobs:
            self._await_one()

    def finish_all(self) -> None:
        """Wait for all that was begun."""
        while self._plans:
            self._await_one()

    def close(self) -> None:
        """Give up what is not done."""
        if self._executor is not None:
            self._executor.close()

    def _await_one(self) -> None:
        ended, _ = wait(self._plans, return_when=FIRST_COMPLETED)
        for future in ended:
            self._finish(self._plans[future], future.result())
            del self._plans[future]
