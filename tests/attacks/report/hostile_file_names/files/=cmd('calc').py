def collect(seen=[]):
    return seen  # =cmd('calc')
