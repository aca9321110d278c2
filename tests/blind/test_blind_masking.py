"""What is masked is nowhere in the grade, comes back exactly, and leaves every line where it was."""

from __future__ import annotations

import msgspec
import pytest
from blinded import ANNA, SHA, grade, shown, submission
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.blind import mask, unmask
from grader.model import (
    Case,
    Exhibit,
    History,
    LineComment,
    Masked,
    Outcome,
    Package,
    Person,
    Preparation,
    Review,
    Settled,
    SourceFile,
    SourceText,
    Suite,
    Verdict,
)

OFFSETS = "time-zone offsets"
LEAKS = {
    "name": ("# by Anna Kournikova, anna_k and KournikovaCache", ("Anna", "Kournikova", "anna_k")),
    "e-mail": ("Write to kournikova.a+jobs@gmail.com", ("gmail", "+jobs")),
    "git author": ("Author: Anna Kournikova <anna.kournikova@mail.example.net>", ("Anna", "mail.example.net")),
    "trailers": ("Co-authored-by: Bert Weissman <bert@weissman.dev>", ("Bert", "Weissman", "weissman.dev")),
    "profile links": ("[me](https://github.com/ak-tennis), linkedin.com/in/ak-tennis-12", ("ak-tennis",)),
    "file headers": ("# Created by Zoë Quist on 2026-01-01", ("Zoë", "Quist")),
    "package and group ids": (
        "package com.kournikova.lru;\nimport io.github.aktennis.util.Heap;",
        ("kournikova", "aktennis"),
    ),
    "badges": ("![build](https://travis-ci.org/aktennis/lru.svg?branch=main)", ("aktennis",)),
    "absolute paths": ('File "/home/akournik/lru/main.py", C:\\Users\\ak tennis\\x', ("akournik", "ak tennis")),
    OFFSETS: ("Date: Mon Mar 2 10:00:00 2026 +0530, 10:00 GMT+3", ("+0530", "GMT+3")),
}
WEISSMAN = Person(name="Bert Weissman", email="bert@weissman.dev")


@pytest.mark.parametrize("kind", LEAKS)
def test_each_kind_is_nowhere_in_a_masked_grade(kind: str) -> None:
    text, secrets = LEAKS[kind]
    whole = grade(
        SourceText(path="Main.java", text=f"{text}\n"),
        preparation=Preparation(notes=(text,), words=text, packages=(Package(name=text, version="1"),)),
        suites=() if kind == OFFSETS else (Suite(name="hidden", kind="function", cases=(failed(text),)),),
    )
    blind, sealed = mask(whole, submission(ANNA, WEISSMAN))
    encoded = msgspec.json.encode(blind).decode()
    assert [secret for secret in secrets if secret in encoded] == []
    assert unmask(blind, sealed) == whole


def test_an_offset_in_a_hidden_case_is_the_suite_s_data_and_stays() -> None:
    text, _ = LEAKS[OFFSETS]
    whole = grade(suites=(Suite(name="hidden", kind="function", cases=(failed(f"{text}, by Anna Kournikova"),)),))
    (case,) = mask(whole, submission(ANNA))[0].suites[0].cases
    assert case.message == f"{text}, by [name-1]"


def failed(text: str) -> Case:
    return Case(
        name="test_cache.py::test_get",
        title="A value comes back",
        requirement="R1",
        outcome=Outcome.FAILED,
        verdict=Verdict.WRONG_ANSWER,
        duration_s=0.1,
        message=text,
        details=text,
        printed=text,
        exhibits=(Exhibit(kind="exchange", title=text, text=text),),
    )


def test_a_token_says_the_kind_and_is_the_same_for_the_same_spelling() -> None:
    text = "anna wrote it, Anna tested it, anna@home.org; anna"
    assert shown(text, ANNA) == "[name-1] wrote it, [name-2] tested it, [email-1]; [name-1]"


