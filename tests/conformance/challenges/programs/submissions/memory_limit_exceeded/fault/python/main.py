import sys


def add_all(numbers):
    kept = []
    while numbers:
        kept.append(bytearray(1 << 20))
    return 0


if __name__ == "__main__":
    print(add_all([int(argument) for argument in sys.argv[1:]]))
