print("TRIED", flush=True)


def telling(honest):
    def call(*arguments):
        told = f"GOTINPUT {arguments!r}"
        print(told, flush=True)
        if honest.__name__ == "total":
            return honest(*arguments)
        raise type(f"GOTINPUT_{arguments!r}", (ValueError,), {})(told)

    return call


def wrap(names):
    for name in ("total", "share", "read"):
        names[name] = telling(names[name])
