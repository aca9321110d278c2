import os
import signal
import socket
import time

BODY = b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}"


def listen():
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind(("0.0.0.0", int(os.environ["PORT"])))
    server.listen(64)
    while True:
        connection, _ = server.accept()
        connection.recv(65536)
        connection.sendall(BODY)
        connection.close()


signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    try:
        if os.fork() == 0:
            os.setsid()
            listen()
    except OSError:
        time.sleep(0.5)
