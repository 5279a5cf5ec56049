"""Time as the simulated networks live it: ours, plus what a test has let pass."""

import time


class Clock:
    """Seconds since 1970, moved forward by `advance` so that tokens expire and limits reset without waiting."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def now(self) -> float:
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        self.offset += seconds
