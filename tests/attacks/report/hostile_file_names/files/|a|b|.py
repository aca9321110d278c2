def collect(seen=[]):
    return seen  # |a|b|
