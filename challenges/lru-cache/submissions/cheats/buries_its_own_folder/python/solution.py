"""Tries to break the agent: folders in the submission that lie deeper than a path may be long."""

import os


class LruCache:
    def __init__(self, capacity):
        os.chmod("/submission", 0o700)
        os.chdir("/submission")
        for _ in range(40):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        os.chdir("/tmp")

    def get(self, key):
        return 1

    def put(self, key, value, ttl_ms=None):
        pass

    def size(self):
        return 1
