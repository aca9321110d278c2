def counters():
    return {}
