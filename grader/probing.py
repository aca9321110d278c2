"""Proves that each language works on this machine: its echo is built, examined and graded like any submission.

sandbox/<language>/probe    the echo
sandbox/probes/echo         the challenge that asks for it
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import msgspec

from grader.challenge import load_challenge
from grader.diagnosis import Finding
from grader.errors import GraderError
from grader.grading import Circumstances, grade
from grader.languages import all_languages
from grader.languages.base import Language
from grader.model import Challenge, Verdict
from grader.paths import SANDBOX
from grader.rubric import rubric_of
from grader.running import take_in
from grader.sandbox.base import Sandbox

ECHO = SANDBOX / "probes" / "echo"
SIDE_BY_SIDE = 2


def probe_languages(sandbox: Sandbox, *, images: Mapping[str, str], circumstances: Circumstances) -> list[Finding]:
    """Have every language answer; one that does not is a finding that does not hold, with the reason."""
    challenge = load_challenge(str(ECHO))

    def probed(language: Language) -> Finding:
        run = f"{circumstances.run}-{language.name}"
        alone = msgspec.structs.replace(circumstances, run=run, own_tests=False, analysis=False)
        return _probed(challenge, language, sandbox, images, alone)

    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE) as pool:
        # SQL has nothing to start: its files are handed over by a box that the others have proved.
        return list(pool.map(probed, (each for each in all_languages() if each.name in challenge.languages)))


def _probed(
    challenge: Challenge,
    language: Language,
    sandbox: Sandbox,
    images: Mapping[str, str],
    circumstances: Circumstances,
) -> Finding:
    limit = f"{language.title} works here"
    try:
        submission = take_in(SANDBOX / language.image / "probe", challenge, language=language.name)
        graded = grade(
            challenge=challenge,
            rubric=rubric_of(challenge),
            submission=submission,
            sandbox=sandbox,
            images=images,
            circumstances=circumstances,
        )
    except GraderError as error:
        return Finding(limit=limit, holds=False, evidence=str(error))
    holds = graded.verdict is Verdict.ACCEPTED
    took = f"its echo was graded in {graded.provenance.duration_s:.1f} s"
    return Finding(limit=limit, holds=holds, evidence=took if holds else f"{graded.verdict}: {graded.verdict_reason}")
