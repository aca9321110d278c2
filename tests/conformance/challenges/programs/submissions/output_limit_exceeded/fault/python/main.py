import sys


def add_all(numbers):
    while numbers:
        print("adding" * 100)
    return 0


if __name__ == "__main__":
    print(add_all([int(argument) for argument in sys.argv[1:]]))
