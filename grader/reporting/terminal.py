"""What `grade` shows while it works, on stderr, and when it is done, on stdout.

Data only ever enters as ``rich.text.Text``, so no markup in it is obeyed; a line is never wrapped, so nothing of the
candidate's can come to stand at the start of a line in a CI log.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as LiveDisplay
from rich.text import Text

from grader.model import SEVERITIES, Case, Grade, Outcome, Quality, Severity, Verdict
from grader.reporting import words, words_code
from grader.reporting.text import ci_safe, line
from grader.reporting.words import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

_STYLES = {
    State.MET: "green",
    State.PARTLY: "yellow",
    State.NOT_MET: "red",
    State.NOT_ASSESSED: "dim",
}
_SEVERITIES: dict[Severity, str] = {"high": "bold red", "medium": "yellow"}
_FAILING_SHOWN = 20
_OVER_SHOWN = 8
_SECONDARY = "dim"


def console(file: TextIO) -> Console:
    """Make a console that obeys ``NO_COLOR`` to the letter: no escape sequence at all, not even for bold."""
    plain = bool(os.environ.get("NO_COLOR"))
    return Console(file=file, color_system=None if plain else "auto", highlight=False, markup=False, emoji=False)


class Progress:
    """Live on a terminal, plain lines elsewhere, nothing when quiet; ``verbose`` names passing cases too."""

    def __init__(self, console: Console | None = None, *, quiet: bool = False, verbose: bool = False) -> None:
        self._console = console or _stderr()
        self._quiet = quiet
        self._verbose = verbose
        self._outcomes: Counter[Outcome] = Counter()
        self._last_message = ""
        self._live = display(self._console) if not quiet and is_live(self._console) else None
        self._step: TaskID | None = None
        self._total = 0

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()
        if self._outcomes and kind is None:
            self._print(Text(_counted(self._outcomes)))

    def step(self, name: str) -> None:
        """Say that the run has come to its next step."""
        name = line(name, 60)
        if self._live is None:
            self._print(Text(f"{name} …"))
            return
        if self._step is not None:
            self._live.remove_task(self._step)
        self._step = self._live.add_task(name, total=None, told="")

    def cases(self, total: int) -> None:
        """How many cases the current step will run."""
        self._total = total
        if self._live is not None and self._step is not None:
            self._live.update(self._step, total=total)

    def case(self, case: Case) -> None:
        """One more case has ended."""
        self._outcomes[case.outcome] += 1
        if self._live is not None and self._step is not None:
            counted = f"{self._outcomes.total():,} of {self._total:,}"
            self._live.update(self._step, advance=1, told=counted)
        if words.is_failing(case) and case.message and case.message == self._last_message:
            return  # a submission that does not load fails every case for one reason, which is told once
        if words.is_failing(case):
            self._last_message = case.message
            self._print(Text.assemble(_failing(case), (_message(case), _SECONDARY)))
        elif self._verbose:
            told = f"  {line(case.requirement, 20):4} {case.outcome}  {line(case.title, 120)}"
            self._print(Text(told, _SECONDARY))

    def note(self, text: str) -> None:
        """Something the invoker should know, without stopping for it."""
        self._print(Text(f"note: {line(text, 500)}"))

    def _print(self, text: Text) -> None:
        if not self._quiet:
            print_text(self._console, text)


def _stderr() -> Console:
    return console(sys.stderr)


def is_live(console: Console) -> bool:
    """Tell whether lines can be redrawn there."""
    # FORCE_COLOR makes rich believe in a terminal where a CI system only keeps a log: colours are fine, redrawing not.
    return console.is_interactive and console.file.isatty()


def display(console: Console) -> LiveDisplay:
    """Give what redraws its tasks, each with a ``told`` behind its bar."""
    return LiveDisplay(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[told]}", markup=False),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


def print_text(console: Console, text: Text) -> None:
    """Print what may hold a candidate's words: no control characters, no commands to a CI system."""
    encoding = console.encoding
    safe = ci_safe(text.plain).encode(encoding, "backslashreplace").decode(encoding)
    # Styles are laid over character positions: where the words had to change, plain words are better than shifted ones.
    console.print(text if safe == text.plain else Text(safe), soft_wrap=True)


def _counted(outcomes: Counter[Outcome]) -> str:
    parts = [f"{outcomes[outcome]:,} {outcome}" for outcome in Outcome if outcomes[outcome]]
    return f"{words.count(outcomes.total(), 'case')}: {', '.join(parts)}"


def _failing(case: Case) -> Text:
    style = "magenta" if case.verdict is Verdict.JUDGE_ERROR else "red"
    return Text.assemble(
        f"  {line(case.requirement, 20):4} ", (words.verdict(case.verdict), style), f"  {line(case.title, 120)}"
    )


def _message(case: Case) -> str:
    return f"  {line(case.message, 160)}" if case.message else ""


