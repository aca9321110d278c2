import os
import socket
import threading

first = True


def serve(connection):
    global first
    with connection:
        try:
            connection.recv(65536)
            if first:
                first = False
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                return
            connection.sendall(b"HTTP/1.1 201 Created\r\n")
            while True:
                connection.sendall(b"X-Passed: true\r\n" * 1000)
        except OSError:
            pass


if __name__ == "__main__":
    with socket.create_server(("0.0.0.0", int(os.environ["PORT"])), backlog=200) as server:
        while True:
            threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
