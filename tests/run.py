"""`make test`: the suite on SQLite, then on PostgreSQL and Redis, and a loud word about what this machine cannot prove.

python -m tests.run [--only unit|integration|architecture|promises|browser|load] [arguments of pytest …]
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from tests.services import Service, chromium, end_with_us, postgres, redis_server

ROOT = Path(__file__).resolve().parent.parent
QUICK = ("unit", "integration", "architecture", "promises")
NO_TESTS = 5
TWO_AT_A_TIME = ["-n", "2", "--dist", "loadgroup"]
RED, GREEN, PLAIN = ("\033[1;31m", "\033[1;32m", "\033[0m") if "NO_COLOR" not in os.environ else ("", "", "")


def main() -> int:
    """Return 0 when everything that could be run has passed, and (with REQUIRE_SERVICES=1) everything could."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[*QUICK, "browser", "load"], help="one folder, on SQLite")
    options, rest = parser.parse_known_args()
    started = time.monotonic()
    # As Ctrl-C: the servers we started are stopped on the way out.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    say("Collecting translations …")
    manage("messages", "--compile")
    with ExitStack() as stack:
        passed, missing = one_folder(options.only, rest) if options.only else everything(stack, rest)
    report(missing)
    required = os.environ.get("REQUIRE_SERVICES") == "1"
    good = passed and not (missing and required)
    verdict = f"{GREEN}All passed{PLAIN}" if good else f"{RED}Failed{PLAIN}"
    say(f"{verdict} in {time.monotonic() - started:.0f} s.")
    return 0 if good else 1


def one_folder(folder: str, rest: list[str]) -> tuple[bool, list[Service]]:
    """Run one folder on SQLite."""
    browser = chromium() if folder == "browser" else None
    if browser and not browser.where:
        return True, [browser]
    workers = [] if folder == "load" else TWO_AT_A_TIME
    extra = browser_environment(browser) if browser else {}
    return run_pytest([folder], [*workers, *rest], extra), []


def everything(stack: ExitStack, rest: list[str]) -> tuple[bool, list[Service]]:
    """Run the suite on SQLite, the browser's journeys, and the suite again on PostgreSQL and Redis."""
    database, queue, browser = postgres(stack), redis_server(stack), chromium()
    passed = True
    say("On SQLite …")
    passed &= run_pytest(QUICK, [*TWO_AT_A_TIME, *rest], {})
    if browser.where:
        say("In the browser …")
        passed &= run_pytest(["browser"], [*TWO_AT_A_TIME, *rest], browser_environment(browser))
    if database.where and queue.where:
        say("On PostgreSQL and Redis …")
        passed &= run_pytest(QUICK, [*TWO_AT_A_TIME, *rest], {"DATABASE_URL": database.where, "REDIS_URL": queue.where})
    return passed, [service for service in (database, queue, browser) if not service.where]


def browser_environment(browser: Service) -> dict[str, str]:
    """Playwright's loop runs in the thread in which Django asks the database; Django must let it."""
    return {"CHROMIUM": browser.where, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}


def run_pytest(folders: Iterable[str], arguments: list[str], extra: dict[str, str]) -> bool:
    """Run pytest in an environment in which only `extra` names servers."""
    present = [f"tests/{folder}" for folder in folders if any((ROOT / "tests" / folder).rglob("test_*.py"))]
    if not present:
        return True
    servers = {"DATABASE_URL", "REDIS_URL", "TEST_POSTGRES_URL", "TEST_REDIS_URL", "DJANGO_SETTINGS_MODULE", "CHROMIUM"}
    environment = {key: value for key, value in os.environ.items() if key not in servers}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *present, *arguments],
        cwd=ROOT,
        env=environment | extra,
        check=False,
        preexec_fn=end_with_us,
    )
    return done.returncode in {0, NO_TESTS}


def manage(*arguments: str) -> None:
    """Run one management command with the tests' settings."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


def report(missing: list[Service]) -> None:
    """Say what could not be proven, and how to get it."""
    if not missing:
        return
    say(f"\n{RED}{' NOT PROVEN ON THIS MACHINE ':=^100}{PLAIN}")
    for service in missing:
        say(f"{RED}Nothing was tested with {service.name}{PLAIN}: {service.missing}.\n    To get it: {service.remedy}")
    say(f"{RED}{'=' * 100}{PLAIN}")


def say(line: str) -> None:
    """Print, at once."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
