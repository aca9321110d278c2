"""How times at growing sizes are fitted and judged, by a clock that the tests turn."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import importable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Times = Callable[[float], float]
    Noise = Callable[[random.Random, float, float], float]

with importable("wire/*.py", "examiner/*.py"):
    import growth  # type: ignore[import-not-found]

    fitting = growth.fitting

SIZES = (1_000, 2_000, 5_000, 12_000, 30_000)
SEEDS = 50


class Machine:
    """A clock that only moves when something is run, by what it takes and what the noise makes of that."""

    def __init__(self, noise: Noise | None = None, *, seed: int = 0, left_s: float = math.inf) -> None:
        self.now = 0.0
        self.ran: list[int] = []
        self.records: list[dict[str, Any]] = []
        self.noise = noise or (lambda _rng, taken, _now: taken)
        self.rng = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self.growth = growth.Growth(self.records.append, left_s=lambda: left_s - self.now, clock=lambda: self.now)

    def passes(self, times: Times, asked: str, *, sizes: Sequence[int] = SIZES) -> bool:
        def run(size: int) -> None:
            self.ran.append(size)
            self.now += self.noise(self.rng, times(size), self.now)

        try:
            self.growth.of(run, sizes, label="label").at_most(asked)
        except growth.CandidateFailure as failure:
            assert failure.verdict == "time_limit_exceeded"  # noqa: PT017 - the verdict is what is asked for
            return False
        return True

    @property
    def record(self) -> dict[str, Any]:
        (record,) = self.records
        return record

    @property
    def rounds(self) -> int:
        return len(self.record["samples"][0])


# ── The decision ─────────────────────────────────────────────────────────────────────────────────

TIMES: dict[str, Times] = {
    "constant": lambda _n: 0.02,
    "log n": lambda n: 1e-3 * math.log2(n),
    "n": lambda n: 1e-5 * n,
    "n log n": lambda n: 1e-6 * n * math.log2(n),
    "n^2": lambda n: 1e-9 * n * n,
    "n^3": lambda n: 1e-13 * n**3,
}


@pytest.mark.parametrize(
    ("asked", "passing"),
    [
        ("constant", {"constant", "log n"}),
        ("log n", {"constant", "log n"}),
        ("n", {"constant", "log n", "n", "n log n"}),
        ("n log n", {"constant", "log n", "n", "n log n"}),
        ("n^2", {"constant", "log n", "n", "n log n", "n^2"}),
    ],
)
def test_only_a_clearly_worse_growth_fails(asked: str, passing: set[str]) -> None:
    assert {name for name, times in TIMES.items() if Machine().passes(times, asked)} == passing


@pytest.mark.parametrize("overhead_s", [0.002, 0.05])
def test_an_overhead_neither_hides_quadratic_work_nor_makes_linear_work_look_worse(overhead_s: float) -> None:
    for whole_s in (0.02, 0.2, 2.0):
        assert Machine().passes(lambda n, whole=whole_s: overhead_s + whole * n / SIZES[-1], "n")  # type: ignore[misc]
    for whole_s in (10 * overhead_s, 100 * overhead_s):
        machine = Machine()
        assert not machine.passes(lambda n, whole=whole_s: overhead_s + whole * (n / SIZES[-1]) ** 2, "n log n")  # type: ignore[misc]
        assert machine.record["exponent"] == pytest.approx(2.0, abs=0.01)
        assert machine.record["overhead_s"] == pytest.approx(overhead_s, rel=0.01)


def test_growth_that_only_the_largest_sizes_show_and_that_an_outgrown_cache_explains_passes() -> None:
    times = dict(zip(SIZES, (0.010, 0.010, 0.011, 0.015, 0.022), strict=True))
    assert Machine().passes(lambda n: times[int(n)], "log n")


def test_what_only_the_largest_size_shows_fails_nobody() -> None:
    times = dict(zip(SIZES, (0.50, 0.50, 0.84, 1.06, 5.0), strict=True))
    machine = Machine()
    assert machine.passes(lambda n: times[int(n)], "n log n")
    assert machine.record["interval"][0] > machine.record["allowed"]
    assert machine.record["conclusion"] == "unclear"


def test_a_steep_growth_within_the_channels_noise_passes_and_is_told_so() -> None:
    machine = Machine()
    assert machine.passes(lambda n: 2e-12 * n * n, "constant")
    assert machine.record["conclusion"] == "too little"


def test_a_failure_tells_the_exponent_with_its_interval_and_what_would_have_passed() -> None:
    times = TIMES["n^2"]
    with pytest.raises(growth.CandidateFailure) as caught:
        _measure(Machine(), times, "n")
    assert caught.value.message == (
        "Grows faster than n: 1,000 took 1.0 ms and 30,000 took 900.0 ms "
        "(about n^2.00, with 95% confidence n^2.00 to n^2.00; up to n^1.45 passes)"
    )


def _measure(machine: Machine, times: Times, asked: str) -> None:
    def run(size: int) -> None:
        machine.now += times(size)

    machine.growth.of(run, SIZES).at_most(asked)


# ── Noise ────────────────────────────────────────────────────────────────────────────────────────


def jitter(rng: random.Random, taken: float, _now: float) -> float:
    """A tenth more or so, and a heavy tail."""
    return taken * (1 + 0.1 * rng.paretovariate(2)) + rng.expovariate(5_000)


def stalls(rng: random.Random, taken: float, now: float) -> float:
    """Every seventh timing stands still for a while."""
    return jitter(rng, taken, now) + (rng.uniform(0.05, 0.3) if rng.random() < 1 / 7 else 0)


def slower(rng: random.Random, taken: float, now: float) -> float:
    """The machine comes down to a third of its speed while it is measured."""
    return jitter(rng, taken, now) * (1 + 2 * min(now / 3, 1))


def faster(rng: random.Random, taken: float, now: float) -> float:
    """The machine gets three times as fast while it is measured."""
    return jitter(rng, taken, now) * (3 - 2 * min(now / 3, 1))


def shared(rng: random.Random, taken: float, now: float) -> float:
    """Both cores are busy: what takes longer than a scheduler's slice gets half the time, and anything may wait."""
    whole = jitter(rng, taken, now) * (rng.uniform(1.3, 2.2) if taken > 0.003 else 1)
    return whole + (rng.uniform(0.003, 0.012) if rng.random() < 0.4 else 0)


