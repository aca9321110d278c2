def collect(seen=[]):
    return seen  # аccepted
