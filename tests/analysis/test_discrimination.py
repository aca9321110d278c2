"""Good and poor work is told apart: every accepted example stands above one that no engineer would want to take over.

    poor/<challenge>/<language>/    a submission that does the main thing, badly made; nobody is asked to pass with it

Of each challenge one language is measured, so that all languages have their turn and the whole takes a minute or two;
``GRADER_DISCRIMINATION=all`` measures every language of every challenge.

What is asserted, and why no more: a level is proposed from counts, and counts know no names, boundaries or needless
layers. So a good example may be proposed a level too low (a long, plain statement in SQL counts as a long function) and
a poor one a level too high. What has to be right is the order of the two, which is what a reviewer reads from them; and
that poor work is never proposed the best level, which says that nothing stands in a reader's way.
"""

from __future__ import annotations

import os
import secrets
from contextlib import closing
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import pytest
from bench import calibration

from grader.challenge import load_challenge, slugs
from grader.checks.quality.servers import EXPECTED, Servers
from grader.languages import find
from grader.model import Build
from grader.rubric import load_rubric
from grader.running import take_in
from grader.sandbox import images

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model import Challenge, Submission
    from grader.norms import Norms
    from grader.sandbox.docker import DockerSandbox

    Measure = Callable[[str, str], "Pair"]

POOR = Path(__file__).with_name("poor")
WEIGHTS = {"high": 4.0, "medium": 2.0, "low": 1.0, "note": 0.25}
SEPARATE = ("cognitive_worst", "duplicated", "grave")
FACTOR = 2.0
"""How many times higher each of these has to be in poor work, on average: less would be no help to a reviewer."""

TURN = 2
"""Where the languages' turns begin: so that Java, which takes longest, falls to challenges that bring no framework."""

Place = tuple[int, int, float]


class Pair:
    """What was measured of one challenge in one language: the poor example, and the accepted ones."""

    def __init__(self, poor: calibration.Row, accepted: list[calibration.Row]) -> None:
        self.poor = poor
        self.accepted = accepted


def chosen(*, everything: bool) -> list[tuple[str, str]]:
    """Challenges and the languages to measure them in: all, or one each, in turn."""
    languages = {slug: sorted(folder.name for folder in (POOR / slug).glob("*")) for slug in slugs()}
    if everything:
        return [(slug, language) for slug, names in languages.items() for language in names]
    return [
        (slug, names[(number + TURN) % len(names)]) for number, (slug, names) in enumerate(languages.items()) if names
    ]


CHOSEN = chosen(everything=os.environ.get("GRADER_DISCRIMINATION") == "all")


# ── The order: pure ──────────────────────────────────────────────────────────────────────────────


def place(row: calibration.Row, norms: Norms) -> Place:
    """Where a person would put it, the higher the better: design, then security, then what there is to object to."""
    return row.levels["design"] or 0, row.levels["security"] or 0, -objections(row, norms)


def objections(row: calibration.Row, norms: Norms) -> float:
    """Measures over their limit (shares of little code left out, as in the product), and findings per 100 lines."""
    weighed = sum(WEIGHTS[severity] * count for severity, count in row.findings.items())
    return sum(is_over(row, name, norms) for name in row.measures) + 100 * weighed / max(row.lines, 1)


def is_over(row: calibration.Row, name: str, norms: Norms) -> bool:
    norm = norms.measures[name]
    little = norm.unit == "%" and row.lines < norms.few_lines
    return norm.limit is not None and not little and row.measures[name] > norm.limit


def value(row: calibration.Row, name: str) -> float | None:
    """One number of a row; None only where a tool did not measure it."""
    if name == "grave":
        return 100 * (row.findings["high"] + row.findings["medium"]) / max(row.lines, 1)
    return row.measures.get(name)


def told(row: calibration.Row, norms: Norms) -> str:
    design, security, negated = place(row, norms)
    return (
        f"{row.name}: design {design}, security {security}, objections {-negated:.1f}; {row.lines} lines, "
        f"findings {row.findings}, measures {row.measures}"
    )


