"""The publish gate: a challenge proves itself by its own example submissions before anybody is graded with it.

accepted      full marks, every repeat alike, and time limits well above what it needed (not asked of a sample)
starter, do_nothing      about nothing
known-bad     fails exactly the requirements it names, with its verdict
cheats        no more than the same code is worth without the attack
attacks       planted into an accepted example and one that does nothing: no gain, no hidden word, no void grade
"""

from __future__ import annotations

import secrets
import tempfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

import msgspec

from grader import attacks, doctor
from grader.challenge import load_challenge, slugs
from grader.errors import ExamFailed
from grader.examples import Example, examples
from grader.grading import Circumstances, grade, learn
from grader.model import Challenge, Grade, Limits, Outcome, Value, Verdict
from grader.observing import Observer, Silent
from grader.rubric import rubric_of
from grader.running import ready_engine, take_in
from grader.sandbox.docker import DockerSandbox

_T = TypeVar("_T")

FULL_MARKS = 100.0
ABOUT_NOTHING = 5.0
DO_NOTHING = "do_nothing"
ROOM = 3.0
"""Limits stand at least this far above the slowest accepted example; DOMjudge's default factor is 2 (RUBRIC.md)."""

ROUNDS_NEEDED = 5
"""Growth needs so many rounds to fail a case; on a busy machine it takes more, while there is time (docs/growth.md)."""


class Proof(Value, frozen=True):
    """One thing the gate looked at: whether it holds, and what was seen."""

    challenge: str
    what: str
    holds: bool
    evidence: str


class _Trial(Value, frozen=True):
    """One example to be graded, ``repeat`` times."""

    name: str
    language: str
    folder: Path
    repeats: int
    judge: Callable[[Sequence[Grade]], tuple[bool, str]]


def check(  # noqa: PLR0913 - the options of one command
    names: Sequence[str],
    *,
    sandbox: DockerSandbox,
    environ: Mapping[str, str],
    jobs: int,
    repeats: int,
    only: str | None,
    quick: bool = False,
    sample: int | None = None,
    planted: bool = False,
    circumstances: Circumstances,
    observer: Observer,
) -> list[Proof]:
    """Put challenges to the proof; ``ChallengeError`` where one does not even load.

    Where ``quick``, a known-bad example is graded in one of its languages only; everything else as ever. A ``sample``
    is ``quick`` with an accepted answer a language and so many examples of each other kind, on a machine that may be
    busy: how far the limits stand above what accepted answers take is told, not judged. Where ``planted``, attacks are
    graded instead, all or a ``sample`` of so many in each language.
    """
    chosen = slugs() if tuple(names) == ("all",) else names
    challenges = [load_challenge(name) for name in chosen]
    # What an example's own tests and its code are worth is nothing that its challenge has to prove.
    circumstances = msgspec.structs.replace(circumstances, own_tests=False, analysis=False)
    images = ready_engine(sandbox, environ=environ, observer=observer)
    doctor.trust(sandbox, image=images["python"], run=f"{circumstances.run}-doctor")
    proofs: list[Proof] = []
    for challenge in challenges:
        observer.step(f"check {challenge.slug}")
        with tempfile.TemporaryDirectory(prefix="grade-attacks-") as scratch, ThreadPoolExecutor(jobs) as pool:
            found = (
                _attack_trials(challenge, sample, Path(scratch))
                if planted
                else _trials(challenge, repeats, quick=quick, sample=sample)
            )
            trials = [trial for trial in found if not only or only in trial.name]
            proofs += _languages_covered(challenge) if not only else []
            proofs += _cases_known(challenge, sandbox, images, circumstances, observer) if not only else []
            proofs += [_marked(challenge)] if not only else []
            work = [
                pool.submit(_tried, challenge, trial, sandbox, images, _numbered(circumstances, index), observer)
                for index, trial in enumerate(trials)
            ]
            try:
                proofs += [done.result() for done in work]
            except BaseException:
                # Ctrl-C must not wait for the hundred grades that have not begun.
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return proofs


