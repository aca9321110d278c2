import os
import socket

listener = socket.create_server(("0.0.0.0", int(os.environ["PORT"])))
while True:
    connection, _ = listener.accept()
    connection.recv(1024)
    connection.sendall(b"\x00\x01garbage\r\n")
    connection.close()