def average(rows: list[calibration.Row], name: str) -> float:
    numbers = [number for row in rows if (number := value(row, name)) is not None]
    assert numbers, f"{name} was measured of none of {[row.name for row in rows]}"
    return mean(numbers)


# ── What is measured ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def measure(engine: DockerSandbox) -> Iterator[Measure]:
    """Each example is measured once, whatever number of tests ask for it; in boxes like those of a batch."""
    built = images.build(
        engine.client, report=lambda _line: None, environ=os.environ, names=["analysis", find("java").image]
    )
    servers = Servers(engine, run=f"test-{secrets.token_hex(6)}", jobs=1, expected=EXPECTED)
    bench = calibration.Bench(engine, images.wanted() | built, servers)
    known: dict[tuple[str, str], Pair] = {}

    def measured(slug: str, language: str) -> Pair:
        if (slug, language) not in known:
            good = sorted(Path(load_challenge(slug).folder, "submissions", "accepted").glob(f"*/{language}"))
            rows = [example(bench, slug, folder, language) for folder in (POOR / slug / language, *good)]
            known[slug, language] = Pair(rows[0], rows[1:])
        return known[slug, language]

    with closing(servers):
        yield measured


def example(bench: calibration.Bench, slug: str, folder: Path, language: str) -> calibration.Row:
    """Measure a folder as a grade does, without what only an exam needs: packages, where nothing is compiled."""
    challenge = load_challenge(slug)
    submission = take_in(folder, challenge, language=language)
    name = "/".join((slug, folder.parent.name if folder.is_relative_to(challenge.folder) else "poor", language))
    row = calibration.measured(bench, name, challenge, submission, classes(bench, challenge, submission, name))
    assert not row.why_not, f"{name} was not measured: {row.why_not}"
    return row


def classes(bench: calibration.Bench, challenge: Challenge, submission: Submission, name: str) -> Build:
    """Compile Java, whose bytecode a tool reads."""
    if submission.language != "java":
        return Build(image="")
    build = calibration.built(bench, challenge, submission)
    assert build.failure is None, f"{name} does not compile: {build.failure}"
    return build


# ── Tests ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("slug", slugs())
def test_every_shipped_challenge_has_a_poor_example_in_every_language(slug: str) -> None:
    wanted = set(load_challenge(slug).languages) - {"sql"}
    assert {folder.name for folder in (POOR / slug).glob("*")} == wanted


def test_one_language_of_each_challenge_is_measured_and_all_have_their_turn() -> None:
    once = chosen(everything=False)
    assert [slug for slug, _ in once] == list(slugs())
    assert {language for _, language in once} == {language for _, language in chosen(everything=True)}


@pytest.mark.docker
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("slug", "language"), CHOSEN)
def test_every_accepted_example_stands_above_the_poor_one(slug: str, language: str, measure: Measure) -> None:
    pair = measure(slug, language)
    norms = load_rubric(load_challenge(slug).rubric).norms
    assert pair.accepted
    assert (pair.poor.levels["design"] or 0) <= 2, told(pair.poor, norms)
    for row in pair.accepted:
        numbers = f"\n{told(row, norms)}\n{told(pair.poor, norms)}"
        assert place(row, norms) > place(pair.poor, norms), numbers


@pytest.mark.docker
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", SEPARATE)
def test_on_average_over_the_challenges_a_number_separates_good_from_poor(name: str, measure: Measure) -> None:
    pairs = [measure(slug, language) for slug, language in CHOSEN]
    poor = average([pair.poor for pair in pairs], name)
    # A challenge with many accepted examples weighs no more than one with few.
    good = mean(average(pair.accepted, name) for pair in pairs)
    each = "; ".join(
        f"{pair.poor.name} {value(pair.poor, name)}, good {average(pair.accepted, name):.1f}" for pair in pairs
    )
    assert poor > FACTOR * good, f"{name}: poor {poor:.1f}, good {good:.1f} ({each})"
