import os
import socket

listener = socket.create_server(("0.0.0.0", int(os.environ["PORT"])))
held = []
while True:
    held.append(listener.accept()[0])