NOISES = (jitter, stalls, slower, faster, shared)


def _grown(overhead_s: float, whole_s: float, power: float) -> Times:
    return lambda n: overhead_s + whole_s * (n / SIZES[-1]) ** power


HONEST: list[Times] = [
    lambda _n: 0.002,
    lambda _n: 0.05,
    _grown(0.0002, 0.2, 1),
    _grown(0.002, 0.005, 1),
    _grown(0.002, 0.02, 1),
    _grown(0.03, 0.1, 1),
    lambda n: 0.002 + 1.2e-7 * n * math.log2(n),
    lambda n: 0.001 + 1e-6 * n * (1 + n / SIZES[-1]),  # linear, and every step slower where there is more
]
QUADRATIC = [_grown(0, 0.2, 2), _grown(0.002, 0.1, 2), _grown(0.03, 1.0, 2)]


@pytest.mark.parametrize("noise", NOISES)
def test_no_noise_makes_good_work_fail(noise: Noise) -> None:
    failed = [
        seed for seed in range(SEEDS) if not Machine(noise, seed=seed).passes(HONEST[seed % len(HONEST)], "n log n")
    ]
    assert failed == []


@pytest.mark.parametrize("noise", NOISES)
def test_no_noise_makes_constant_work_look_as_if_it_grew(noise: Noise) -> None:
    assert all(Machine(noise, seed=seed).passes(HONEST[seed % 2], "constant") for seed in range(SEEDS))


@pytest.mark.parametrize("noise", NOISES)
def test_no_noise_lets_quadratic_work_pass(noise: Noise) -> None:
    passed = [
        seed for seed in range(SEEDS) if Machine(noise, seed=seed).passes(QUADRATIC[seed % len(QUADRATIC)], "n log n")
    ]
    assert passed == []


@pytest.mark.parametrize("noise", NOISES)
def test_quadratic_work_behind_much_overhead_is_rarely_given_the_benefit_of_the_doubt(noise: Noise) -> None:
    passed = sum(Machine(noise, seed=seed).passes(_grown(0.05, 1.0, 2), "n log n") for seed in range(SEEDS))
    assert passed <= SEEDS // 10


# ── How long is measured ─────────────────────────────────────────────────────────────────────────


def test_a_clear_pass_is_measured_twice_a_clear_failure_five_times_and_doubt_twenty_times() -> None:
    clear, failing, doubtful = Machine(), Machine(), Machine()
    assert clear.passes(TIMES["constant"], "n")
    assert not failing.passes(TIMES["n^2"], "n")
    assert doubtful.passes(lambda n: 1e-6 * n**1.4, "n")
    assert (clear.rounds, failing.rounds, doubtful.rounds) == (2, 5, 20)


def test_times_of_which_only_one_was_fast_are_measured_on() -> None:
    once = iter([1.0] * len(SIZES))
    machine = Machine(lambda _rng, taken, _now: taken * (2 - next(once, 0.0)))
    assert machine.passes(lambda n: 1e-5 * n, "n")
    assert machine.rounds == 20


def test_a_likely_pass_on_a_machine_that_is_never_quiet_is_measured_eight_times() -> None:
    turns = iter(range(10_000))
    machine = Machine(lambda _rng, taken, _now: taken * (1 if next(turns) < len(SIZES) else 1.5))
    assert machine.passes(lambda n: 1e-5 * n, "n")
    assert machine.rounds == 8


