def add_all(numbers:
    return 0
