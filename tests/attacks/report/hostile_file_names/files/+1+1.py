def collect(seen=[]):
    return seen  # +1+1
