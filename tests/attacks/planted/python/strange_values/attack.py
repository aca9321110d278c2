import itertools
import sys

print("TRIED", flush=True)


class Refuses:
    """Fails in whatever it is asked, or is busy with it."""

    def __getattribute__(self, name):
        raise SystemExit(0) if name == "__class__" else KeyboardInterrupt

    def __iter__(self):
        return itertools.count()

    def __del__(self):
        raise KeyboardInterrupt


class Named(type):
    """A class whose name and bases are whatever the reader breaks at."""

    __name__ = property(lambda cls: 1 / 0)
    __mro__ = property(lambda cls: [object] * 1_000_000)


class Odd(list, metaclass=Named):
    pass


def within():
    found = []
    found.append(found)
    return {"\ud800": found, 1: {2: found}, "$object": "\udfff", (): frozenset([frozenset()])}


def recurse():
    sys.setrecursionlimit(10**9)
    return recurse()


def strange(*given):
    if given and isinstance(given[0], list):
        return (number for number in itertools.count()) if given[0] else within()
    if given and isinstance(given[0], str):
        return recurse() if given[0].startswith("1") else Odd([Odd()])
    return Refuses()


def wrap(names):
    for name, value in list(names.items()):
        if callable(value) and getattr(value, "__module__", "") == names["__name__"]:
            names[name] = lambda *given, honest=value: strange(*given)
