"""SARIF 2.1.0, for code scanning and for editors that show findings on their lines.

There is one run, by the driver ``grade``, with a rule for each concept; the tools, with versions, are its extensions.
GitHub lists the alerts of each driver apart, so a run for each tool would tell what several say of one line several
times, which is what was put together here; and the viewer for VS Code looks a rule up among the driver's alone. A
finding that only a tool's own rule names keeps that as its rule, as in ``ruff/E501``. Levels have three steps and
severities four: low and note are both ``note``, with the severity beside them and in ``rank``.

Messages are the tools' own words about hostile code. They are made visible, and no brackets in them can become a link,
which the viewer would follow. Braces stay single, as all tools leave them: it fills them in only where there are
arguments.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

import msgspec

from grader.model import SEVERITIES, Finding, Grade, NotMeasured, Place, Quality, Severity
from grader.reporting import words_code
from grader.reporting.text import line, visible

NAME = "sarif"
FILENAME = "report.sarif"

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""What GitHub and editors take for the folder that the submission's paths start from."""

SUPPRESSION = "grade/suppression"
_LEVELS: dict[Severity, str] = {"high": "error", "medium": "warning", "low": "note", "note": "note"}
_RANKS: dict[Severity, float] = {"high": 90.0, "medium": 60.0, "low": 30.0, "note": 10.0}
_OF_SECURITY: dict[Severity, str] = {"high": "8.0", "medium": "5.0", "low": "2.0", "note": "0.0"}
"""The middle of CVSS's bands, which GitHub sorts rules about security by."""

_HELP = re.compile(r"https://[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}(?:/[A-Za-z0-9._~/#?=&%+,:-]*)?")
_CLIMBS = re.compile(r"(?<![^/])\.\.(?![^/])")
_LINK = re.compile(r"\](?=\()")
_LONGEST = 1_000

Json: TypeAlias = dict[str, Any]


def render(grade: Grade) -> str:
    """Give the findings and suppressions; where nothing was analysed, no result and a notification that says why."""
    log = {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [_run(grade)]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _run(grade: Grade) -> Json:
    quality = grade.quality
    rules = _rules(quality)
    order = {rule["id"]: index for index, rule in enumerate(rules)}
    driver = {"name": "grade", "version": line(grade.provenance.grader_version, 40), "rules": rules}
    tools = quality.tools if quality else ()
    untold = quality.not_measured if quality else grade.not_measured
    return {
        "tool": {
            "driver": driver,
            "extensions": [{"name": line(tool.name, 60), "version": line(tool.version, 60)} for tool in tools],
        },
        "automationDetails": {"id": f"grade/{line(grade.challenge.slug, 80)}/"},
        "invocations": [
            {
                "executionSuccessful": quality is not None,
                "toolExecutionNotifications": [_notification(each) for each in untold],
            }
        ],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that was handed in."}}},
        "columnKind": "utf16CodeUnits",
        "results": [] if quality is None else [*_findings(quality, order), *_suppressions(quality, order)],
    }


def _notification(each: NotMeasured) -> Json:
    return {"level": "note", "message": _text(f"Not measured: {line(each.what, 200)}. {each.why}")}


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────


def _rule_id(finding: Finding) -> str:
    return line(finding.concept or finding.tools[0].replace(" ", "/", 1), 120)


def _rules(quality: Quality | None) -> list[Json]:
    """Describe what was found: each rule once, in the order of their names."""
    if quality is None:
        return []
    of_rule: dict[str, list[Finding]] = {}
    for finding in quality.findings:
        of_rule.setdefault(_rule_id(finding), []).append(finding)
    rules = [_rule(name, of_rule[name]) for name in sorted(of_rule)]
    return [*rules, _SUPPRESSION_RULE] if quality.suppressions else rules


def _rule(name: str, findings: Sequence[Finding]) -> Json:
    gravest = min(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    severity = gravest.severity
    tools = sorted({line(tool, 80) for finding in findings for tool in finding.tools})
    said = f"Severity {severity}: {words_code.MEANING[severity]}. Told by {', '.join(tools[:20])}."
    rule = {
        "id": name,
        "shortDescription": _text(gravest.title),
        "fullDescription": _text(f"{gravest.title}. {said}"),
        "help": _text(said),
        "defaultConfiguration": {"level": _LEVELS[severity], "rank": _RANKS[severity]},
        "properties": {"tags": [line(gravest.criterion, 60)], **_for_github(gravest)},
    }
    pages = [finding.help for finding in findings if _is_page(finding.help)]
    return rule | ({"helpUri": pages[0]} if pages else {})


def _for_github(finding: Finding) -> Json:
    return {"security-severity": _OF_SECURITY[finding.severity]} if finding.criterion == "security" else {}


def _is_page(address: str) -> bool:
    return len(address) <= _LONGEST and _HELP.fullmatch(address) is not None


_SUPPRESSION_RULE: Json = {
    "id": SUPPRESSION,
    "shortDescription": {"text": "A tool is told to look away"},
    "fullDescription": {
        "text": "A tool is told to look away. No tool obeyed it here, and a justified one is no fault."
    },
    "help": {"text": "Read whether the line says why."},
    "defaultConfiguration": {"level": "none"},
    "properties": {"tags": ["suppression"]},
}


# ── Results ──────────────────────────────────────────────────────────────────────────────────────


def _findings(quality: Quality, order: Mapping[str, int]) -> Iterator[Json]:
    seen: Counter[str] = Counter()
    for finding in quality.findings:
        rule = _rule_id(finding)
        place = Place(path=finding.path, line=finding.line)
        yield {
            "ruleId": rule,
            "ruleIndex": order[rule],
            "level": _LEVELS[finding.severity],
            "rank": _RANKS[finding.severity],
            "message": _text(finding.message or finding.title),
            "locations": [_location(place)],
            "partialFingerprints": _fingerprint(seen, rule, finding.path, finding.message),
            "properties": {
                "severity": finding.severity,
                "criterion": line(finding.criterion, 60),
                "tools": [line(tool, 80) for tool in finding.tools],
            },
        }


def _suppressions(quality: Quality, order: Mapping[str, int]) -> Iterator[Json]:
    seen: Counter[str] = Counter()
    for each in quality.suppressions:
        yield {
            "ruleId": SUPPRESSION,
            "ruleIndex": order[SUPPRESSION],
            "kind": "informational",
            "level": "none",
            "message": _text(each.text),
            "locations": [_location(each.where)],
            "partialFingerprints": _fingerprint(seen, SUPPRESSION, each.where.path, each.text),
        }


def _location(place: Place) -> Json:
    where: Json = {"artifactLocation": {"uri": _uri(place.path), "uriBaseId": ROOT}}
    if place.line > 0:
        where["region"] = {"startLine": place.line}
    return {"physicalLocation": where}


def _uri(path: str) -> str:
    """Write a path as a relative reference that can name neither a scheme nor a host, nor climb."""
    written = quote(_CLIMBS.sub("⟨..⟩", path), safe="/", errors="surrogatepass")
    return f".{written}" if written.startswith("/") else written


def _fingerprint(seen: Counter[str], rule: str, path: str, message: str) -> Json:
    """Tell a finding from others by what it says, not by its line, which moves with every edit above it."""
    said = f"{rule}\0{path}\0{message}".encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(said).hexdigest()[:32]
    seen[digest] += 1
    return {"grade/v1": f"{digest}:{seen[digest]}"}


def _text(text: str) -> Json:
    """Make a message of text that may be anything; what a viewer would take for a link is none."""
    shown = _LINK.sub("] ", visible(text[:_LONGEST]).strip())
    return {"text": shown or "(no message)"}
