def add_all(numbers):
    while numbers:
        pass
    return 0
