print("TRIED", flush=True)


def wrap(names):
    names["total"] = lambda amounts: int("9" * 4_000)
    names["share"] = lambda amount, people: list(range(9_000))
    names["read"] = lambda text: [[[text * 2_000]]]
