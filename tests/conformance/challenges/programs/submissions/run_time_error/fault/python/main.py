import sys


def add_all(numbers):
    return sum(numbers) if not numbers else numbers[len(numbers)]


if __name__ == "__main__":
    print(add_all([int(argument) for argument in sys.argv[1:]]))
