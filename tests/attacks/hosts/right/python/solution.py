"""Right in everything: what must not be disturbed by whatever runs beside it."""

import re


def total(amounts):
    return sum(amounts)


def share(amount, people):
    part, rest = divmod(amount, people)
    return [part + 1] * rest + [part] * (people - rest)


def read(text):
    if not re.fullmatch(r"\d+\.\d\d", text):
        raise ValueError(f"no amount: {text}")
    return int(text.replace(".", ""))
