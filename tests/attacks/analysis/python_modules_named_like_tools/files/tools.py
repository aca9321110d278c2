import os

if os.path.isdir("/submission"):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b'{"failed":"REACHED python_modules_named_like_tools"}')
        except OSError:
            pass
    os.kill(os.getppid(), 9)
    os._exit(0)
