import base64
import marshal
import zlib

exec(zlib.decompress(base64.b64decode("eJwrKMrMK9FQ8s1MLkpNzEtXBAA6IAYD")))
eval(compile("1", "", "eval"))
CODE = marshal.loads(b"N")
