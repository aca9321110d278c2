"""Tries to void its own grade: sixteen megabytes of JSON that take a gigabyte to hold, written past the driver."""

import os
import sys


def request_id():
    frame = sys._getframe(1)
    while frame is not None:
        for value in list(frame.f_locals.values()):
            if isinstance(value, dict) and "id" in value and "op" in value:
                return value["id"]
        frame = frame.f_back
    return "0" * 16


def write(data):
    view = memoryview(data)
    while view:
        view = view[os.write(200, view) :]


class LruCache:
    def __init__(self, capacity):
        pass

    def get(self, key):
        write(b'{"id":"%s","value":[' % request_id().encode())
        for _ in range(230):
            write(b'{"":0},' * 10_000)
        write(b"{}]}\n")

    def put(self, key, value, ttl_ms=None):
        pass

    def size(self):
        return self.get("")