def _cases_known(
    challenge: Challenge,
    sandbox: DockerSandbox,
    images: Mapping[str, str],
    circumstances: Circumstances,
    observer: Observer,
) -> list[Proof]:
    """Run each native suite against an accepted example, and keep the cases that it has beside it."""
    proofs = []
    for name in challenge.interface.suites:
        run = msgspec.structs.replace(circumstances, run=f"{circumstances.run}-{name}")
        try:
            count = learn(challenge, name, sandbox=sandbox, images=images, circumstances=run, observer=observer)
            holds, evidence = True, f"{count} cases, kept in suite/expected.json"
        except ExamFailed as error:
            holds, evidence = False, str(error)
        proofs.append(Proof(challenge=challenge.slug, what=f"the suite in {name}", holds=holds, evidence=evidence))
    return proofs


def _numbered(circumstances: Circumstances, index: int) -> Circumstances:
    return msgspec.structs.replace(circumstances, run=f"{circumstances.run}-{index}", seed=circumstances.seed + index)


def _tried(
    challenge: Challenge,
    trial: _Trial,
    sandbox: DockerSandbox,
    images: Mapping[str, str],
    circumstances: Circumstances,
    observer: Observer,
) -> Proof:
    """Grade one example as often as it asks, and judge what came of it."""
    submission = take_in(trial.folder, challenge, language=trial.language)
    grades = [
        grade(
            challenge=challenge,
            rubric=rubric_of(challenge),
            submission=submission,
            sandbox=sandbox,
            images=images,
            circumstances=_numbered(circumstances, repeat),
            observer=Silent(),
        )
        for repeat in range(trial.repeats)
    ]
    holds, evidence = _sound(grades) or trial.judge(grades)
    observer.note(f"{'holds' if holds else 'FAILS'}: {challenge.slug} {trial.name}: {evidence}")
    return Proof(challenge=challenge.slug, what=trial.name, holds=holds, evidence=evidence)


def _sound(grades: Sequence[Grade]) -> tuple[bool, str] | None:
    void = [graded for graded in grades if graded.verdict is Verdict.JUDGE_ERROR]
    return (False, f"void: {void[0].verdict_reason}") if void else None


def _trials(challenge: Challenge, repeats: int, *, quick: bool, sample: int | None) -> list[_Trial]:
    folder = Path(challenge.folder)
    found = examples(challenge)
    chosen = one_language_each(found) if quick or sample is not None else found
    starters = [
        _Trial(name=f"starter/{name}", language=name, folder=folder / "starter" / name, repeats=1, judge=about_nothing)
        for name in challenge.languages
    ]
    if sample is None:
        return starters + [_trial(challenge, example, repeats, room=True) for example in chosen]
    idle = [_trial(challenge, example, 1, room=False) for example in chosen if example.expectation == DO_NOTHING]
    kept = [_trial(challenge, example, repeats, room=False) for example in sampled(challenge.slug, chosen, sample)]
    # A starter does nothing either.
    return _by_chance(challenge.slug, [*starters, *idle], lambda each: each.name)[:sample] + kept


def one_language_each(found: Sequence[Example]) -> list[Example]:
    """Leave out, of each known-bad example, all languages but one, which its name decides; whole are those that prove.

    The fault is the same in every language, so one of them shows that the suite still sees it.
    """
    languages: dict[tuple[str, str], list[str]] = {}
    for example in found:
        languages.setdefault((example.expectation, example.name), []).append(example.language)
    return [
        example
        for example in found
        if example.expectation in {"accepted", DO_NOTHING, "cheats"}
        or example.language == _drawn(example.name, languages[example.expectation, example.name])
    ]


def sampled(slug: str, found: Sequence[Example], number: int) -> list[Example]:
    """Keep so many known-bad examples, of as many verdicts as that allows, so many cheats, and none that does nothing.

    The verdict that most of them have comes first, for a suite is written against wrong answers above all. Every
    language keeps the accepted answer that has the fewest files, which nearly always starts the soonest: a service is
    started again and again. It is always the same sample of a challenge.
    """
    by_kind: dict[str, list[Example]] = {}
    for example in _by_chance(slug, found, lambda each: f"{each.name}/{each.language}"):
        if example.expectation != DO_NOTHING:
            by_kind.setdefault(example.expectation, []).append(example)
    accepted = sorted(by_kind.pop("accepted", []), key=_size, reverse=True)
    kept = list({example.language: example for example in accepted}.values())
    kept += by_kind.pop("cheats", [])[:number]
    turns = zip_longest(*sorted(by_kind.values(), key=len, reverse=True))
    kept += [example for turn in turns for example in turn if example is not None][:number]
    return [example for example in found if example in kept]


