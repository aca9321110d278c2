def add_all(numbers):
    kept = []
    while numbers:
        kept.append(bytearray(1 << 20))
    return 0
