def dumps(*_, **__):
    return '{"value": 1}'


def loads(*_, **__):
    return {"value": 1}
