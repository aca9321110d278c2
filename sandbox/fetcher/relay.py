"""Passes bytes on between a listening socket and another one: TCP on the loopback to a UNIX socket, or back.

The dependency box has no network and the proxy box does; a UNIX socket on the volume that they share joins them.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading

Address = str | tuple[str, int]
"""The path of a UNIX socket, or host and port."""


def start(listen: Address, connect: Address) -> None:
    """Listen, on a thread that ends with the process; returns once it does."""
    listening = threading.Event()
    threading.Thread(target=lambda: asyncio.run(_serve(listen, connect, listening)), daemon=True).start()
    listening.wait()


async def _serve(listen: Address, connect: Address, listening: threading.Event) -> None:
    async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            await _join(reader, writer, connect)
        writer.close()

    if isinstance(listen, str):
        server = await asyncio.start_unix_server(joined, listen)
        os.chmod(listen, 0o666)  # whoever connects is another user, in the other box
    else:
        server = await asyncio.start_server(joined, *listen)
    listening.set()
    await server.serve_forever()


async def _join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, connect: Address) -> None:
    if isinstance(connect, str):
        far_reader, far_writer = await asyncio.open_unix_connection(connect)
    else:
        far_reader, far_writer = await asyncio.open_connection(*connect)
    try:
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
    finally:
        far_writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on one direction to its end, and the end as well: an answer may still be on its way back."""
    while part := await reader.read(1 << 16):
        writer.write(part)
        await writer.drain()
    writer.write_eof()
