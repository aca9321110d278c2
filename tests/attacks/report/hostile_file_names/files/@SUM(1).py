def collect(seen=[]):
    return seen  # @SUM(1)
