"""Every disguised copy lies above every two answers that nobody copied, in each language."""

from __future__ import annotations

import ast

import disguises
import pytest

from grader.similarity.child import Job, answer
from grader.similarity.engine import Fingerprint, compare


def share(one: Fingerprint, other: Fingerprint) -> float:
    return max(compare(one, other))


def fingerprint(who: disguises.Answer, texts: disguises.Texts) -> Fingerprint:
    return answer(Job(key="", language=who.language, texts=dict(texts), starter=dict(who.starter)))


@pytest.mark.parametrize("language", disguises.LANGUAGES)
def test_every_copy_has_more_in_common_with_its_original_than_any_two_independent_answers(language: str) -> None:
    found = disguises.answers(language)
    prints = {str(each): fingerprint(each, each.texts) for each in found}
    independent = {
        f"{one} {other}": share(prints[str(one)], prints[str(other)])
        for one, other in disguises.pairs(found)
        if not disguises.are_related(one, other)
    }
    copied = {
        f"{each} {disguise}": share(prints[str(each)], fingerprint(each, texts))
        for each in found
        for disguise, texts in disguises.copies(each)
    }
    largest = max(independent.values())
    assert {name: found for name, found in copied.items() if found <= largest} == {}
    assert len(independent) >= 5
    assert len(copied) == len(found) * len(disguises.DISGUISES)


@pytest.mark.parametrize("language", disguises.LANGUAGES)
def test_a_disguise_changes_the_text_and_the_seed_decides_how(language: str) -> None:
    for each in disguises.answers(language)[:2]:
        once, again, other = (
            dict(disguises.copies(each)),
            dict(disguises.copies(each)),
            dict(disguises.copies(each, seed=1)),
        )
        assert once == again
        assert once["everything"] != other["everything"]
        assert all(once[name] != each.texts for name in ("renamed", "reformatted", "everything"))


def test_a_copy_in_python_is_still_python() -> None:
    for each in disguises.answers("python"):
        for _, texts in disguises.copies(each):
            assert all(ast.parse(text) for text in texts.values())
