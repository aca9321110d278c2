import ctypes
import mmap
import os
import platform
import struct

print("TRIED", flush=True)


def in_a_child(body):
    child = os.fork()
    if not child:
        os._exit(0 if body() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def by_interrupt(number, first, second):
    # push rbx; mov eax,..; mov ebx,..; mov ecx,..; int 0x80; pop rbx; ret
    code = b"\x53\xb8" + struct.pack("<I", number) + b"\xbb" + struct.pack("<I", first) + b"\xb9" + struct.pack("<I", second) + b"\xcd\x80\x5b\xc3"
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()


def low_arguments():
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    at = libc.mmap(ctypes.c_void_p(0x20000), 4096, 3, 0x32, -1, 0)
    ctypes.memmove(at, struct.pack("<III", 40, 1, 0), 12)  # AF_VSOCK, SOCK_STREAM
    return at


if platform.machine() == "x86_64":
    libc = ctypes.CDLL(None)
    for what, body in {
        "a 32-bit getpid": lambda: by_interrupt(20, 0, 0) == os.getpid(),
        "a 32-bit socketcall for a vsock": lambda: by_interrupt(102, 1, low_arguments()) >= 0,
        "a 32-bit socket for a vsock": lambda: by_interrupt(359, 40, 1) >= 0,
        "a 32-bit io_uring": lambda: by_interrupt(425, 1, low_arguments()) >= 0,
        "an x32 socket for a vsock": lambda: libc.syscall(0x40000000 | 41, 40, 1, 0) >= 0,
        "an x32 getpid": lambda: libc.syscall(0x40000000 | 39) == os.getpid(),
    }.items():
        if in_a_child(body):
            print("REACHED", what, flush=True)