def test_no_round_begins_that_could_overrun_the_test() -> None:
    machine = Machine(left_s=15.0)
    assert not machine.passes(lambda n: 3.0 * (n / SIZES[-1]) ** 2, "n")
    assert machine.rounds == 3
    assert machine.now < 15.0


def test_too_few_rounds_fail_nobody_where_a_stall_could_be_all_of_it() -> None:
    machine = Machine(left_s=0.6)
    assert machine.passes(lambda n: 0.2 * (n / SIZES[-1]) ** 2, "n")
    assert (machine.rounds, machine.record["conclusion"]) == (2, "unclear")


def test_sizes_are_prepared_once_each_in_growing_order_and_run_in_both_directions() -> None:
    prepared: list[int] = []
    ran: list[int] = []

    def prepare(size: int) -> int:
        prepared.append(size)
        return -size

    growth.Growth(lambda _record: None).of(ran.append, [80, 10, 20], prepare=prepare).at_most("n^2")
    assert prepared == [10, 20, 80]
    assert ran[:6] == [-10, -20, -80, -80, -20, -10]


# ── What is recorded and refused ─────────────────────────────────────────────────────────────────


def test_every_sample_is_recorded_whether_it_passes_or_not() -> None:
    machine = Machine(lambda _rng, taken, now: taken * (2 if now < 0.01 else 1))
    assert not machine.passes(TIMES["n^2"], "n")
    record = machine.record
    assert (record["asked"], record["label"], record["sizes"]) == ("n", "label", SIZES)
    assert record["seconds"] == pytest.approx([TIMES["n^2"](size) for size in SIZES])
    assert record["samples"][0] == pytest.approx([2e-3] + [1e-3] * 4)
    assert [len(samples) for samples in record["samples"]] == [5] * len(SIZES)
    assert record["interval"] == pytest.approx((2.0, 2.0), abs=0.01)
    assert record["allowed"] == pytest.approx(1.45)
    assert (record["conclusion"], record["overhead_s"]) == ("above", 0.0)


@pytest.mark.parametrize("sizes", [(), (10,), (10, 1_000), (10, 20, 79), (0, 10, 100)])
def test_sizes_that_cannot_tell_a_class_are_refused(sizes: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="cannot tell a class of growth"):
        Machine().passes(TIMES["n"], "n", sizes=sizes)


def test_an_unknown_class_is_refused_with_those_there_are() -> None:
    with pytest.raises(LookupError, match=r"unknown class of growth 'n\^3'; there are 'constant', 'log n', 'n'"):
        Machine().passes(TIMES["n"], "n^3")


# ── The fit ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("power", [0.5, 1.0, 1.585, 2.0, 3.0])
def test_a_power_law_is_found_again(power: float) -> None:
    times = tuple(3e-7 * size**power for size in SIZES)
    assert fitting.slope(SIZES, times) == pytest.approx(power)
    assert fitting.fitted(SIZES, times).exponent == pytest.approx(power, abs=0.001)


def test_the_slope_of_one_size_is_flat() -> None:
    assert fitting.slope((10,), (1.0,)) == 0.0


def test_times_that_fall_or_are_nothing_do_not_grow() -> None:
    assert fitting.fitted(SIZES, tuple(1 / size for size in SIZES)).exponent == pytest.approx(-1.0)
    assert fitting.fitted(SIZES, (0.0,) * len(SIZES)) == (0.0, 0.0)


def test_the_interval_is_a_point_where_rounds_agree_and_wide_where_they_do_not() -> None:
    steady = [tuple(1e-5 * size for size in SIZES)] * 4
    low, high = fitting.interval(SIZES, steady)
    assert low == high == pytest.approx(1.0, abs=0.001)
    lone = [*steady[:-1], (*steady[0][:-1], steady[0][-1] * 4)]
    assert fitting.interval(SIZES, lone[2:])[1] > 1.3


# ── times that a suite took ──


@pytest.mark.parametrize(("power", "passes"), [(1, True), (2, False)])
def test_times_that_a_suite_took_itself_are_judged_and_recorded_alike(power: int, passes: bool) -> None:  # noqa: FBT001
    records: list[dict[str, Any]] = []
    samples = {size: [1e-4 * size**power * slow for slow in (1.0, 1.1, 1.02, 1.3, 1.05, 1.0)] for size in (80, 10, 20)}
    judged = growth.Growth(records.append).measured(samples, label="taken")
    if passes:
        judged.at_most("n")
    else:
        with pytest.raises(growth.CandidateFailure, match="Grows faster than n"):
            judged.at_most("n")
    (record,) = records
    assert (record["sizes"], record["label"]) == ((10, 20, 80), "taken")
    assert record["samples"] == tuple(tuple(samples[size]) for size in (10, 20, 80))


def test_times_of_sizes_that_cannot_tell_a_class_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot tell a class of growth"):
        growth.Growth(lambda _record: None).measured({10: [1.0], 20: [1.0]})
