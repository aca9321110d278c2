def collect(seen=[]):
    return seen  # ::error::owned