def _size(example: Example) -> tuple[int, int]:
    files = example.files
    return len(files), sum(path.stat().st_size for path in files)


def _by_chance(slug: str, found: Sequence[_T], named: Callable[[_T], str]) -> list[_T]:
    """Shuffle, the same way every time and another for another challenge, so that all have their turn somewhere."""
    return sorted(found, key=lambda each: zlib.crc32(f"{slug}/{named(each)}".encode()))


def _drawn(name: str, languages: Sequence[str]) -> str:
    return sorted(languages)[zlib.crc32(name.encode()) % len(languages)]


def _attack_trials(challenge: Challenge, sample: int | None, scratch: Path) -> list[_Trial]:
    """Plant every attack that fits into the smallest accepted example and into the smallest that does nothing."""
    hidden = attacks.canaries(challenge) if challenge.interface.kind != "native" else frozenset[str]()
    hosts: dict[tuple[str, str], Example] = {}
    for example in sorted(examples(challenge), key=_size):
        hosts.setdefault((example.language, example.expectation), example)
    trials = []
    for attack in _drawn_attacks(challenge, sample):
        for expectation, most in (("accepted", FULL_MARKS), (DO_NOTHING, ABOUT_NOTHING)):
            host = hosts.get((attack.language, expectation))
            if host is None:
                continue
            name = f"attack/{attack.name}/{expectation}/{attack.language}"
            folder = attacks.plant(attack, host.folder, scratch / name)
            judge = partial(_harmless, attack=attack, most=most, hidden=hidden)
            trials.append(_Trial(name=name, language=attack.language, folder=folder, repeats=1, judge=judge))
    return trials


def _drawn_attacks(challenge: Challenge, sample: int | None) -> list[attacks.Attack]:
    """Take the attacks that fit; of a ``sample``, so many in each language, others for another challenge."""
    fitting = [
        attack
        for attack in attacks.attacks()
        if challenge.interface.kind in attack.interfaces and attack.language in challenge.languages
    ]
    if sample is None:
        return fitting
    drawn = _by_chance(challenge.slug, fitting, lambda each: each.name)
    by_language = {name: [attack for attack in drawn if attack.language == name] for name in challenge.languages}
    return [attack for found in by_language.values() for attack in found[:sample]]


def _harmless(
    grades: Sequence[Grade], *, attack: attacks.Attack, most: float, hidden: frozenset[str]
) -> tuple[bool, str]:
    return attacks.gains_nothing(grades[0], attack=attack, most=most, hidden=hidden)


def _marked(challenge: Challenge) -> Proof:
    without = attacks.without_canary(challenge)
    evidence = f"none in {', '.join(without)}: write one there, such as {_new_word()}" if without else "there is one"
    what = "a canary word in each file of the suite"
    return Proof(challenge=challenge.slug, what=what, holds=not without, evidence=evidence)


def _new_word() -> str:
    return f"canary-{secrets.token_hex(12)}"


def _trial(challenge: Challenge, example: Example, repeats: int, *, room: bool) -> _Trial:
    accepted = example.expectation == "accepted"
    return _Trial(
        name=f"{example.expectation}/{example.name}/{example.language}",
        language=example.language,
        folder=example.folder,
        repeats=repeats if accepted else 1,
        judge=lambda grades: judged(challenge, example, grades, room=room),
    )


def _languages_covered(challenge: Challenge) -> list[Proof]:
    covered = {example.language for example in examples(challenge) if example.expectation == "accepted"}
    return [
        Proof(
            challenge=challenge.slug,
            what=f"an accepted example in {language}",
            holds=language in covered,
            evidence="there is one" if language in covered else "there is none",
        )
        for language in challenge.languages
    ]


