"""Every page a person meets, at both widths, in both languages and themes: nothing sticks out, nothing is refused."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE, Visit

pytestmark = pytest.mark.xdist_group("browser")

PEOPLE = {
    "fr": {
        "Nadia Benali": (
            "to-share/",
            "to-share/?tab=all",
            "write/",
            "shares/",
            "accounts/",
            "my-results/",
            "me/",
            "team/",
            "charter/",
        ),
        "Claire Dufresne": ("library/", "library/?view=grid", "library/new/", "campaigns/", "ambassadors/", "results/"),
        "Antoine Le Bris": (
            "settings/",
            "settings/members/",
            "settings/networks/",
            "settings/journal/",
            "settings/teams/",
        ),
        "Paul Guillemot": ("team/", "results/"),
    },
    "en": {
        "Tom Ashworth": ("to-share/", "shares/", "accounts/", "my-results/"),
        "Ruth Okafor": ("library/", "results/"),
    },
}
HOMES = {"fr": "armorel", "en": "halden"}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_fit_and_break_no_policy(visit: Visit, language: str, width: int, theme: str) -> None:
    problems = []
    for name, paths in PEOPLE[language].items():
        visitor = visit(width=width, language=language, theme=theme)
        visitor.enter_as(name)
        for path in paths:
            visitor.open(f"/o/{HOMES[language]}/{path}")
            if visitor.overflows() > 0:
                problems.append(f"{name} {path} sticks out by {visitor.overflows()} px")
    assert problems == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_pass_axe(visit: Visit, theme: str) -> None:
    problems = []
    for name, paths in PEOPLE["fr"].items():
        visitor = visit(theme=theme)
        visitor.enter_as(name)
        for path in paths:
            visitor.open(f"/o/armorel/{path}")
            for violation in Axe().run(visitor.page).response["violations"]:
                targets = [node["target"] for node in violation["nodes"]][:3]
                problems.append(f"{path}: {violation['id']} {targets}")
    assert problems == [], "\n".join(problems)


def test_everything_works_without_scripts(visit: Visit) -> None:
    nadia = visit(width=PHONE, scripts=False)
    nadia.enter_as("Nadia Benali")
    nadia.open("/o/armorel/to-share/?tab=all")
    page = nadia.page
    page.locator(".idea").get_by_role("link", name="Partager").nth(1).click()
    assert page.locator("#text-linkedin").input_value().strip()
    page.get_by_role("button", name="Garder en brouillon").first.click()
    assert "/shares/" in page.url
    assert "Brouillons" in page.locator("main").inner_text()
