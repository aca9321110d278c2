def collect(seen=[]):
    return seen  # %2e%2e%2fx
