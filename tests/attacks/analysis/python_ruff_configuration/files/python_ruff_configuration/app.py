import subprocess


def collect(item, seen=[]):
    seen.append(item)
    try:
        return subprocess.call("ls " + item, shell=True)
    except:
        pass
    return seen


def twice(number: int) -> int:
    return str(number) * 2
