"""Counts every value anew: n^2."""


def most_frequent(values: list[int]) -> int:
    return min(values, key=lambda value: (-values.count(value), value))
