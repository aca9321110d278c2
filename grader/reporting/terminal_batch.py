"""What `grade batch` shows while it works, on stderr, and the table at its end, on stdout.

On a terminal there is a line for the whole and one for each submission that is at work; elsewhere a plain line as
each one ends, which is what a CI log keeps.
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import Progress as Display
from rich.progress import TaskID
from rich.text import Text

from grader.model import Case
from grader.reporting.terminal import console, display, is_live, print_text
from grader.reporting.text import line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

_STYLES = {"graded": "green", "kept": "green", "reviewed, kept": "green", "void": "magenta", "failed": "magenta"}
_WIDEST = 40


class BatchProgress:
    """Shows a batch from ``over`` on; before that, and where nothing can be redrawn, it prints lines."""

    def __init__(self, *, quiet: bool, shown: Console | None = None) -> None:
        self._console = shown or console(sys.stderr)
        self._quiet = quiet
        self._total = 0
        self._done = 0
        self._live: Display | None = None
        self._whole: TaskID | None = None

    @contextmanager
    def over(self, total: int) -> Iterator[None]:
        """Show the whole of so many."""
        self._total = total
        if self._quiet or not is_live(self._console):
            yield
            return
        with display(self._console) as self._live:
            self._whole = self._live.add_task("batch", total=total, told=f"0 of {total:,}")
            yield

    def ended(self, name: str, told: str, left: str) -> None:
        """One more is done with; ``left`` says how long the rest will take, if that can be said."""
        self._done += 1
        counted = f"{self._done:,} of {self._total:,}"
        behind = left and f"; {left}"
        if self._live is not None and self._whole is not None:
            self._live.update(self._whole, completed=self._done, told=counted + behind)
            behind = ""
        self.say(f"[{counted}] {line(name, 100)}: {line(told, 400)}{behind}")

    def say(self, text: str) -> None:
        """Print a line of ours."""
        if not self._quiet:
            print_text(self._console, Text(line(text, 1000)))

    def watch(self, name: str) -> Watching:
        """Give an observer for one submission."""
        return Watching(self, line(name, _WIDEST), self._live)

    # ── the preparation of all ──

    def step(self, name: str) -> None:
        """Say that the batch has come to a step of its own."""
        self.say(f"{name} …")

    def cases(self, total: int) -> None:
        """Pass over it: the cases of the self-test are nobody's."""

    def case(self, case: Case) -> None:
        """Pass over it."""

    def note(self, text: str) -> None:
        """Something the invoker should know."""
        self.say(f"note: {text}")


class Watching:
    """One submission at work; its line is there from its first step to its end."""

    def __init__(self, whole: BatchProgress, name: str, live: Display | None) -> None:
        self._whole = whole
        self._name = name
        self._live = live
        self._task: TaskID | None = None
        self._count = 0
        self._total = 0

    def step(self, name: str) -> None:
        """Say what is being done with it."""
        self._count = self._total = 0
        self._show(line(name, 40))

    def cases(self, total: int) -> None:
        """Say how many cases there will be."""
        self._total = total
        self._show(f"0 of {total:,} cases")

    def case(self, case: Case) -> None:  # noqa: ARG002 - which it is, is told in the report
        """Count one more."""
        self._count += 1
        self._show(f"{self._count:,} of {self._total:,} cases")

    def note(self, text: str) -> None:
        """Say whose note it is."""
        self._whole.say(f"note: {self._name}: {text}")

    def over(self) -> None:
        """Take its line away."""
        if self._live is not None and self._task is not None:
            self._live.remove_task(self._task)

    def _show(self, told: str) -> None:
        if self._live is None:
            return
        if self._task is None:
            self._task = self._live.add_task(f"  {self._name}", total=None, told=told)
        self._live.update(self._task, total=self._total or None, completed=self._count, told=told)


def show_table(rows: Sequence[tuple[str, str, str]], *, page: str) -> None:
    """Print what became of each (name, what, why), how many of which, and where the page is, alone on the last line."""
    out = console(sys.stdout)
    wide = max((len(line(name, _WIDEST)) for name, _, _ in rows), default=0)
    widest = max((len(what) for _, what, _ in rows), default=0)
    for name, what, why in rows:
        style = _STYLES.get(what, "red")
        print_text(
            out, Text.assemble(f"  {line(name, _WIDEST):{wide}}  ", (f"{what:{widest}}", style), f"  {line(why, 300)}")
        )
    counted = Counter(what for _, what, _ in rows)
    print_text(out, Text())
    print_text(out, Text(f"{len(rows):,} in all: " + ", ".join(f"{count:,} {what}" for what, count in counted.items())))
    print_text(out, Text(line(page, 4096)))
