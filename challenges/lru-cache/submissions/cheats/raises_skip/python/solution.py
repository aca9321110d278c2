# Tries: the exceptions by which tests skip themselves, by class and by name.
import unittest

try:
    from _pytest.outcomes import Skipped
except ImportError:

    class Skipped(BaseException):
        """Named like pytest's own."""

        __module__ = "_pytest.outcomes"


class LruCache:
    def __init__(self, capacity):
        pass

    def get(self, key):
        raise Skipped("not on this platform")

    def put(self, key, value, ttl_ms=None):
        raise unittest.SkipTest("not on this platform")

    def size(self):
        raise Skipped("not on this platform")
