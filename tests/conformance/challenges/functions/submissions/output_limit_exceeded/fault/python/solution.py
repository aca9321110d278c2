def add_all(numbers):
    while numbers:
        print("adding" * 100)
    return 0
