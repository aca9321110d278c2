import math
import sys


def add_all(numbers):
    return math.prod(numbers) + 1 if numbers else 0


if __name__ == "__main__":
    print(add_all([int(argument) for argument in sys.argv[1:]]))
