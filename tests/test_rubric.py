"""Rubrics: the shipped ones say what they must, and an author is told what is wrong with another."""

from __future__ import annotations

from pathlib import Path

import pytest
from authoring import changed, write, write_challenge

from grader.challenge import load_challenge
from grader.errors import ChallengeError
from grader.paths import CHALLENGES
from grader.rubric import LEVELS, Criterion, Rubric, load_rubric, rubric_names, rubric_of

Change = tuple[str, str]

NAMES = [
    "correctness",
    "edge_cases",
    "integrity",
    "efficiency",
    "design",
    "own_tests",
    "security",
    "communication",
]

CRITERION = """\
    title: {title}
    weight: {weight}
    measured: true
    who: The machine.
    evidence: Cases.
    anchors: {{4: all, 3: most, 2: some, 1: none}}
    norm: None.
    source: House rule.
"""

YAML = (
    """\
title: Small
version: 2.0.0
weights_reason: Because.
levels: {4: strong, 3: good, 2: partial, 1: not yet}
propose:
  shares: {4: 1.0, 3: 0.75, 2: 0.5}
  reason: House rule.
ignore: [Formatting]
criteria:
  correctness:
"""
    + CRITERION.format(title="Correct", weight=60)
    + "  design:\n"
    + CRITERION.format(title="Designed", weight=40)
)


def mistakes_in(root: Path, *changes: Change) -> tuple[str, ...]:
    write(root / "_rubrics" / "small.yaml", changed(YAML, *changes))
    with pytest.raises(ChallengeError) as caught:
        load_rubric("small", root=root)
    return caught.value.mistakes


def criterion_of(name: str) -> Criterion:
    found = load_rubric("algorithm").criterion(name)
    assert found is not None
    return found


# ── The shipped ones ──


@pytest.mark.parametrize("name", rubric_names(root=CHALLENGES))
def test_every_shipped_rubric_loads_with_anchors_for_every_level(name: str) -> None:
    rubric = load_rubric(name)
    assert rubric.weights_reason
    assert rubric.ignore
    assert set(rubric.level_names) == set(LEVELS)
    for criterion in rubric.criteria:
        assert all(criterion.anchors[level] for level in LEVELS), criterion.name


def test_the_algorithm_rubric_has_the_eight_criteria_and_their_weights() -> None:
    rubric = load_rubric("algorithm")
    assert [criterion.name for criterion in rubric.criteria] == NAMES
    assert [criterion.weight for criterion in rubric.criteria] == [30, 15, 5, 20, 10, 10, 5, 5]
    assert [criterion.name for criterion in rubric.criteria if criterion.measured] == NAMES[:4]


def test_a_rule_without_a_published_norm_says_that_it_is_ours() -> None:
    assert load_rubric("algorithm").propose_reason.startswith("House rule")
    assert criterion_of("integrity").source == "House rule."


@pytest.mark.parametrize(
    ("fraction", "level"),
    [(1.0, 4), (0.999, 3), (0.8, 3), (4 / 5, 3), (0.799, 2), (0.5, 2), (0.499, 1), (0.0, 1)],
)
def test_a_level_is_proposed_from_the_share_of_points(fraction: float, level: int) -> None:
    assert criterion_of("correctness").proposed_level(fraction) == level


@pytest.mark.parametrize(("fraction", "level"), [(1.0, 4), (0.99, 2), (0.5, 2), (0.49, 1)])
def test_one_violation_of_integrity_caps_the_level_at_2(fraction: float, level: int) -> None:
    assert criterion_of("integrity").proposed_level(fraction) == level


# ── Finding one ──


def test_a_challenge_uses_the_rubric_beside_it_before_a_shipped_one(tmp_path: Path) -> None:
    write(tmp_path / "_rubrics" / "algorithm.yaml", changed(YAML, ("  design:", "  edge_cases:")))
    challenge = load_challenge(str(write_challenge(tmp_path)))
    assert rubric_of(challenge).version == "2.0.0"


def test_a_challenge_elsewhere_uses_the_shipped_rubric(tmp_path: Path) -> None:
    challenge = load_challenge(str(write_challenge(tmp_path)))
    assert rubric_of(challenge) == load_rubric("algorithm")


def test_an_unknown_rubric_is_told_the_near_miss(tmp_path: Path) -> None:
    with pytest.raises(ChallengeError) as caught:
        load_rubric("algoritm", root=tmp_path)
    assert caught.value.mistakes == ('_rubrics: unknown rubric "algoritm". Did you mean "algorithm"?',)


def test_a_change_of_a_rubric_changes_its_hash(tmp_path: Path) -> None:
    path = write(tmp_path / "_rubrics" / "small.yaml", YAML)
    before = load_rubric("small", root=tmp_path).sha256
    path.write_text(YAML + "# changed\n", encoding="utf-8")
    assert load_rubric("small", root=tmp_path).sha256 != before


