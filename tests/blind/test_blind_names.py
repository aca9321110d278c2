"""A name is found in whatever way it is spelled, and an ordinary word is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from blinded import ANNA, shown

from grader.blind.identities import MAX_IDENTITIES
from grader.blind.spellings import Edge
from grader.blind.terms import Term, Terms
from grader.blind.words import ordinary_words, shared_accounts
from grader.model import Person, SourceText


@pytest.mark.parametrize(
    "spelling",
    [
        *("Anna Kournikova", "anna kournikova", "ANNA KOURNIKOVA", "Kournikova, Anna", "Kournikova Anna"),
        *(
            "annakournikova",
            "anna.kournikova",
            "anna_kournikova",
            "anna-kournikova",
            "AnnaKournikova",
            "kournikova-anna",
        ),
        *("a.kournikova", "akournikova", "A. Kournikova", "a_kournikova", "anna.k", "annak", "anna_k", "Anna K"),
        *("Anna", "anna", "KOURNIKOVA", "Anna%20Kournikova"),
    ],
)
def test_a_name_is_found_however_it_is_written(spelling: str) -> None:
    assert shown(f"by {spelling}!", ANNA) == "by [name-1]!"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("class KournikovaCache", "class [name-1]Cache"),
        ("getAnna()", "get[name-1]()"),
        ("LRUAnna", "LRU[name-1]"),
        ("anna_cache, cache_anna, ANNA_CACHE", "[name-1]_cache, cache_[name-1], [name-2]_CACHE"),
        ("anna2, 2anna", "[name-1]2, 2[name-1]"),
        ("kournikovacache", "[name-1]cache"),
        ("theannakournikovacache", "the[name-1]cache"),
        ("Anna's", "[name-1]'s"),
    ],
)
def test_a_name_is_found_inside_an_identifier(text: str, expected: str) -> None:
    assert shown(text, ANNA) == expected


@pytest.mark.parametrize("word", ["hanna", "annakey", "annals", "Annabel", "savanna", "joanna"])
def test_a_short_name_inside_another_word_is_none(word: str) -> None:
    assert shown(word, ANNA) == word


CODE = """\
max(values); Math.max(a, b); will = mark; mark_read(x); maxWill; MAX_WILL; Max will be reached
case Rank.LEE: return cache[rank]; def test_case(self): art = bill + grace  # the rank of an array
li_na, lina, LiNa
"""


@pytest.mark.parametrize(
    "name", ["Max Will", "Mark Case", "Bill Grace", "Art Rank", "Li Na", "Lee Array", "Test Cache", "Max"]
)
def test_an_ordinary_word_is_no_proof_of_anybody(name: str) -> None:
    assert shown(CODE, Person(name=name, email="dev@cache.test")) == CODE


@pytest.mark.parametrize("spelling", ["Max Will", "Will, Max"])
def test_a_name_of_ordinary_words_is_masked_where_all_of_it_stands(spelling: str) -> None:
    assert shown(f"# {spelling}, max and will", Person(name="Max Will")) == "# [name-1], max and will"


def test_of_a_name_with_one_telling_part_only_that_stands_for_itself() -> None:
    text = "Max Kournikova: max, mkournikova, max_kournikova, maxk, kournikova"
    assert shown(text, Person(name="Max Kournikova")) == "[name-1]: max, [name-2], [name-3], maxk, [name-4]"


@pytest.mark.parametrize(
    ("name", "email", "text"),
    [
        ("x", "kournikova92@gmail.com", "kournikova92"),
        ("x", "kournikova92@gmail.com", "kournikova"),
        ("x", "4711+aktennis@users.noreply.github.com", "aktennis"),
        ("x", "kournikova+jobs@gmail.com", "kournikova"),
        ("x", "maxwill@gmail.com", "maxwill"),
        ("x", "max1990@gmail.com", "max1990"),
        ("", "anna@Annas-MacBook.local", "anna@annas-macbook.local"),
        ("", "someone@localhost", "someone@localhost"),
        ("aktennis", "", "AkTennis"),
        ("anna.k@home.org", "", "anna.k@home.org"),
    ],
)
def test_what_an_address_or_an_account_gives_away_is_masked(name: str, email: str, text: str) -> None:
    assert text not in shown(f"<{text}>", Person(name=name, email=email))


@pytest.mark.parametrize(
    "email", ["info@kournikova.example", "dev@a.example", "test@b.example", "me@c.example", "max.price@d.example"]
)
def test_an_address_that_is_a_common_word_gives_nobody_away(email: str) -> None:
    text = "info dev test me; max.price; max_price; the max price"
    assert shown(text, Person(email=email)) == text


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
        ("GitHub", "noreply@github.com"),
        ("Assistant Kodex", "noreply@assistant.example"),
    ],
)
def test_a_program_that_signs_commits_is_nobody(name: str, email: str) -> None:
    text = "dependabot and GitHub and Kodex"
    assert shown(text, Person(name=name, email=email)) == text


@pytest.mark.parametrize(
    "person", [Person(name="@"), Person(email="@x"), Person(email="me@"), Person(name="-"), Person(name=". ,")]
)
def test_signs_are_nobodys_name(person: Person) -> None:
    assert shown("@x = -me.x, @.", person) == "@x = -me.x, @."


# ── scripts and accents ──


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "spelling", ["Zoë Müller", "zoëmüller", "müller", "MÜLLER", "Zoe", "Muller", "mueller", "zoe_mueller"]
)
def test_accents_may_be_composed_decomposed_spelled_out_or_missing(spelling: str, form: str) -> None:
    person = Person(name=unicodedata.normalize("NFD", "Zoë Müller"))
    assert shown(f"({unicodedata.normalize(form, spelling)})", person) == "([name-1])"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("王小明", "作者王小明写的", "作者[name-1]写的"),
        ("王 小明", "王小明 / 王 小明", "[name-1] / [name-2]"),
        ("김철수", "김철수가", "[name-1]가"),
        ("Иван Петров", "Иван Петров, ПЕТРОВ, ivan", "[name-1], [name-2], ivan"),
        ("प्रिया शर्मा", "प्रिया शर्मा ने", "[name-1] ने"),
        ("Łukasz Żółć", "lukasz Łukasz", "[name-1] [name-2]"),
        ("Conan O'Brien", "O'Brien, obrien, ConanOBrien", "[name-1], [name-2], [name-3]"),
        ("Anne-Marie Dupont", "annemarie Anne-Marie dupont", "[name-1] [name-2] [name-3]"),
        ("Ludwig van Beethoven", "van beethoven; van; vanbeethoven", "[name-1]; van; [name-2]"),
        ("İlker Kaya", "ilker İlker", "[name-1] [name-2]"),
    ],
)
def test_names_of_the_world_are_found(name: str, text: str, expected: str) -> None:
    assert shown(text, Person(name=name)) == expected


# ── many at once ──


def test_the_longest_spelling_that_fits_is_taken() -> None:
    terms = Terms([Term("anna"), Term("annak"), Term("anna k")])
    text = "annak anna k annaKey annakey anna"
    assert [text[found.start : found.end] for found in terms(text)] == ["annak", "anna k", "anna", "anna"]


def test_an_exact_spelling_keeps_its_case() -> None:
    terms = Terms([Term("Max Will", edge=Edge.EXACT)])
    assert [found.start for found in terms("max will Max Will MAX WILL")] == [9]


def test_no_terms_find_nothing() -> None:
    assert list(Terms([])("anything")) == []


def test_more_names_than_are_looked_for_do_not_push_out_those_of_the_commits() -> None:
    many = "".join(
        f"@author Abcde{chr(97 + number // 26)}{chr(97 + number % 26)}f\n" for number in range(2 * MAX_IDENTITIES)
    )
    people = [Person(name=f"Qwert{chr(97 + number // 26)}{chr(97 + number % 26)} Poiuz") for number in range(50)]
    assert shown(f"{many}\nqwertbx", *people, path="README.md").endswith("\n[name-601]")


def test_hundreds_of_names_that_begin_alike_are_found() -> None:
    people = [Person(name="abcdefghij"[:length] * 9) for length in range(3, 10)]
    assert shown("abc" * 9, *people) == "[name-1]"


def test_words_are_written_in_small_letters_and_none_stands_twice() -> None:
    assert all(word == word.lower() for word in ordinary_words() | shared_accounts())
    assert {
        "max",
        "mark",
        "will",
        "art",
        "bill",
        "grace",
        "lee",
        "case",
        "test",
        "cache",
        "rank",
        "array",
    } <= ordinary_words()


def test_a_file_that_others_wrote_gives_nobody_away() -> None:
    lock = SourceText(path="node_modules/heap/package.json", text='{"author": "Quentin Heapman"}')
    assert shown(lock.text, path=lock.path) == lock.text


@pytest.mark.parametrize("control", ["\x1e", "\x0b", "\x85", "\u2028", "\x00"])
def test_a_name_ends_at_whatever_some_programs_take_for_the_end_of_a_line(control: str) -> None:
    assert shown(f"@author Max Will{control}A") == f"@author [name-1]{control}A"
