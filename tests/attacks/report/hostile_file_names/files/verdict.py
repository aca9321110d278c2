def collect(seen=[]):
    return seen  # verdict
