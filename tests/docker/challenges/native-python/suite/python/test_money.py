"""Hidden tests as a company may have them: plain pytest that imports what it tests."""

import pytest
from money import add, split
from samples import AMOUNTS


@pytest.mark.requirement("R1")
def test_adds():
    """Adds two amounts."""
    assert add(2, 3) == 5


@pytest.mark.requirement("R1")
@pytest.mark.parametrize(("a", "b", "total"), AMOUNTS, ids=["small", "large", "negative [1-2]"])
def test_adds_more(a, b, total):
    assert add(a, b) == total


@pytest.mark.requirement("R2")
class TestSplitting:
    def test_evenly(self):
        """Splits evenly."""
        shares = split(100, 4)
        assert sum(shares) == 100
        assert shares == [25, 25, 25, 25]

    class TestUneven:
        def test_gives_the_first_the_rest(self):
            assert split(100, 3) == [34, 33, 33]

    @pytest.mark.skip(reason="not decided yet")
    def test_negative(self):
        assert split(-100, 3) == [-34, -33, -33]


# Of a hidden suite; to be seen by nobody else: canary-aaee02acc1b9932dfa143834
