print("TRIED", flush=True)


def large(*given):
    if given and isinstance(given[0], list):
        return int("9" * 4_000) ** 250
    if given and isinstance(given[0], str):
        return "\ud800\x00\u202e" * 3_000_000 if given[0].startswith("1") else "x" * 100_000_000
    return list(range(1_000_000, 0, -1))


def wrap(names):
    for name, value in list(names.items()):
        if callable(value) and getattr(value, "__module__", "") == names["__name__"]:
            names[name] = lambda *given, honest=value: large(*given)
