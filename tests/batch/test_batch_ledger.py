"""``batch.json``: whole or as it was, for its owner alone, and refused where it is not what was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.batch.ledger import FILENAME, VERSION, Entry, Ledger, What, alone, read_ledger, write_ledger
from grader.errors import UserError

ANNA = Entry(id="anna", what=What.GRADED, told="accepted", folder="submission-1", parts={"seed": "7"}, duration_s=1.5)
LEDGER = Ledger(version=VERSION, challenge="till", seed=7).noting(ANNA)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_ledger(tmp_path, LEDGER)
    assert read_ledger(tmp_path, challenge="till", seed=1) == LEDGER
    assert LEDGER.folders == {"submission-1": "anna"}


def test_it_is_its_owners_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_ledger(tmp_path, Ledger(version=VERSION, challenge="till", seed=1))
    write_ledger(tmp_path, LEDGER)
    assert (tmp_path / FILENAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILENAME]


def test_where_there_is_none_one_begins_with_the_seed(tmp_path: Path) -> None:
    assert read_ledger(tmp_path, challenge="till", seed=9) == Ledger(version=VERSION, challenge="till", seed=9)


def test_a_link_that_stands_in_its_place_is_replaced_and_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    (tmp_path / FILENAME).symlink_to(other)
    write_ledger(tmp_path, LEDGER)
    assert other.read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "is broken"), ('{"version": 99, "challenge": "till", "seed": 1}', "of version 99"), ("[]", "is broken")],
)
def test_one_that_is_not_ours_is_refused_and_left(content: str, words: str, tmp_path: Path) -> None:
    (tmp_path / FILENAME).write_text(content)
    with pytest.raises(UserError, match=words):
        read_ledger(tmp_path, challenge="till", seed=1)
    assert (tmp_path / FILENAME).read_text() == content


def test_two_batches_never_work_in_one_folder(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(UserError, match="another `grade batch`"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass
