def collect(seen=[]):
    return seen  # [x](javascript:alert(1))
