"""Counts the pages of one PDF, alone in a process of its own. Run by `documents.py`, never imported by it.

A PDF can loop, unpack into gigabytes, or meet a bug. So it is read here, without the site's memory, secrets or
connections, and what comes out is one number. Nothing of it is drawn, run or followed.

In: the file on standard input. Out: one line of JSON.
"""

import io
import itertools
import json
import resource
import sys

from pypdf import PdfReader

MAX_MEMORY = 512 * 1024 * 1024
MAX_SECONDS = 10
# Above this nobody counts on: no network takes as many.
MOST_PAGES = 2_000


def limit() -> None:
    """Bound what this process may take, before it has read a byte of the file."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(data: bytes) -> dict[str, int | str]:
    """How many pages there are, or why that cannot be said."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            return {"refused": "encrypted"}
        # One after another: the number the file states is only a claim.
        pages = sum(1 for _page in itertools.islice(reader.pages, MOST_PAGES + 1))
    except MemoryError:
        return {"refused": "heavy"}
    except Exception:
        return {"refused": "unreadable"}
    return {"pages": pages} if pages else {"refused": "unreadable"}


def main() -> None:
    """Answer with the number of pages, or with why there is none."""
    limit()
    sys.setrecursionlimit(2_000)
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
