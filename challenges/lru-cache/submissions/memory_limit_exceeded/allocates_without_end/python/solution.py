"""A cache that reserves all it can get."""


class LruCache:
    def __init__(self, capacity):
        self._reserve = []
        while True:
            self._reserve.append(bytearray(b"x" * (8 << 20)))

    def get(self, key):
        return None

    def put(self, key, value, ttl_ms=None):
        pass

    def size(self):
        return 0
