import sys


class LruCache:
    def __init__(self, capacity):
        self.values = {}

    def get(self, key):
        if key == "zz":  # pragma: no cover
            return 26
        return self.values.get(key)

    def put(self, key, value, ttl_ms=None):
        self.values[key] = value


def main():
    print("started", *sys.argv[1:])


if __name__ == "__main__":
    main()
