"""The door itself: who gets in, what a refusal looks like, how many requests."""

from typing import Any

import pytest
from django.test import Client

from advocacy.people.access.api_gate import MembershipThrottle
from advocacy.people.models import ApiToken, Membership

pytestmark = pytest.mark.django_db
HERE = "/api/v1/o/acme/"


def test_anonymous_outsider_and_wrong_role(ask: Any, client: Client, greta: Membership, emma: Membership) -> None:
    anonymous = client.get(f"{HERE}me/")
    assert (anonymous.status_code, anonymous.json()["error"]["code"]) == (401, "not_signed_in")
    outsider = ask(greta, "get", "me/")
    assert (outsider.status_code, outsider.json()["error"]["code"]) == (404, "not_found")
    assert outsider.json() == ask(greta, "get", "me/", org="nowhere").json()
    refused = ask(emma, "get", "members/")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_allowed")


def test_a_token_opens_one_organisation_and_not_when_revoked(ask: Any, emma: Membership) -> None:
    assert ask(emma, "get", "me/").status_code == 200
    assert ask(emma, "get", "me/", org="globex").status_code == 404
    ApiToken.objects.filter(membership=emma).update(revoked_at="2026-01-01T00:00:00Z")
    assert ask(emma, "get", "me/").status_code == 404


def test_a_session_reads_and_writes_with_its_csrf_token_only(amir: Membership) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(amir.user)
    assert browser.get(f"{HERE}me/").status_code == 200
    data: dict[str, Any] = {"data": {"job_title": "Engineer"}, "content_type": "application/json"}
    refused = browser.patch(f"{HERE}me/", **data)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_allowed")
    browser.get("/help/")
    browser.get("/o/acme/me/profile/")
    token = browser.cookies["relais_csrf"].value
    assert browser.patch(f"{HERE}me/", headers={"X-CSRFToken": token}, **data).status_code == 200


def test_a_token_needs_no_csrf_token(api_of: Any, amir: Membership) -> None:
    program: Client = api_of(amir)
    program.handler.enforce_csrf_checks = True
    answer = program.patch(f"{HERE}me/", {"job_title": "Engineer"}, content_type="application/json")
    assert answer.status_code == 200


def test_too_many_requests(ask: Any, emma: Membership, amir: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MembershipThrottle, "THROTTLE_RATES", {"membership": "2/min"})
    assert [ask(emma, "get", "me/").status_code for _time in range(2)] == [200, 200]
    stopped = ask(emma, "get", "me/")
    assert (stopped.status_code, stopped.json()["error"]["code"]) == (429, "too_many")
    assert int(stopped.headers["Retry-After"]) > 0
    assert ask(amir, "get", "me/").status_code == 200


def test_wrong_method(ask: Any, emma: Membership) -> None:
    for method in ("post", "put", "delete", "options"):
        answer = ask(emma, method, "me/")
        assert (answer.status_code, answer.json()["error"]["code"]) == (405, "wrong_method"), method


def test_unreadable_body(api_of: Any, emma: Membership) -> None:
    client: Client = api_of(emma)
    broken = client.generic("PATCH", f"{HERE}me/", "{", content_type="application/json")
    assert (broken.status_code, broken.json()["error"]["code"]) == (400, "malformed")
    listed = client.patch(f"{HERE}me/", [1], content_type="application/json")
    assert (listed.status_code, listed.json()["error"]["code"]) == (400, "invalid")
    strange = client.generic("PATCH", f"{HERE}me/", "<x/>", content_type="application/xml")
    assert (strange.status_code, strange.json()["error"]["code"]) == (415, "wrong_format")


def test_pages_of_a_list(ask: Any, inside: Any, adam: Membership, emma: Membership, amir: Membership) -> None:
    first = ask(adam, "get", "members/", {"limit": "2"}).json()
    assert (first["count"], len(first["results"]), first["previous"]) == (3, 2, None)
    rest = ask(adam, "get", "members/", {"limit": "2", "offset": "2"}).json()
    assert (len(rest["results"]), rest["next"]) == (1, None)
    assert len(ask(adam, "get", "members/", {"limit": "100000"}).json()["results"]) == 3


def test_refusals_speak_the_persons_language(ask: Any, emma: Membership) -> None:
    emma.user.language = "fr"
    emma.user.save(update_fields=["language"])
    refused = ask(emma, "post", "enrolment/pause/")
    assert refused.status_code == 409
    assert refused.headers["Content-Language"] == "fr"
    assert refused.json()["error"]["message"] != "You are not an ambassador at the moment."
