def collect(seen=[]):
    return seen  # &amp;
