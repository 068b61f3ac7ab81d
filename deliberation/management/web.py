"""One web process: uvicorn on a listening socket that `serve` opened and passed on.

`python -m deliberation.management.web FD [--log LEVEL]`. The socket outlives this process, so that a
restart refuses nobody, and several of them may share it.
"""

from __future__ import annotations

import argparse
import socket

import uvicorn

LONGEST_FRAME = 16 * 1024  # bytes of one websocket frame; a message of 1,000 signs, escaped, is 12 kB
GRACE = 1  # seconds for requests under way when the server ends


def config(log: str) -> uvicorn.Config:
    """How uvicorn runs; the reasons and measures are in docs/mechanisms/rooms.md."""
    return uvicorn.Config(
        "deliberation.asgi:application",
        loop="uvloop", http="httptools", ws="websockets-sansio", lifespan="off",
        ws_per_message_deflate=False, ws_max_size=LONGEST_FRAME,
        timeout_graceful_shutdown=GRACE, log_level=log, server_header=False,
    )  # fmt: skip


def main() -> None:
    """Serve until a signal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("descriptor", type=int)
    parser.add_argument("--log", default="warning")
    given = parser.parse_args()
    listening = socket.socket(fileno=given.descriptor)
    uvicorn.Server(config(given.log)).run(sockets=[listening])


if __name__ == "__main__":
    main()
