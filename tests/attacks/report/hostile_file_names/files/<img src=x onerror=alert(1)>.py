def collect(seen=[]):
    return seen  # <img src=x onerror=alert(1)>
