"""What measures of code are held against, and what several tools say in words of their own.

challenges/_rubrics/measures/<name>.yaml
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from grader.mapping import Mapping
from grader.mistakes import Mistakes, quoted
from grader.model import SEVERITIES, Norm, Severity, Value
from grader.notation import parse_name
from grader.yaml_reader import read_yaml

FOLDER = "_rubrics/measures"


class Concept(Value, frozen=True):
    """Something that several tools have rules for; ``rules`` are ``tool:rule``, the end of which may be a star."""

    name: str
    title: str
    criterion: str
    severity: Severity
    rules: tuple[str, ...]


PRACTICES = frozenset(
    {
        "catches_what_it_means",
        "configured_by_environment",
        "ignore_file",
        "logs",
        "no_environment",
        "no_known_vulnerabilities",
        "no_output",
        "no_secrets",
        "no_swallowed_errors",
        "packages_used",
        "readme_decisions",
        "readme_run",
        "readme_test",
        "sql_parameterised",
        "tests_assert",
        "tests_present",
        "validates_input",
        "versions_pinned",
    }
)
"""The questions of good practice that the checks ask, by name; a test holds them against the checks."""

BOUNDS = ("over", "high", "medium", "no")


class Proposal(Value, frozen=True):
    """How a level is proposed from measures, findings and questions: for each level the most of each that it bears."""

    reason: str
    levels: dict[int, dict[str, int]]

    def level(self, counted: dict[str, int]) -> int | None:
        """Give the best level whose bounds all hold; none where none does."""
        holding = [level for level, most in self.levels.items() if all(counted[name] <= most[name] for name in BOUNDS)]
        return max(holding, default=None)


class Norms(Value, frozen=True, dict=True):
    """All of them; below ``few_lines`` of the candidate's own code a measure is context."""

    few_lines: int
    few_lines_source: str
    measures: dict[str, Norm]
    concepts: tuple[Concept, ...]
    proposals: dict[str, Proposal] = {}

    @cached_property
    def _by_rule(self) -> dict[str, Concept]:
        return {rule: concept for concept in self.concepts for rule in concept.rules}

    def concept(self, tool: str, rule: str) -> Concept | None:
        """Find what a tool's rule is about: by its own name, else by the longest beginning that is listed."""
        full = f"{tool}:{rule}"
        exact = self._by_rule.get(full)
        if exact is not None:
            return exact
        begun = [listed for listed in self._by_rule if listed.endswith("*") and full.startswith(listed[:-1])]
        return self._by_rule[max(begun, key=len)] if begun else None


def read_norms(path: Path, mistakes: Mistakes) -> Norms:
    """Read them, noting every mistake with its line; what comes back is to be used only where there were none."""
    given = read_yaml(path, name=f"{FOLDER}/{path.name}", mistakes=mistakes)
    given.allow(("few_lines", "few_lines_source", "measures", "concepts"), ("proposals",))
    measures = given.filled_mapping("measures")
    concepts = given.filled_mapping("concepts")
    proposals = given.mapping("proposals")
    for name in measures:
        measures.check_key(name, parse_name)
    read = Norms(
        few_lines=given.whole("few_lines", lowest=0, highest=10_000),
        few_lines_source=given.text("few_lines_source"),
        measures={name: _norm(measures.mapping(name)) for name in measures},
        concepts=tuple(_concept(name, concepts.mapping(name)) for name in concepts),
        proposals={name: _proposal(proposals.mapping(name)) for name in proposals},
    )
    _note_twice(concepts, read.concepts)
    return read


def _norm(given: Mapping) -> Norm:
    given.allow(("title", "criterion", "kind", "source"), ("limit", "unit"))
    return Norm(
        title=given.text("title"),
        criterion=given.text("criterion"),
        kind=given.text("kind"),
        source=given.text("source"),
        limit=given.number("limit", lowest=0, highest=1_000_000) if "limit" in given else None,
        unit=given.text("unit") if "unit" in given else "",
    )


def _concept(name: str, given: Mapping) -> Concept:
    given.allow(("title", "criterion", "severity", "rules"))
    return Concept(
        name=name,
        title=given.text("title"),
        criterion=given.text("criterion"),
        severity=given.parsed("severity", _severity, "note"),
        rules=tuple(rule.text for rule in given.texts("rules")),
    )


def _proposal(given: Mapping) -> Proposal:
    given.allow(("reason", "levels"))
    levels = given.filled_mapping("levels")
    levels.allow((), ("4", "3", "2", "1"))
    return Proposal(
        reason=given.text("reason"), levels={int(level): _bounds(levels.mapping(level)) for level in levels}
    )


def _bounds(given: Mapping) -> dict[str, int]:
    given.allow(BOUNDS)
    return {name: given.whole(name, lowest=0, highest=999) for name in BOUNDS}


def _severity(text: str) -> Severity:
    found = next((severity for severity in SEVERITIES if severity == text), None)
    if found is None:
        raise ValueError(f"is none of {quoted(SEVERITIES)}")
    return found


def _note_twice(given: Mapping, concepts: tuple[Concept, ...]) -> None:
    seen: dict[str, str] = {}
    for concept in concepts:
        for rule in concept.rules:
            if rule in seen:
                given.note(concept.name, f'the rule "{rule}" is {seen[rule]}\'s already')
            seen[rule] = concept.name
