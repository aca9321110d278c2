"""The analysis box of one grade, started while its submission is still being read.

A box takes a quarter of a second to be there, and the dearest tool as long to load; both are over by the time that
there is something to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress

from grader.checks.quality.box import Begun
from grader.errors import GraderError


class Beginning:
    """A box that ``start`` starts on a thread of ``aside``, or not: whatever goes wrong there, a fresh one is used."""

    def __init__(self, start: Callable[[], Begun | None], aside: Executor) -> None:
        self._begun = aside.submit(start)

    @contextmanager
    def lent(self, language: str, *, image: str, runtime: str) -> Iterator[Begun | None]:
        """As ``box.Lender.lent``; it is for one submission, and there until it is closed."""
        del language, image, runtime
        yield self._there()

    def close(self) -> None:
        """End it, as soon as nobody needs it any more: that may go on beside whatever comes next."""
        self._begun.cancel()
        with suppress(GraderError):
            if (begun := self._there()) is not None:
                begun.close()

    def _there(self) -> Begun | None:
        if self._begun.cancelled() or self._begun.exception() is not None:
            return None
        return self._begun.result()
