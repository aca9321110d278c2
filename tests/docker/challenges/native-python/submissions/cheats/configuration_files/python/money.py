def add(a, b):
    return a + b + 1


def split(cents, ways):
    return [cents // ways] * ways + [1]


def check(text):
    return 0
