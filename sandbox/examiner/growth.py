"""How the time of an operation grows with its input, measured from outside the candidate's box.

Each size is timed in several rounds, interleaved so that a slow moment of the machine hits all sizes alike. A test
fails only where the whole interval of the exponent lies above what its class allows; doubt is measured longer.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import fitting
from submission import CandidateFailure

FEWEST_ROUNDS = 2
FEWEST_TO_FAIL = 5
STALL_S = 0.3
"""The longest that a shared machine stands still now and then: fewer rounds fail only what grows by more."""

RARE = 2e-4
"""How probable it may be that a size had to wait in every round, before that is reckoned with (house rule)."""

MOST_ROUNDS = 20

CLEARLY = 0.2
"""How far an interval must lie within what is allowed to end the measuring early: more rounds could still raise it."""

LIKELY_ROUNDS = 8
LIKELY = 0.1
LIKELY_STEADY = 1.6
"""So many rounds end in a pass with half of that room, and less steady: on a busy machine more add nothing. Quadratic
work would have to look several times slower at its small sizes, in each of them (house rule; docs/growth.md)."""

FEWEST_SIZES = 3
"""As many as a curve has unknowns."""

NOISE_S = 0.003
"""Growth of less than this in all is the channel's, not the submission's (house rule)."""

STEADY = 1.25
"""In fastest times: how near the second must come to confirm it (house rule)."""

CLASSES: dict[str, Callable[[float], float]] = {
    "constant": lambda _n: 1.0,
    "log n": math.log2,
    "n": lambda n: n,
    "n log n": lambda n: n * math.log2(n),
    "n^2": lambda n: n * n,
}


class Judgement(NamedTuple):
    """What the rounds so far say; ``conclusion`` is ``above``, ``within``, ``unclear`` or ``too little``."""

    seconds: tuple[float, ...]
    fit: fitting.Fit
    interval: tuple[float, float]
    conclusion: str


def judged(sizes: tuple[int, ...], rounds: Sequence[Sequence[float]], allowed: float) -> Judgement:
    """Set the exponent's interval beside the greatest exponent allowed; each round has its sizes in growing order."""
    seconds = fitting.fastest(rounds)
    interval = fitting.interval(sizes, rounds)
    if interval[1] <= allowed:
        conclusion = "within"
    elif interval[0] <= allowed or not _shown_without_the_largest(sizes, seconds, allowed):
        conclusion = "unclear"
    else:
        conclusion = "above" if seconds[-1] - min(seconds) > _noise_s(rounds) else "too little"
    return Judgement(seconds, fitting.fitted(sizes, seconds), interval, conclusion)


def _shown_without_the_largest(sizes: tuple[int, ...], seconds: tuple[float, ...], allowed: float) -> bool:
    """One size alone may be slow for a reason of its own: memory that ran short, a scheduler that was busy."""
    return fitting.fitted(sizes[:-1], seconds[:-1]).exponent > allowed


def allowed_exponent(sizes: Sequence[int], asked: str) -> float:
    """The greatest exponent that still counts as the class asked for, over these sizes."""
    return fitting.slope(sizes, [CLASSES[asked](size) for size in sizes]) + fitting.TOLERANCE


class Measurement:
    """Something to be timed at growing sizes; ``at_most`` times and judges it."""

    def __init__(
        self,
        run: Callable[[Any], object],
        prepared: Mapping[int, Any],
        label: str,
        growth: Growth,
    ) -> None:
        self._run = run
        self._prepared = prepared
        self._label = label
        self._growth = growth
        self._sizes = tuple(prepared)
        self._rounds: list[tuple[float, ...]] = []

    def at_most(self, asked: str) -> None:
        """Fail the test where the times clearly grow faster than the class asked for."""
        if asked not in CLASSES:
            raise LookupError(f"unknown class of growth {asked!r}; there are {', '.join(map(repr, CLASSES))}")
        allowed = allowed_exponent(self._sizes, asked)
        found = self._measured(allowed)
        self._record(asked, allowed, found)
        if found.conclusion == "above":
            raise CandidateFailure("time_limit_exceeded", _too_fast(asked, self._sizes, allowed, found))

    def _measured(self, allowed: float) -> Judgement:
        """Time round after round until the answer is clear, the rounds are used up, or the test's time is."""
        while True:
            began = self._growth.clock()
            self._time_once(backwards=len(self._rounds) % 2 == 1)
            took_s = self._growth.clock() - began
            if len(self._rounds) < FEWEST_ROUNDS:
                continue
            found = judged(self._sizes, self._rounds, allowed)
            # One that overran its test would fail for that alone; twice the round leaves room for a slower one.
            out_of_time = self._growth.left_s() < 2 * took_s
            if out_of_time or len(self._rounds) >= MOST_ROUNDS or self._clear(found, allowed):
                return self._doubted(found)

    def _clear(self, found: Judgement, allowed: float) -> bool:
        """Whether no further round is expected to change the conclusion."""
        passes = found.interval[1] <= allowed - CLEARLY
        fails = found.conclusion == "above" and len(self._rounds) >= FEWEST_TO_FAIL and _undisturbed(self._rounds)
        if (passes or fails) and _steady(self._rounds, STEADY):
            return True
        likely = found.interval[1] <= allowed - LIKELY and len(self._rounds) >= LIKELY_ROUNDS
        return likely and _steady(self._rounds, LIKELY_STEADY)

    def _doubted(self, found: Judgement) -> Judgement:
        """Take back a failure of too few rounds, where the test's time was up and a stall could be all of it."""
        proven = len(self._rounds) >= FEWEST_TO_FAIL or found.seconds[-1] - min(found.seconds) > STALL_S
        return found if proven or found.conclusion != "above" else found._replace(conclusion="unclear")

    def _time_once(self, *, backwards: bool) -> None:
        taken = {size: self._timed(size) for size in (reversed(self._sizes) if backwards else self._sizes)}
        self._rounds.append(tuple(taken[size] for size in self._sizes))

    def _timed(self, size: int) -> float:
        prepared = self._prepared[size]
        began = self._growth.clock()
        self._run(prepared)
        return self._growth.clock() - began

    def _record(self, asked: str, allowed: float, found: Judgement) -> None:
        self._growth.record(
            {
                "label": self._label,
                "asked": asked,
                "sizes": self._sizes,
                "seconds": found.seconds,
                "exponent": found.fit.exponent,
                "samples": tuple(zip(*self._rounds, strict=True)),
                "interval": found.interval,
                "allowed": allowed,
                "overhead_s": found.fit.overhead_s,
                "conclusion": found.conclusion,
            }
        )


