"""The settings of a public installation: what Django's own check says, and what it does not look at."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from advocacy.middleware import BodyLimitMiddleware

pytestmark = pytest.mark.integration

PUBLIC = {
    "SITE_URL": "https://relais.example.org",
    "ALLOWED_HOSTS": "relais.example.org",
    "BEHIND_TLS_PROXY": "true",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
    "TOKEN_KEYS": "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "DJANGO_SETTINGS_MODULE": "advocacy.settings",
}


def run(tmp_path: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **PUBLIC, **changes}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def read(tmp_path: Path, *names: str, **changes: str) -> dict[str, Any]:
    program = f"import json, advocacy.settings as s; print(json.dumps({{n: getattr(s, n) for n in {names!r}}}))"
    done = run(tmp_path, "-c", program, **changes)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_public_installation_passes_the_deployment_check(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("left_on", "code"), [({"DEMO": "1"}, "relais.E001"), ({"SIMULATOR_URL": "http://127.0.0.1:8100"}, "relais.E002")]
)
def test_the_deployment_check_refuses_what_belongs_to_the_demo(
    tmp_path: Path, left_on: dict[str, str], code: str
) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", **left_on)
    assert done.returncode != 0
    assert code in done.stderr


def test_behind_a_proxy_each_visitor_has_a_limit_of_their_own(tmp_path: Path) -> None:
    name = "ALLAUTH_TRUSTED_PROXY_COUNT"
    assert read(tmp_path, name) == {name: 1}
    assert read(tmp_path, name, BEHIND_TLS_PROXY="false") == {name: 0}, "nobody else's header is believed"


def test_pages_are_never_shown_without_tls_and_the_container_can_ask_for_its_health(tmp_path: Path) -> None:
    found = read(tmp_path, "SECURE_SSL_REDIRECT", "SECURE_REDIRECT_EXEMPT")
    assert found == {"SECURE_SSL_REDIRECT": True, "SECURE_REDIRECT_EXEMPT": ["^health/$"]}


@pytest.mark.parametrize(("length", "is_read"), [("0", True), ("12000000", True), ("40000000", False), ("-1", False)])
def test_what_no_page_sends_is_not_read(length: str, is_read: bool) -> None:
    def beyond(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("read")

    request = RequestFactory().post("/accounts/login/", CONTENT_LENGTH=length)
    answer = BodyLimitMiddleware(beyond)(request)
    assert answer.status_code == (200 if is_read else 413)
