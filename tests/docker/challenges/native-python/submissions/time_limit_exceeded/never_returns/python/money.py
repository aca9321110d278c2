def add(a, b):
    while True:
        pass


def split(cents, ways):
    share, rest = divmod(cents, ways)
    return [share + (number < rest) for number in range(ways)]


def check(text):
    units, _, cents = text.partition(".")
    return int(units) * 100 + int(cents)
