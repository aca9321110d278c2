# Tries: a clean exit status for work not done; the child keeps the pipes open and would write into a later test.
import os
import time

if os.fork():
    os._exit(0)
os.setsid()
if os.fork():
    os._exit(0)
time.sleep(3)
for _ in range(20):
    time.sleep(0.5)
    os.write(1, b'{"requests": 2, "malformed": 0}\n')