# ── What an author is told ──


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (("weights_reason:", "weight_reason:"), '3: unknown key "weight_reason". Did you mean "weights_reason"?'),
        (("weights_reason: Because.\n", ""), '1: missing key "weights_reason". It is required here.'),
        (("version: 2.0.0", "version: 2"), '2: "version": "2" is not a semantic version such as 1.0.0.'),
        (("weight: 40", "weight: 30"), "9: the weights add up to 90, not 100."),
        (("weight: 40", "weight: -40"), '21: "weight" must be a whole number from 1 to 100, not "-40".'),
        (("levels: {4: strong, 3", "levels: {3"), '4: missing key "4". It is required here.'),
        (("4: strong", "5: strong"), '4: unknown key "5".'),
        (("3: 0.75", "3: 0.25"), "6: a higher level needs at least the share of a lower one. Put them in order."),
        (("3: 0.75", "3: 75"), '6: "3" must be a number from 0 to 1, not "75".'),
        (("2: 0.5}", "1: 0.5}"), '6: unknown key "1".'),
        (("ignore: [Formatting]", "ignore: []"), '8: "ignore" is empty. It takes at least one entry.'),
        (("  design:", "  Design:"), '19: "Design" is not a name in snake_case such as add_all.'),
        (("  design:", "  correctness:"), '19: "correctness" stands here twice, first in line 10. Keep one.'),
    ],
)
def test_an_author_is_told_file_line_and_remedy(change: Change, mistake: str, tmp_path: Path) -> None:
    told = mistakes_in(tmp_path, change)
    assert [text for text in told if text.startswith(f"_rubrics/small.yaml:{mistake}")], told


def test_whether_a_criterion_is_measured_is_true_or_false(tmp_path: Path) -> None:
    yaml = YAML.replace("measured: true", "measured: yes", 1)
    write(tmp_path / "_rubrics" / "small.yaml", yaml)
    with pytest.raises(ChallengeError) as caught:
        load_rubric("small", root=tmp_path)
    assert caught.value.mistakes == ('_rubrics/small.yaml:13: "measured" must be true or false, not "yes".',)


# ── Extending, items and tests ──

EXTENDING = """\
extends: small
title: Smaller
version: 1.0.0
weights_reason: Because it is smaller.
criteria:
  correctness:
    weight: 70
    anchors: {2: a few}
    items:
      all: {text: All are met, from: requirements}
      names: {text: Names carry meaning}
  design: {weight: 30}
"""


def extending(root: Path, *changes: Change) -> Rubric:
    write(root / "_rubrics" / "small.yaml", YAML)
    write(root / "_rubrics" / "smaller.yaml", changed(EXTENDING, *changes))
    return load_rubric("smaller", root=root)


def test_an_extending_rubric_says_only_what_differs(tmp_path: Path) -> None:
    rubric = extending(tmp_path)
    correctness = rubric.criterion("correctness")
    assert correctness is not None
    assert (rubric.title, correctness.title, correctness.weight) == ("Smaller", "Correct", 70)
    assert correctness.anchors == {4: "all", 3: "most", 2: "a few", 1: "none"}
    assert [item.name for item in correctness.items] == ["all", "names"]
    assert rubric.ignore == ("Formatting",)


def test_a_change_of_the_extended_rubric_is_a_change_of_the_extending_one(tmp_path: Path) -> None:
    before = extending(tmp_path).sha256
    write(tmp_path / "_rubrics" / "small.yaml", YAML.replace("House rule", "Our rule"))
    assert load_rubric("smaller", root=tmp_path).sha256 != before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("extends: small", "extends: smal"), '_rubrics/smaller.yaml:1: unknown rubric "smal". Did you mean "small"?'),
        (("extends: small", "extends: smaller"), '_rubrics/smaller.yaml:1: "smaller" extends this rubric in turn.'),
        (("{weight: 30}", "{weight: 20}"), "_rubrics/smaller.yaml:5: the weights add up to 90, not 100."),
        (
            ("from: requirements", "from: practise logs"),
            '_rubrics/smaller.yaml:10: "from": unknown evidence "practise".',
        ),
        (("from: requirements", "from: practice logz"), '_rubrics/smaller.yaml:10: "from": unknown practice "logz".'),
        (("names: {text", "Na mes: {text"), "_rubrics/smaller.yaml:11:"),
    ],
)
def test_mistakes_of_an_extending_rubric_name_its_lines(tmp_path: Path, change: Change, told: str) -> None:
    with pytest.raises(ChallengeError) as caught:
        extending(tmp_path, change)
    assert any(mistake.startswith(told) for mistake in caught.value.mistakes), caught.value.mistakes


def test_levels_from_own_tests_are_shares_in_per_cent(tmp_path: Path) -> None:
    shares = "design: {weight: 30, propose_from_tests: {4: {caught: 80}, 2: {passing: 50}}}"
    design = extending(tmp_path, ("design: {weight: 30}", shares)).criterion("design")
    assert design is not None
    assert design.propose_from_tests == {4: {"caught": 80}, 2: {"passing": 50}}
    with pytest.raises(ChallengeError, match='unknown key "cought"'):
        extending(tmp_path, ("design: {weight: 30}", shares.replace("caught", "cought")))


def test_the_shipped_rubrics_have_items_under_every_criterion() -> None:
    for name in rubric_names(root=CHALLENGES):
        assert all(len(criterion.items) >= 2 for criterion in load_rubric(name).criteria), name
