"""The HTTP server: one thread, however many requests wait.

Requests are answered one after another; what they changed is written down in one go for all that came together, and
only then do the answers leave. Slow answers cost nothing while they wait, so that a benchmark measures its subject.
"""

import asyncio
import random
import socket
import struct
import sys
import traceback
from collections.abc import Callable
from typing import Final, cast

from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.routes import answer, is_api, network_of, publishes
from sharing.simulator.wire import CONTINUE, Malformed, Reader, Writer
from sharing.simulator.world import World

BACKLOG: Final = 1024
_DRIP: Final = 0.2


class SimulatorServer:
    """Serves one world on one port. Call `listen`, then leave the loop running."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.writer = Writer()
        self.loop: asyncio.AbstractEventLoop
        self._waiting: list[Callable[[], None]] = []
        self._listening: asyncio.Server

    async def listen(self, host: str, port: int) -> int:
        """Begin to accept, and return the port. Raises `OSError`."""
        self.loop = asyncio.get_running_loop()
        self.world.later = self._later
        self._listening = await self.loop.create_server(lambda: Connection(self), host, port, backlog=BACKLOG)
        found: int = self._listening.sockets[0].getsockname()[1]
        return found

    def close(self) -> None:
        self._listening.close()
        self.world.flush()

    def after_writing(self, send: Callable[[], None]) -> None:
        """Run `send` once everything that was changed until now is on the disk."""
        if not self._waiting and self.world.clean:
            send()
            return
        if not self._waiting:
            self.loop.call_soon(self._write)
        self._waiting.append(send)

    def _write(self) -> None:
        self.world.flush()
        waiting, self._waiting = self._waiting, []
        for send in waiting:
            send()

    def _later(self, seconds: float, work: Callable[[], object]) -> None:
        def run() -> None:
            work()
            self.world.flush()

        self.loop.call_later(seconds, run)


class Connection(asyncio.Protocol):
    """One connection, kept open between requests as the real ones do; its requests are answered in their order."""

    def __init__(self, server: SimulatorServer) -> None:
        self._server = server
        self._reader = Reader()
        self._busy = False
        self._flying: tuple[str, str] | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._reader.feed(data)
        if not self._busy:
            self._next()

    def _next(self) -> None:
        try:
            request = self._reader.take()
        except Malformed as error:
            words = {"status": error.status, "message": "Request entity too large" if error.status == 413 else "Bad"}
            self._transport.write(self._server.writer.whole(as_json(words, error.status), self._server.world.now()))
            self._transport.close()
            return
        if request is None:
            if self._reader.awaits_continue:
                self._reader.awaits_continue = False
                self._transport.write(CONTINUE)
            return
        self._busy = True
        if publishes(request):
            self._flying = (network_of(request.path), request.bearer)
            self._server.world.meter.depart(*self._flying)
        latency = self._server.world.latency
        slow = latency.api + (random.uniform(0, latency.jitter) if latency.jitter else 0.0)  # noqa: S311 -- delay
        if slow > 0 and is_api(request.path):
            self._server.loop.call_later(slow, self._answer, request)
        else:
            self._answer(request)

    def _land(self) -> None:
        if self._flying is not None:
            self._server.world.meter.arrive(*self._flying)
            self._flying = None

    def connection_lost(self, error: Exception | None) -> None:
        self._land()

    def _answer(self, request: Request) -> None:
        try:
            reply = answer(self._server.world, request)
        except Exception as error:
            # A defect of the simulator: shown where it was started, and to whoever tests against it.
            traceback.print_exc(file=sys.stderr)
            reply = as_json({"status": 500, "error": f"{type(error).__name__}: {error}"}, 500)
        self._server.after_writing(lambda: self._deliver(request, reply))

    def _deliver(self, request: Request, reply: Reply) -> None:
        loop, transport, now = self._server.loop, self._transport, self._server.world.now()
        if reply.effect == "timeout":
            loop.call_later(reply.wait, transport.close)
        elif reply.effect == "reset":
            self._reset()
        elif reply.effect == "close":
            transport.close()
        elif reply.effect == "drip":
            self._drip(memoryview(self._server.writer.head(reply, now, len(reply.body))), loop.time() + reply.wait)
        elif reply.effect in ("cut_head", "cut_body"):
            transport.write(self._server.writer.cut(reply, now))
            transport.close()
        elif reply.wait:
            loop.call_later(reply.wait, self._send, request, reply)
        else:
            self._send(request, reply)

    def _send(self, request: Request, reply: Reply) -> None:
        bodiless = request.method == "HEAD"
        self._transport.write(self._server.writer.whole(reply, self._server.world.now(), bodiless=bodiless))
        self._land()
        if request.headers.get("Connection").lower() == "close":
            self._transport.close()
            return
        self._busy = False
        self._next()

    def _reset(self) -> None:
        # Closing with a linger of zero seconds sends a reset instead of an end.
        sock = self._transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()

    def _drip(self, left: memoryview, ends: float) -> None:
        loop = self._server.loop
        if not left or loop.time() > ends or self._transport.is_closing():
            self._transport.close()
            return
        self._transport.write(bytes(left[:1]))
        loop.call_later(_DRIP, self._drip, left[1:], ends)
