"""A cache with a very long greeting."""


class LruCache:
    def __init__(self, capacity):
        for _ in range(64):
            print("welcome to the cache " * 4096)

    def get(self, key):
        return None

    def put(self, key, value, ttl_ms=None):
        pass

    def size(self):
        return 0
