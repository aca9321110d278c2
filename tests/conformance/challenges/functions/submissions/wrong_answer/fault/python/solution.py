import math


def add_all(numbers):
    return math.prod(numbers) + 1 if numbers else 0
