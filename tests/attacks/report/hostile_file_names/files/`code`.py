def collect(seen=[]):
    return seen  # `code`
