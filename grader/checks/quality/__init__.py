"""Code quality and good practice: what the tools say, made comparable, and only of what the candidate wrote.

scope (minus the starter)  ->  the analysis box  ->  findings, functions merged  ->  checks  ->  Quality
                               advisories of packages, from a mirror
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence

from grader.checks.quality import box, reading
from grader.checks.quality.base import Checked, Evidence
from grader.checks.quality.box import Told
from grader.checks.quality.findings import findings_of, functions_of, in_order
from grader.checks.quality.scope import scope_of
from grader.checks.quality.vulnerabilities import advised
from grader.configuration import Advisories
from grader.deliveries import FILES_BYTES
from grader.languages.base import Language
from grader.model import Build, Challenge, NotMeasured, Package, Quality, SourceKind, Submission, Tool
from grader.norms import Norms
from grader.preparing import small_files
from grader.sandbox.base import Sandbox
from grader.starter import starter_files

WHAT = box.WHAT
MEANT = {"program": ("prints", "blocks_the_loop")}
"""Concepts that are no fault in a kind of challenge: what a program prints is its answer, and nobody else waits."""


def measure(  # noqa: PLR0913 - everything that a box and its findings depend on, named
    challenge: Challenge,
    submission: Submission,
    language: Language,
    norms: Norms,
    *,
    build: Build,
    image: str,
    sandbox: Sandbox,
    run: str,
    runtime: str = "",
    packages: Sequence[Package] = (),
    advisories: Advisories | None = None,
    ahead: box.Early | None = None,
) -> Quality | NotMeasured:
    """Measure what the candidate wrote; trouble of ours, or of a tool's, is told and costs nothing.

    ``packages`` are those that the submission was given; ``advisories`` is where to look up what is known of them.
    """
    contents = small_files(submission, most_bytes=FILES_BYTES)
    starter = starter_files(challenge, language)
    scope = scope_of(contents, starter, language)
    if not scope.of_kind(SourceKind.SOURCE, SourceKind.TEST):
        why = "; ".join(f"{path}: {why}" for path, why in sorted(scope.left_out.items())[:3])
        return NotMeasured(what=WHAT, why=why or "There is no source in the submission beside the starter's.")
    told = box.ask(
        challenge,
        submission,
        language,
        scope,
        build=build,
        image=image,
        sandbox=sandbox,
        run=run,
        runtime=runtime,
        ahead=ahead,
    )
    if isinstance(told, NotMeasured):
        return told
    known = advised(contents, starter, language, norms, packages=packages, configured=advisories)
    found = findings_of(told.findings, scope, norms, meant=MEANT.get(challenge.interface.kind, ()))
    return quality(
        Evidence(
            challenge=challenge,
            submission=submission,
            language=language,
            contents=contents,
            starter=starter,
            scope=scope,
            told=told,
            norms=norms,
            functions=functions_of(told.functions, scope),
            findings=in_order([*found, *known.findings]),
            advised=known,
        )
    )


def quality(evidence: Evidence) -> Quality:
    """Put together what every check makes of the evidence: pure, and the same for the same evidence."""
    checked = [check(evidence) for check in checks()]
    order = list(evidence.norms.measures)
    measures = sorted((each for one in checked for each in one.measures), key=lambda each: order.index(each.name))
    practices = [each for one in checked for each in one.practices]
    return Quality(
        written_lines=evidence.scope.lines(SourceKind.SOURCE),
        test_lines=evidence.scope.lines(SourceKind.TEST),
        few_lines=evidence.norms.few_lines,
        files=tuple(evidence.scope.files[path] for path in sorted(evidence.scope.files)),
        measures=tuple(measures),
        findings=evidence.findings,
        practices=tuple(practices),
        functions=evidence.functions,
        repeated=tuple(each for one in checked for each in one.repeated),
        hot_spots=reading.hot_spots(evidence),
        guide=reading.guide(evidence),
        strengths=reading.strengths(evidence, measures, practices),
        suppressions=tuple(each for one in checked for each in one.suppressions),
        tools=(
            *(Tool(name=tool.name, version=tool.version) for tool in evidence.told.tools if not tool.failed),
            *evidence.advised.tools,
        ),
        incomplete=tuple(sorted(_incomplete(evidence.told))),
        not_measured=tuple(_not_measured(evidence)),
    )


def checks() -> list[Callable[[Evidence], Checked]]:
    """Every check there is, in the order of their names: a module of this package that has ``check``."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return [module.check for module in modules if hasattr(module, "check")]


def _incomplete(told: Told) -> set[str]:
    return {tool.name for tool in told.tools if tool.failed} | {row.tool for row in told.unread if not row.path}


def _not_measured(evidence: Evidence) -> Iterator[NotMeasured]:
    for path, why in sorted(evidence.scope.left_out.items()):
        yield NotMeasured(what=path, why=f"Not analysed: {why}.")
    for tool in evidence.told.tools:
        if tool.failed:
            yield NotMeasured(what=tool.name, why=f"The tool did not get through: {tool.failed}")
    yield from _unread(evidence.told)
    yield from evidence.advised.not_measured


def _unread(told: Told) -> Sequence[NotMeasured]:
    """Say once of each file, or of a whole tool, why it was not read."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for row in told.unread:
        what = row.path or row.tool
        reasons.setdefault((what, row.why), []).append(row.tool)
    return [
        NotMeasured(what=what, why=why if what in tools else f"Not read by {', '.join(sorted(set(tools)))}: {why}")
        for (what, why), tools in sorted(reasons.items())
    ]
