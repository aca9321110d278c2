def add_all(numbers):
    return sum(numbers) if not numbers else numbers[len(numbers)]