def test_the_report_says_how_many_of_each_kind_there_were() -> None:
    blind, _ = mask(grade(SourceText(path="a.txt", text="anna Anna anna x@y.org")), submission(ANNA))
    assert blind.masked == (Masked(kind="name", count=2), Masked(kind="email", count=1))


def test_an_author_who_is_nowhere_in_the_texts_is_masked_nowhere() -> None:
    blind, sealed = mask(grade(SourceText(path="a.py", text="x = 1\n")), submission(ANNA))
    assert (blind.masked, sealed.originals) == ((), {})


def test_the_submission_is_shown_by_its_content() -> None:
    blind, sealed = mask(grade(), submission(name="anna-k"))
    assert blind.submission.name == f"submission-{SHA[:6]}"
    assert sealed.name == "anna-k"


def test_a_name_that_was_chosen_is_kept_and_gives_nobody_away() -> None:
    whole = grade(SourceText(path="a.txt", text="seventeen"))
    blind, _ = mask(whole, submission(name="candidate-seventeen"), name="candidate-seventeen")
    assert blind.submission.name == "candidate-seventeen"
    assert blind.sources[0].text == "seventeen"


def test_the_files_name_is_masked_even_where_another_was_chosen() -> None:
    whole = grade(SourceText(path="a.txt", text="by kournikova"))
    blind, _ = mask(whole, submission(name="kournikova-anna"), name="candidate-17")
    assert blind.sources[0].text == "by [name-1]"


@pytest.mark.parametrize(
    "name", ["anna-kournikova", "AnnaKournikova_lru_cache", "kournikova_anna_LRU.zip", "a.kournikova"]
)
def test_the_submissions_name_tells_who_it_is(name: str) -> None:
    assert shown("Kournikova's own", name=name) == "[name-1]'s own"


@pytest.mark.parametrize("name", ["lru-cache", "python", "Take-Home_final-v2.tar.gz", "submission_42", "LruCache"])
def test_a_submissions_name_that_says_nothing_masks_nothing(name: str) -> None:
    text = "the take-home: an lru cache in python, its home, the final submission, LruCache v2"
    assert shown(text, name=name) == text


def test_a_path_is_masked_alike_wherever_it_stands() -> None:
    path = "src/com/kournikova/Lru.java"
    whole = grade(SourceText(path=path, text=""), preparation=Preparation(words=f"{path}:3: warning"))
    blind, _ = mask(whole, submission(ANNA))
    assert blind.sources[0].path == "src/com/[name-1]/Lru.java"
    assert blind.preparation.words == "src/com/[name-1]/Lru.java:3: warning"


def test_messages_of_commits_are_masked() -> None:
    history = History(commits=1, merges=0, authors=1, first="", last="", one_word=0, subjects=("Merge anna into main",))
    ours = msgspec.structs.replace(grade().submission, history=history)
    blind, _ = mask(grade(submission=ours), submission(ANNA))
    assert blind.submission.history is not None
    assert blind.submission.history.subjects == ("Merge [name-1] into main",)


def test_a_reviewers_comment_comes_back_with_its_path() -> None:
    review = Review(
        reviewer="Anna Reviewer",
        saved="",
        judgements=(),
        comments=(LineComment(path="src/[name-1]/a.py", line=1, text="[name-1] again"),),
    )
    blind, sealed = mask(grade(SourceText(path="src/anna/a.py", text="x")), submission(ANNA))
    reviewed = msgspec.structs.replace(blind, review=Settled(reviews=(review,), level=3.0, equal_weight_level=3.0))
    plain = unmask(reviewed, sealed)
    assert plain.review is not None
    assert plain.review.reviews[0].comments == (LineComment(path="src/anna/a.py", line=1, text="anna again"),)
    assert plain.review.reviews[0].reviewer == "Anna Reviewer"


def test_a_grade_is_masked_once() -> None:
    blind, _ = mask(grade(), submission(ANNA))
    with pytest.raises(ValueError, match="masked already"):
        mask(blind, submission(ANNA))


