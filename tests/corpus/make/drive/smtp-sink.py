#!/usr/bin/env python3
"""A mail server that takes one mail: smtp-sink.py PORTFILE OUT. For programs that send by SMTP only."""
import os
import socket
import sys

server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen()
server.settimeout(60)
with open(sys.argv[1], "w") as f:
    f.write("%d\n" % server.getsockname()[1])
peer, _ = server.accept()
lines = peer.makefile("rb")
peer.sendall(b"220 sink\r\n")
for line in lines:
    verb = line[:4].upper().strip()
    if verb == b"DATA":
        peer.sendall(b"354 go on\r\n")
        mail = []
        for line in lines:
            if line == b".\r\n":
                break
            mail.append(line[1:] if line.startswith(b".") else line)
        with open(sys.argv[2] + ".new", "wb") as f:
            f.write(b"".join(mail).replace(b"\r\n", b"\n"))
        os.rename(sys.argv[2] + ".new", sys.argv[2])
    peer.sendall(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
    if verb == b"QUIT":
        break
