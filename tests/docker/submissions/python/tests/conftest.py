import pytest
from solution import LruCache


@pytest.fixture
def cache():
    return LruCache(2)
