"""Run the simulator: `python -m sharing.simulator --demo --port 8100 --data DIR`."""

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType
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
        server = SimulatorServer((options.host, options.port), world)
    except OSError as error:
        sys.stderr.write(f"Cannot listen on {options.host}:{options.port}: {error.strerror}.\n")
        return 1
    host, port = options.host, server.server_address[1]
    world.public_url = world.public_url or f"http://{host}:{port}"

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    sys.stdout.write(f"Simulated networks on http://{host}:{port}\n")
    sys.stdout.flush()
    try:
        server.serve_forever(poll_interval=0.2)
    except (KeyboardInterrupt, SystemExit):
        return 0
    finally:
        server.server_close()
        world.log.close()
        world.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