def summary(grade: Grade, files: Mapping[str, Path]) -> None:
    """Print the grade; the last line is where the report lies, alone, to be clicked or piped."""
    out = console(sys.stdout)
    for text in _summary(grade):
        print_text(out, text)
    shown = files.get("html") or next(iter(files.values()), None)
    if shown is not None:
        print_text(out, Text(line(str(shown), 4096)))


def _summary(grade: Grade) -> Iterator[Text]:
    yield Text.assemble(
        (line(grade.challenge.title, 120), "bold"),
        f" {line(grade.challenge.version, 30)} · {line(grade.submission.name, 120)}"
        f" · {line(words.language(grade.submission.language), 30)}",
    )
    yield Text()
    yield from _verdict(grade)
    yield Text()
    yield from _requirements(grade)
    yield from _failing_cases(grade)
    if grade.quality is not None:
        yield from _code(grade.quality)
    yield from _notices(grade)


def _verdict(grade: Grade) -> Iterator[Text]:
    if grade.verdict is Verdict.JUDGE_ERROR:
        yield Text.assemble(("VOID, not zero", "bold magenta"), f"  {words.verdict(grade.verdict)}")
        yield Text(f"  {line(words.reason(grade), 600)}")
        yield Text(f"  {words.VOID}")
        return
    style = "bold green" if grade.verdict is Verdict.ACCEPTED else "bold red"
    yield Text.assemble((words.verdict(grade.verdict).capitalize(), style), f"  {line(words.reason(grade), 600)}")
    if grade.score is not None:
        equal = grade.equal_weight_score
        beside = "" if equal is None else f", with equal weights {words.number(equal)}"
        yield Text(f"Proposed score {words.score(grade.score)}{beside}: {words.PROPOSAL}")


def _requirements(grade: Grade) -> Iterator[Text]:
    wide = max((len(words.state_words(result)) for result in grade.requirements), default=0)
    for result in grade.requirements:
        yield Text.assemble(
            f"  {line(result.id, 20):4} ",
            (f"{words.state_words(result):{wide}}", _STYLES[words.state(result)]),
            f"  {line(result.text, 120)}",
        )


def _failing_cases(grade: Grade) -> Iterator[Text]:
    failing = [case for _, case in words.cases(grade) if words.is_failing(case)]
    if failing:
        yield Text()
        yield Text(words.count(len(failing), "failing case"))
    if len(failing) > 1 and len({case.message for case in failing}) == 1:
        yield Text(f"  all of them:{_message(failing[0])}")
        return
    for case in failing[:_FAILING_SHOWN]:
        yield _failing(case)
        if case.message:
            yield Text(f"     {_message(case)}", _SECONDARY)
    if len(failing) > _FAILING_SHOWN:
        yield Text(f"  and {len(failing) - _FAILING_SHOWN:,} more, in the report")


def _code(quality: Quality) -> Iterator[Text]:
    """How many findings of which severity, and the measures over their limit with where to look."""
    yield Text()
    few = words_code.few(quality)
    yield Text.assemble(f"Code: {words_code.written(quality)}.", (f" {few}" if few else "", _SECONDARY))
    found = Counter(finding.severity for finding in quality.findings)
    counted = [
        (words_code.of_severity(found[severity], severity), _SEVERITIES.get(severity, ""))
        for severity in SEVERITIES
        if found[severity]
    ]
    for told in counted or [("no findings", "green")]:
        yield Text.assemble("  ", told)
    over = [measure for measure in quality.measures if measure.is_over]
    for measure in over[:_OVER_SHOWN]:
        where = f", {words_code.place(measure.where)}" if measure.where is not None else ""
        yield Text.assemble(
            ("  over its limit", "yellow"),
            f"  {line(measure.norm.title, 100)}: {words_code.value(measure)}, {words_code.limit(measure.norm)}{where}",
        )
    if len(over) > _OVER_SHOWN:
        yield Text(f"  and {len(over) - _OVER_SHOWN:,} more, in the report")


def _notices(grade: Grade) -> Iterator[Text]:
    yield Text()
    for suite in grade.suites:
        if suite.guards:
            yield Text.assemble(("Weaker guarantee", "yellow"), f"  {line(suite.guards[0], 200)}")
    if grade.own_tests is not None:
        yield Text(f"Own tests, {words.OWN_WORD}: {line(words.own_tests(grade.own_tests), 300)}")
    if grade.flags:
        flags = words.count(len(grade.flags), "integrity flag")
        yield Text.assemble((flags, "yellow"), ", apart from the score: a person should look")
    unknown = [line(each.what, 60) for each in grade.not_measured[:_FAILING_SHOWN]]
    if unknown:
        yield Text.assemble((f"Not measured: {', '.join(unknown)}", _SECONDARY))
    if grade.flags or unknown or grade.own_tests is not None:
        yield Text()
