"""Whoever watches a run while it goes on, and whoever does not."""

from __future__ import annotations

from typing import Protocol

from grader.model import Case


class Observer(Protocol):
    """Whoever wants to see a run while it goes on."""

    def step(self, name: str) -> None:
        """The next step begins."""
        ...

    def cases(self, total: int) -> None:
        """So many cases will be run."""
        ...

    def case(self, case: Case) -> None:
        """A case has ended."""
        ...

    def note(self, text: str) -> None:
        """Something worth a line."""
        ...


class Silent:
    """Nobody watches."""

    def step(self, name: str) -> None:
        """Pass over it."""

    def cases(self, total: int) -> None:
        """Pass over it."""

    def case(self, case: Case) -> None:
        """Pass over it."""

    def note(self, text: str) -> None:
        """Pass over it."""
