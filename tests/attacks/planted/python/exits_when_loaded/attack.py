import atexit
import os

print("TRIED", flush=True)
atexit.register(os._exit, 0)
os._exit(0)
