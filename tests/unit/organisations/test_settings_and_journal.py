"""What an organisation can be set to, and its journal."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from advocacy.organisations import selectors, services
from advocacy.organisations.models import AuditEntry
from advocacy.organisations.states import AUDIT_WORDS
from tests.factories.organisations import AuditEntryFactory


def verbs_in_the_code():
    for package in ("advocacy", "content_library", "sharing", "reporting"):
        for path in (Path(settings.BASE_DIR) / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and "record_audit" in {
                    getattr(node.func, "id", ""),
                    getattr(node.func, "attr", ""),
                }:
                    for keyword in node.keywords:
                        if keyword.arg == "verb" and isinstance(keyword.value, ast.Constant):
                            yield keyword.value.value


def test_every_verb_has_words_or_is_personal():
    silent = {
        verb
        for verb in verbs_in_the_code()
        if verb not in AUDIT_WORDS and not verb.startswith(selectors.PERSONAL_VERBS)
    }
    assert silent == set()


def test_the_smallest_group_never_goes_below_five(acme, alice, inside):
    with inside(acme):
        services.update_organisation(actor=alice, organisation=acme, smallest_group=2)
        assert not AuditEntry.objects.exists()
        services.update_organisation(actor=alice, organisation=acme, smallest_group=8, name="Acme SA")
        entry = AuditEntry.objects.get()
    assert entry.changes == {"smallest_group": ["5", "8"], "name": ["Acme", "Acme SA"]}


def test_unknown_settings_are_a_bug(acme, alice, inside):
    with inside(acme), pytest.raises(TypeError):
        services.update_organisation(actor=alice, organisation=acme, code="x")


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({}, []),
        ({"name": ["A", "B"]}, ["name: A → B"]),
        ({"name": ["", "B"]}, ["name: — → B"]),
        ({"roles": [[], ["manager", "owner"]]}, ["roles: — → Management, Owner"]),
        ({"number": 3}, ["version: 3"]),
        ({"roles": ""}, ["roles"]),
        ({"logo": ["a.png", "b.png"]}, ["logo"]),
        ({"roles": ["a", "b", "c"]}, ["roles: a, b, c"]),
    ],
)
def test_changes_in_words(acme, inside, changes, lines):
    with inside(acme):
        assert selectors.changes_of(AuditEntryFactory(changes=changes)) == lines


@pytest.mark.parametrize("verb", ["enrolment.left", "share.scheduled", "connection.revoked", "api_token.created"])
def test_what_is_personal_is_not_in_the_journal(acme, inside, verb):
    with inside(acme):
        AuditEntryFactory(verb=verb)
        shown = AuditEntryFactory()
        assert list(selectors.audit_entries()) == [shown]