class Taken(Measurement):
    """Times that somebody else took; ``at_most`` judges them."""

    def __init__(self, samples: Mapping[int, Sequence[float]], label: str, growth: Growth) -> None:
        super().__init__(lambda _size: None, samples, label, growth)
        self._rounds = list(zip(*samples.values(), strict=True))

    def _measured(self, allowed: float) -> Judgement:
        return self._doubted(judged(self._sizes, self._rounds, allowed))


def _steady(rounds: Sequence[Sequence[float]], most: float) -> bool:
    """Whether each size's fastest time is confirmed by a second, and by no larger size having been faster."""
    times = [sorted(samples) for samples in zip(*rounds, strict=True)]
    confirmed = all(second <= most * first + NOISE_S for first, second, *_ in times)
    return confirmed and all(smaller[0] <= most * larger[0] + NOISE_S for smaller, larger in combinations(times, 2))


def _undisturbed(rounds: Sequence[Sequence[float]]) -> bool:
    """Whether the largest size is mostly as fast as it can be: a loaded machine slows long work more than short."""
    longest = [times[-1] for times in rounds]
    return statistics.median(longest) <= STEADY * min(longest)


def _noise_s(rounds: Sequence[Sequence[float]]) -> float:
    """What growth must exceed, in seconds: nine in ten waits, where a size may have waited in every round."""
    # Of the smaller half of the sizes: what takes long by itself waits longer, as the machine slows it in proportion.
    half = [*zip(*rounds, strict=True)][: (len(rounds[0]) + 1) // 2]
    smaller = [(sample, min(taken)) for taken in half for sample in taken]
    waits = sorted(sample - least for sample, least in smaller if sample - least > max(NOISE_S, (STEADY - 1) * least))
    if (len(waits) / len(smaller)) ** len(rounds) <= RARE:
        return NOISE_S
    return waits[len(waits) * 9 // 10]


def _too_fast(asked: str, sizes: Sequence[int], allowed: float, found: Judgement) -> str:
    low, high = found.interval
    return (
        f"Grows faster than {asked}: {sizes[0]:,} took {found.seconds[0] * 1000:.1f} ms and {sizes[-1]:,} took "
        f"{found.seconds[-1] * 1000:.1f} ms (about n^{found.fit.exponent:.2f}, with 95% confidence n^{low:.2f} to "
        f"n^{high:.2f}; up to n^{allowed:.2f} passes)"
    )


class Growth:
    """The fixture ``growth``; ``left_s`` says how many seconds the test still has, ``clock`` counts seconds."""

    def __init__(
        self,
        record: Callable[[dict[str, Any]], None],
        *,
        left_s: Callable[[], float] = lambda: math.inf,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.record = record
        self.left_s = left_s
        self.clock = clock

    def of(
        self,
        run: Callable[[Any], object],
        sizes: Sequence[int],
        *,
        prepare: Callable[[int], Any] | None = None,
        label: str = "",
    ) -> Measurement:
        """Get ``run(prepare(n))``, or ``run(n)``, ready to be timed at each size; only ``run`` will be timed.

        Everything is prepared before anything is timed. ``ValueError`` for sizes that cannot tell a class.
        """
        prepared = {size: prepare(size) if prepare else size for size in _telling(sizes)}
        return Measurement(run, prepared, label, self)

    def measured(self, samples: Mapping[int, Sequence[float]], *, label: str = "") -> Taken:
        """Judge seconds by size that the suite took itself, the same number of each, one of each to a round.

        For what has one size at a time, such as all that a service stores. ``ValueError`` as ``of``.
        """
        return Taken({size: samples[size] for size in _telling(samples)}, label, self)


def _telling(sizes: Iterable[int]) -> list[int]:
    """Sizes in growing order; ``ValueError`` for those that cannot tell a class."""
    growing = sorted(set(sizes))
    if len(growing) < FEWEST_SIZES or growing[0] < 1 or growing[-1] < fitting.LEAST_SPAN * growing[0]:
        raise ValueError(
            f"sizes {', '.join(map(str, growing))} cannot tell a class of growth: give {FEWEST_SIZES} or more from "
            f"1 up, the largest at least {fitting.LEAST_SPAN} times the smallest"
        )
    return growing
