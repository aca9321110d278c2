"""The echo by which Python proves that it works on a machine."""


def echo(value=None):
    return value
