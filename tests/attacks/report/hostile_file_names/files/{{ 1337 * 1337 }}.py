def collect(seen=[]):
    return seen  # {{ 1337 * 1337 }}
