"""A small HTTP client that keeps its connections open and stays out of the way of what it measures."""

import asyncio
import re
import time
from collections import Counter
from dataclasses import dataclass, field

from advocacy.lib.processes import HOST

# Says what people's browsers say: programs are counted apart.
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_TIMING = re.compile(rb"\r\nserver-timing: *app;dur=([\d.]+), cpu;dur=([\d.]+)", re.IGNORECASE)


@dataclass
class Answers:
    """What came back: each status how often; milliseconds of the server, of its processor, of the whole exchange."""

    statuses: Counter[int] = field(default_factory=Counter)
    server_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    exchange_ms: list[float] = field(default_factory=list)


class Connection:
    """One kept-alive connection, one request at a time."""

    def __init__(self, port: int, cookies: str = "") -> None:
        self.port = port
        head = f"host: {HOST}:{port}\r\nuser-agent: {AGENT}\r\naccept: text/html\r\n"
        self._head = head + (f"cookie: {cookies}\r\n" if cookies else "")
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, into: Answers) -> int:
        """Ask for one page; note how it went. A connection that breaks is opened anew by the next call."""
        started = time.perf_counter()
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(HOST, self.port, limit=4 * 1024 * 1024)
            reader, writer = self._streams
            writer.write(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            await reader.readexactly(int(length[1]) if length else 0)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            into.statuses[0] += 1
            return 0
        status = int(head[9:12])
        into.statuses[status] += 1
        into.exchange_ms.append((time.perf_counter() - started) * 1000)
        timing = _TIMING.search(head)
        if timing:
            into.server_ms.append(float(timing[1]))
            into.cpu_ms.append(float(timing[2]))
        return status

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def hammer(port: int, paths: list[str], *, connections: int, seconds: float) -> Answers:
    """Ask for these paths in turn over so many connections at once, for so long; every request is waited for."""
    answers, ends = Answers(), time.monotonic() + seconds

    async def one(offset: int) -> None:
        connection, turn = Connection(port), offset
        while time.monotonic() < ends:
            await connection.get(paths[turn % len(paths)], answers)
            turn += connections
        connection.close()

    await asyncio.gather(*(one(offset) for offset in range(connections)))
    return answers
