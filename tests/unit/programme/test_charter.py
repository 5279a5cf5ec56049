"""The charter and the objective."""

import pytest

from advocacy.lib.errors import RuleViolation
from advocacy.programme import selectors, services
from advocacy.programme.models import Charter
from advocacy.programme.states import Objective
from tests.factories.organisations import OrganisationFactory

TEXTS = {"fr": "# Libre\n\nToujours.", "en": "# Free\n\nAlways."}


def publish(actor, texts=TEXTS, based_on=1):
    return services.publish_charter(actor=actor, texts=texts, based_on=based_on)


def test_a_new_version_leaves_the_old_one_alone(acme, alice, inside):
    with inside(acme):
        first = Charter.objects.get()
        before = dict(first.texts)
        second = publish(alice)
        first.refresh_from_db()
        assert selectors.current_charter() == second
    assert second.number == 2
    assert first.texts == before


@pytest.mark.parametrize(
    ("texts", "based_on", "code"),
    [
        (TEXTS, 0, "charter_changed"),
        ({"en": "Only English"}, 1, "charter_empty"),
        ({"fr": ""}, 1, "charter_empty"),
    ],
)
def test_refusals(acme, alice, inside, texts, based_on, code):
    with inside(acme):
        with pytest.raises(RuleViolation) as refused:
            publish(alice, texts, based_on)
        assert Charter.objects.count() == 1
    assert refused.value.code == code


def test_the_same_text_is_no_new_version(acme, alice, inside):
    with inside(acme):
        publish(alice)
        with pytest.raises(RuleViolation) as refused:
            publish(alice, based_on=2)
    assert refused.value.code == "charter_unchanged"


def test_paragraphs_are_plain_text():
    pieces = selectors.paragraphs("# Title\r\n\r\nOne\ntwo <b>three</b>\n\n\n\n# \n")
    assert [(piece.text, piece.is_heading) for piece in pieces] == [
        ("Title", True), ("One two <b>three</b>", False), ("#", False),
    ]  # fmt: skip


def test_minutes_to_read():
    assert selectors.minutes_to_read("") == 1
    assert selectors.minutes_to_read("word " * 401) == 3


def test_the_objective(acme, cara, emma, inside):
    with inside(acme):
        row = services.update_programme(
            actor=cara,
            objective=Objective.OPPORTUNITIES,
            aims={"fr": "Rencontrer."},
            contact=emma,
            words={"en": "Ask me."},
        )
        assert selectors.programme().contact == emma
    assert row.objective == Objective.OPPORTUNITIES
    assert selectors.in_language(row.aims, "en") == "Rencontrer."
    assert selectors.in_language({}, "en") == ""


def test_the_contact_is_somebody_here(acme, globex, cara, greta, inside):
    with inside(acme), pytest.raises(RuleViolation) as refused:
        services.update_programme(actor=cara, objective=Objective.AWARENESS, aims={}, contact=greta, words={})
    assert refused.value.code == "not_a_member"


def test_an_organisation_without_a_programme_has_an_empty_one(db, inside):
    with inside(OrganisationFactory()):
        assert selectors.programme().contact is None
        assert selectors.current_charter() is None
