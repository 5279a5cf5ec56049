"""Opening what people bring, apart: in a short-lived process without a secret, a connection, or much of anything."""

import subprocess
import sys


def opened_apart(script: str, data: bytes, *arguments: str, seconds: float) -> bytes | None:
    """Give `data` to a script on its standard input; return what it wrote, None when it did not end well.

    The script bounds its own memory and processor time before it reads a byte (each says how much). A script that is
    killed by its limits, runs past `seconds`, or is brought down by the data is the data's doing, and ends as None.
    """
    try:
        # Isolated, and with an empty environment: it needs no secret of ours.
        done = subprocess.run(  # noqa: S603 -- our own interpreter and file, no shell
            [sys.executable, "-I", script, *arguments],
            input=data,
            stdout=subprocess.PIPE,
            # What libraries complain about on the way is nobody's, and may be long.
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None
