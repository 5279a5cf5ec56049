"""Run the simulator: `python -m sharing.simulator --demo --port 8100 --data DIR`."""

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Final

from sharing.simulator import seeds
from sharing.simulator.server import SimulatorServer
from sharing.simulator.world import World

ALLOW: Final = "RELAIS_SIMULATOR"


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sharing.simulator", description="Simulated LinkedIn and X.")
    parser.add_argument("--demo", action="store_true", help=f"really run it (or set {ALLOW}=1)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8100, help="port to listen on (8100; 0 chooses a free one)")
    parser.add_argument("--data", type=Path, required=True, help="folder for its state, its pictures and its log")
    parser.add_argument("--public-url", default="", help="where browsers find it, when that is another address")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    options = arguments(argv)
    if not options.demo and os.environ.get(ALLOW) != "1":
        sys.stderr.write(
            "This simulates LinkedIn and X for demonstrations and tests; people who meet it in production would "
            f"believe they published. Start it with --demo or {ALLOW}=1 if that is what you want.\n"
        )
        return 2
    world = World(options.data, options.public_url)
    seeds.apply(world)
    try:
        return asyncio.run(_serve(world, options.host, options.port))
    finally:
        world.log.close()
        world.store.close()


async def _serve(world: World, host: str, port: int) -> int:
    server, stopped = SimulatorServer(world), asyncio.Event()
    try:
        port = await server.listen(host, port)
    except OSError as error:
        sys.stderr.write(f"Cannot listen on {host}:{port}: {error.strerror}.\n")
        return 1
    world.public_url = world.public_url or f"http://{host}:{port}"
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    sys.stdout.write(f"Simulated networks on http://{host}:{port}\n")
    sys.stdout.flush()
    await stopped.wait()
    server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