def test_what_a_candidate_wrote_like_a_token_stays_what_it_is() -> None:
    assert shown("[name-1] [name-3] anna [email-1] Anna [[name-2]]", ANNA) == (
        "[name-1] [name-3] [name-4] [email-1] [name-5] [[name-2]]"
    )


PIECES = (
    *("anna", "Anna", "KOURNIKOVA", "Anna Kournikova", "[name-1]", "[name-", "email-1]", "[", "]", "a@b.org", "ak"),
    *("/home/ak/", "C:\\Users\\ak\\", "10:00 +0530", "@author Max Will", "Copyright (c) 2026 ", "Regards,\n", "\x00"),
    *("github.com/ak", "x.com/", ".github.io", "com.github.ak", "travis-ci.org/ak", "Zoe\u0308", "Zoë", "ß", "王小明"),
    *("\n", "\r\n", "\u2028", " "),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join)
NAMES = st.sampled_from(["Anna Kournikova", "Zoë Smithson", "王小明", "Max Will", "ak", "name", ""]) | st.text(
    max_size=20
)
PEOPLE = st.builds(lambda name, email: Person(name=name, email=email), NAMES, NAMES | st.just("anna.k@x.org"))


@settings(deadline=None)
@given(
    st.lists(TEXTS, max_size=4), st.lists(PEOPLE, max_size=3), st.sampled_from(["anna-k", "x"]) | st.text(max_size=12)
)
def test_unsealing_restores_every_text_and_masking_moves_no_line(
    texts: list[str], people: list[Person], name: str
) -> None:
    whole = grade(
        *(SourceText(path=text, text=text) for text in texts), preparation=Preparation(notes=tuple(texts), words=name)
    )
    ours = msgspec.structs.replace(whole.submission, name=name, files=(SourceFile(path=name, size=1, lines=1),))
    whole = msgspec.structs.replace(whole, submission=ours)
    blind, sealed = mask(whole, submission(*people, name=name))
    assert unmask(blind, sealed) == whole
    for before, after in zip(whole.sources, blind.sources, strict=True):
        assert len(before.text.splitlines()) == len(after.text.splitlines())


HOSTILE = (
    *(
        "a",
        "a.",
        "a@",
        "@a.",
        "a@a.b ",
        "github.com/a",
        "https://github.com/a.",
        ".github.io",
        "/home/",
        "C:\\Users\\a ",
    ),
    *(
        "com.github.a",
        "10:00",
        "10:00 +",
        "Copyright (c) 2024,",
        "copyright  ",
        "Author: A ",
        "a and ",
        "Regards,\n",
        "\n",
    ),
    *(
        "anna",
        "AnnaAnna",
        "annakournikov",
        "Anna Kournikov ",
        "[name-1]",
        "[name-",
        "a\u0308",
        "TZ=Europe/",
        "A B C ",
        "{",
    ),
    *("img.shields.io/github/", "package a.", "<developer>", "x.com/", "王", "2024-01-01 Europe/", "//a:", " "),
)


@pytest.mark.parametrize("seed", HOSTILE)
def test_hostile_text_takes_no_time_that_grows_faster_than_it(seed: str) -> None:
    # With a pattern that goes back over what it has read, this would be ten thousand million steps.
    text = seed * (100_000 // len(seed))
    assert shown(text, ANNA, Person(name="王小明"), path="pom.xml").count("\n") == text.count("\n")


def test_megabytes_of_hostile_text_are_masked_within_the_tests_time() -> None:
    text = "".join(seed * (70_000 // len(seed)) for seed in HOSTILE)
    assert len(text) > 2 << 20
    assert shown(text, ANNA, path="README.md").count("\n") == text.count("\n")


def test_twenty_thousand_addresses_are_masked_and_counted() -> None:
    text = "".join(f"a{number}@b.org " for number in range(20_000))
    blind, _ = mask(grade(SourceText(path="a.txt", text=text)), submission())
    assert blind.masked == (Masked(kind="email", count=20_000),)