# ── Judging: pure ────────────────────────────────────────────────────────────────────────────────


def judged(challenge: Challenge, example: Example, grades: Sequence[Grade], *, room: bool = True) -> tuple[bool, str]:
    """Hold an example's grades against what its expected.yaml says, and accepted ones against the limits for time."""
    if example.expectation == "accepted":
        return full_marks(challenge, grades, room=room)
    if example.expectation == DO_NOTHING:
        return about_nothing(grades)
    graded = grades[0]
    if example.score_at_most is not None:
        gained = graded.score is None or graded.score > example.score_at_most
        return not gained, f"score {graded.score} of at most {example.score_at_most:g}, {graded.verdict}"
    return known_bad(challenge, example, graded)


def full_marks(challenge: Challenge, grades: Sequence[Grade], *, room: bool = True) -> tuple[bool, str]:
    """Every repeat is accepted with full marks; and where ``room`` is asked for, took at most a third of each limit."""
    worse = next((graded for graded in grades if graded.score != FULL_MARKS), None)
    if worse is not None:
        return False, f"score {worse.score}: {worse.verdict_reason}"
    if len({_outcomes(graded) for graded in grades}) > 1:
        return False, "the repeats do not agree"
    roomy, evidence = _roomy(challenge.limits, grades)
    if room and not roomy:
        return False, f"too little room: {evidence}"
    return True, evidence


def _outcomes(graded: Grade) -> tuple[tuple[str, Outcome], ...]:
    return tuple((case.name, case.outcome) for suite in graded.suites for case in suite.cases)


def _roomy(limits: Limits, grades: Sequence[Grade]) -> tuple[bool, str]:
    """Hold the most that any repeat needed against the limits; memory for the reader's eye only."""
    optional = [_optional_s(graded) for graded in grades]
    slowest = max(
        case.duration_s - spare.get(case.name, 0.0)
        for graded, spare in zip(grades, optional, strict=True)
        for suite in graded.suites
        for case in suite.cases
    )
    longest = max(
        (graded.measured.wall_time_s or 0.0) - sum(spare.values())
        for graded, spare in zip(grades, optional, strict=True)
    )
    peak = max(graded.measured.peak_memory_bytes or 0 for graded in grades)
    evidence = (
        f"full marks {len(grades)} times; slowest case {slowest:.2f} of {limits.per_test_s:g} s, all {longest:.1f} of "
        f"{limits.wall_time_s:g} s, memory {peak >> 20} of {limits.memory_bytes >> 20} MiB"
    )
    roomy = slowest * ROOM <= limits.per_test_s and longest * ROOM <= limits.wall_time_s
    return roomy, evidence


def _optional_s(graded: Grade) -> dict[str, float]:
    """Seconds of each case in which growth was timed once more to be surer of a pass."""
    spare: dict[str, float] = {}
    for suite in graded.suites:
        for series in suite.series:
            more = sum(sum(seconds[ROUNDS_NEEDED:]) for seconds in series.samples)
            spare[series.case] = spare.get(series.case, 0.0) + more
    return spare


def about_nothing(grades: Sequence[Grade]) -> tuple[bool, str]:
    """The submission does nothing and is worth about nothing."""
    score = grades[0].score
    return score is not None and score <= ABOUT_NOTHING, f"score {score}, {grades[0].verdict}"


def known_bad(challenge: Challenge, example: Example, graded: Grade) -> tuple[bool, str]:
    """The requirements named, and no others, are not met; and the verdict is the expected one."""
    failed = tuple(result.id for result in graded.requirements if result.met is False)
    wanted = example.fails if example.fails is not None else tuple(r.id for r in challenge.requirements)
    if set(failed) != set(wanted):
        return False, f"fails {', '.join(failed) or 'nothing'} instead of {', '.join(wanted)} ({graded.verdict_reason})"
    if example.verdict is not None and graded.verdict is not example.verdict:
        return False, f"verdict {graded.verdict} instead of {example.verdict} ({graded.verdict_reason})"
    return True, f"fails {', '.join(failed)}, {graded.verdict}"
