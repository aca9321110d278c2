def collect(seen=[]):
    return seen  # javascript:alert(1)
