"""One whole demo site for all journeys, started as `make run` starts it, and a Chromium that looks at it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from advocacy.lib.processes import answers, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 120.0
PHONE, DESK = 390, 1440
# A machine that runs the whole suite is slow; a page that never comes to show it fails all the same.
expect.set_options(timeout=15_000)


@dataclass(frozen=True)
class Site:
    """The running demo."""

    url: str
    networks: str
    environment: dict[str, str]

    def log(self, **filters: str) -> list[dict[str, object]]:
        """The simulated networks' own record of what reached them: the ground truth."""
        answer = requests.get(f"{self.networks}/_control/log", params=filters, timeout=10)
        answer.raise_for_status()
        found: list[dict[str, object]] = answer.json()["entries"]
        return found

    def run(self, code: str) -> str:
        """Run a line of Python inside the site: a job that the clock would run later."""
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=60, check=True
        )
        return done.stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`manage.py up --demo` in a folder of its own, stopped at the end."""
    folder = tmp_path_factory.mktemp("site")
    port, simulator = free_port(), free_port()
    environment = {
        **{key: value for key, value in os.environ.items() if key not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}},
        "DEMO": "1",
        "VAR_DIR": str(folder / "var"),
        "PORT": str(port),
        "SIMULATOR_PORT": str(simulator),
    }
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--demo"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            deadline = time.monotonic() + PATIENCE
            while not (answers(port, "/health/") and answers(simulator)):
                assert process.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < deadline, (folder / "log").read_text()
                time.sleep(0.2)
            yield Site(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{simulator}", environment)
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def playwright_() -> Iterator[Playwright]:
    """Playwright, without its own browser."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright_: Playwright) -> Iterator[Browser]:
    """The Chromium that the test command found."""
    path = os.environ.get("CHROMIUM", "")
    if not path:
        pytest.skip("no Chromium on this machine; set CHROMIUM=/path/to/chromium")
    browser = playwright_.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    )
    yield browser
    browser.close()


@dataclass(frozen=True)
class Visitor:
    """Somebody in front of a screen. Every complaint of the browser (policy, script, missing file) is kept."""

    page: Page
    site: Site
    complaints: list[str]

    def enter_as(self, name: str) -> None:
        """One click on the sign-in page of the demo."""
        self.page.goto(f"{self.site.url}/accounts/login/")
        # A phone shows first names only.
        self.page.get_by_role("button", name=re.compile(rf"^{name.split(' ')[0]}\b")).first.click()
        self.page.wait_for_url(re.compile(r"/o/"))

    def open(self, path: str) -> None:
        """Go to a page of the site."""
        answer = self.page.goto(f"{self.site.url}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def overflows(self) -> int:
        """How many pixels stick out at the right."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return found


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Visit]:
    """`visit(width=390, language="fr")` opens a fresh browser; at the end nothing may have been complained about."""
    opened: list[tuple[Visitor, Callable[[], None]]] = []

    def start(*, width: int = DESK, language: str = "fr", theme: str = "light", scripts: bool = True) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 844 if width < 640 else 900},
            locale="fr-FR" if language == "fr" else "en-GB",
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=scripts,
            timezone_id="Europe/Paris",
        )
        context.set_default_timeout(15_000)
        page, complaints = context.new_page(), list[str]()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        visitor = Visitor(page, site, complaints)
        opened.append((visitor, context.close))
        return visitor

    yield start
    for visitor, close in opened:
        close()
        assert visitor.complaints == []
