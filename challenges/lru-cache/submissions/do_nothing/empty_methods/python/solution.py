class LruCache:
    def __init__(self, capacity):
        pass

    def get(self, key):
        return None

    def put(self, key, value, ttl_ms=None):
        return None

    def size(self):
        return None
