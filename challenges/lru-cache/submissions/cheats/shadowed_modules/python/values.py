def encode(_):
    return 1


def decode(value):
    return value


def dumps(_):
    return b'{"value": 1}'
