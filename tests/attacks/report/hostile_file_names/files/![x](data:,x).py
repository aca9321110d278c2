def collect(seen=[]):
    return seen  # ![x](data:,x)
