"""A person's rules: drafts only, within what they asked, never twice, never what is not for them; off is off."""

from datetime import UTC, datetime, timedelta

import pytest

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Notification
from advocacy.people.states import NotificationKind
from advocacy.programme.services import leave_programme, pause
from content_library.services import marks
from content_library.states import ItemState
from sharing.models import RulePick, RuleStart, Share, SharingRule, TrackedLink
from sharing.selectors import rhythm
from sharing.selectors import rules as reads
from sharing.services import preparing_weeks, rules, shares, weeks
from sharing.services import rhythm as paces
from sharing.services.week_lines import week_lines
from sharing.states import ShareState
from tests.factories.content_library import (
    AngleFactory,
    ContentItemFactory,
    ItemTopicFactory,
    PagePostFactory,
    SuggestedTextFactory,
    TopicFactory,
)
from tests.factories.programme import EnrolmentFactory
from tests.factories.sharing import ShareFactory
from tests.unit.sharing.conftest import connected

S = ShareState
# A Monday, early: the whole week lies ahead.
MONDAY = datetime(2026, 6, 8, 4, 0, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture(autouse=True)
def _in_june(monkeypatch):
    clock_of(monkeypatch, MONDAY)


def clock_of(monkeypatch, moment):
    """The one clock of all that is tested here."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def terms(**values):
    base = {"networks": ["linkedin"], "weekdays": [1, 3], "hours": ["08:40"], "per_week": 2}
    return rules.Terms(**{**base, **values})


def idea(**values):
    item = ContentItemFactory(**values)
    SuggestedTextFactory(item=item, body=f"Why I like {item.title}.")
    return item


@pytest.fixture
def rule(acme, amir, inside):
    """`rule(**terms)`: a rule of Amir's. Inside Acme."""
    return lambda **values: rules.create_rule(actor=amir, terms=terms(**values))


def drafts(membership):
    return list(Share.objects.filter(membership=membership, is_prepared=True).order_by("due_local"))


# --- What is prepared ------------------------------------------------------------------------------------------------
def test_a_week_of_drafts_at_the_persons_hours(acme, amir, inside, rule, account):
    with inside(acme):
        ideas = [idea(), idea(), idea()]
        rule()
        assert preparing_weeks.prepare_weeks() == 2
        made = drafts(amir)
        assert [share.due_local for share in made] == ["2026-06-09T08:40", "2026-06-11T08:40"]
        assert {share.zone for share in made} == {"Europe/Paris"}
        assert {share.state for share in made} == {S.DRAFT}
        assert all(share.due_at is None and share.content_sha256 == "" for share in made)
        assert all(share.item in ideas and share.suggested_text is not None for share in made)
        assert len({share.item_id for share in made}) == 2
        assert all(share.link is not None and "Why I like" in share.text for share in made)


def test_again_and_again_prepares_nothing_more(acme, amir, inside, rule, account):
    with inside(acme):
        for _number in range(5):
            idea()
        rule()
        assert [preparing_weeks.prepare_weeks() for _run in range(3)] == [2, 0, 0]
        told = Notification.objects.filter(membership=amir, kind=NotificationKind.WEEK_READY)
        assert told.count() == 1


def test_next_week_is_laid_out_from_friday_on(acme, amir, inside, rule, account, monkeypatch):
    with inside(acme):
        for _number in range(6):
            idea()
        rule()
        preparing_weeks.prepare_weeks()
        assert preparing_weeks.prepare_weeks(FRIDAY - timedelta(days=1)) == 0
        clock_of(monkeypatch, FRIDAY)
        assert preparing_weeks.prepare_weeks() == 2
        assert [share.due_local[:10] for share in drafts(amir)][2:] == ["2026-06-16", "2026-06-18"]
        assert Notification.objects.filter(kind=NotificationKind.WEEK_READY).count() == 2


def test_what_was_taken_out_is_not_prepared_again(acme, amir, inside, rule, account):
    with inside(acme):
        idea()
        rule()
        preparing_weeks.prepare_weeks()
        weeks.remove_prepared(actor=amir, share=drafts(amir)[0])
        assert preparing_weeks.prepare_weeks() == 0
        assert not Share.objects.exists()
        assert not TrackedLink.objects.exists()


def test_never_what_is_not_for_the_person(acme, amir, cara, inside, rule, account):
    with inside(acme):
        shared, aside, over, french, elsewhere, soon = (idea() for _number in range(6))
        ShareFactory(membership=amir, item=shared, published=True)
        marks.dismiss_item(actor=amir, item=aside)
        for item, changes in (
            (over, {"state": ItemState.EXPIRED}),
            (french, {"for_everyone": False}),
            (elsewhere, {"networks": ["x"]}),
            # It ends before the first hour of the rule.
            (soon, {"expires_at": MONDAY + timedelta(hours=5)}),
        ):
            for name, value in changes.items():
                setattr(item, name, value)
            item.save()
        rule()
        assert preparing_weeks.prepare_weeks() == 0


def test_an_idea_that_waits_for_the_page_comes_after_it_or_not(acme, amir, inside, rule, account):
    with inside(acme):
        unknown, known = (idea(state=ItemState.WAITING) for _number in range(2))
        PagePostFactory(item=known, expected_at=MONDAY + timedelta(days=2))
        rule()
        preparing_weeks.prepare_weeks()
        assert [(share.item, share.due_local[:10]) for share in drafts(amir)] == [(known, "2026-06-11")]
        assert unknown.pk != known.pk


def test_only_its_topics(acme, amir, inside, rule, account):
    with inside(acme):
        topic, wanted = TopicFactory(), idea()
        idea()
        ItemTopicFactory(item=wanted, topic=topic)
        rule(topics=[topic])
        preparing_weeks.prepare_weeks()
        assert [share.item for share in drafts(amir)] == [wanted]


def test_a_question_instead_of_a_text(acme, amir, inside, rule, account):
    with inside(acme):
        item = idea()
        angle = AngleFactory(item=item)
        rule(begins_with=RuleStart.ANGLE)
        preparing_weeks.prepare_weeks()
        share = drafts(amir)[0]
        assert (share.angle, share.suggested_text) == (angle, None)
        line = week_lines(amir)[0]
        assert not line.can_go
        assert "your words" in line.problem


def test_colleagues_are_not_a_chorus(acme, amir, emma, inside, rule, account):
    with inside(acme):
        EnrolmentFactory(membership=emma)
        item = idea()
        SuggestedTextFactory(item=item, body="Another way to say it.")
        connected(emma)
        rule(weekdays=[1])
        rules.create_rule(actor=emma, terms=terms(weekdays=[1]))
        preparing_weeks.prepare_weeks()
        both = [drafts(amir)[0], drafts(emma)[0]]
        assert {share.due_local for share in both} == {"2026-06-09T08:40", "2026-06-09T09:10"}
        assert both[0].suggested_text != both[1].suggested_text


def test_where_the_same_text_is_forbidden_the_second_person_gets_a_question(acme, amir, emma, inside, rule):
    with inside(acme):
        EnrolmentFactory(membership=emma)
        item = idea()
        angle = AngleFactory(item=item)
        for person in (amir, emma):
            connected(person, "x")
            rules.create_rule(actor=person, terms=terms(networks=["x"], weekdays=[1]))
        preparing_weeks.prepare_weeks()
        first, second = drafts(amir)[0], drafts(emma)[0]
        assert first.suggested_text is not None
        assert (second.suggested_text, second.angle) == (None, angle)


def test_an_hour_the_clocks_skip_is_left_out(acme, amir, inside, rule, account, monkeypatch):
    # In the night to 29 March 2026 there is no half past two in Paris.
    clock_of(monkeypatch, datetime(2026, 3, 23, 4, 0, tzinfo=UTC))
    with inside(acme):
        idea()
        rule(weekdays=[6], hours=["02:30"])
        assert preparing_weeks.prepare_weeks() == 0


def test_a_full_week_gets_no_more(acme, amir, inside, rule, account):
    with inside(acme):
        idea(), idea()
        paces.change_pace(actor=amir, per_week=1)
        rule()
        assert preparing_weeks.prepare_weeks() == 1


# --- Whose it is -----------------------------------------------------------------------------------------------------
def test_nothing_during_a_break(acme, amir, inside, rule, account):
    with inside(acme):
        idea()
        rule()
        pause(actor=amir)
        assert preparing_weeks.prepare_weeks() == 0


def test_leaving_takes_the_rules_and_what_nobody_wrote(acme, amir, inside, rule, account):
    with inside(acme):
        idea(), idea()
        rule()
        preparing_weeks.prepare_weeks()
        mine, _untouched = drafts(amir)
        shares.edit_share(actor=amir, share=mine, text="In my own words.")
        leave_programme(actor=amir)
        left = Share.objects.get()
        assert (left.text, left.is_prepared, left.state) == ("In my own words.", False, S.DRAFT)
        assert not SharingRule.objects.exists()


def test_off_takes_back_what_nobody_touched(acme, amir, inside, rule, account):
    with inside(acme):
        idea(), idea()
        row = rule()
        preparing_weeks.prepare_weeks()
        moved, _untouched = drafts(amir)
        weeks.move_prepared(actor=amir, share=moved, due_local="2026-06-10T10:00")
        rules.switch_rule(actor=amir, rule=row, on=False)
        assert list(Share.objects.all()) == [moved]
        assert preparing_weeks.prepare_weeks() == 0
        assert rules.switch_all_off(actor=amir) == 0


def test_changing_a_rule_begins_again(acme, amir, inside, rule, account):
    with inside(acme):
        for _number in range(4):
            idea()
        row = rule()
        preparing_weeks.prepare_weeks()
        rules.change_rule(actor=amir, rule=row, terms=terms(weekdays=[2], per_week=1))
        assert not Share.objects.exists()
        preparing_weeks.prepare_weeks()
        assert [share.due_local[:10] for share in drafts(amir)] == ["2026-06-10"]


def test_a_withdrawn_idea_takes_its_untouched_draft(acme, amir, cara, inside, rule, account):
    with inside(acme):
        item = idea()
        rule()
        preparing_weeks.prepare_weeks()
        rules.on_item_withdrawn(item)
        assert not Share.objects.exists()


def test_a_week_that_is_over_is_cleared(acme, amir, inside, rule, account):
    with inside(acme):
        idea(), idea()
        rule()
        preparing_weeks.prepare_weeks()
        mine, _untouched = drafts(amir)
        shares.edit_share(actor=amir, share=mine, text="In my own words.")
        assert preparing_weeks.clear_past_weeks(MONDAY + timedelta(days=7)) == 0
        assert preparing_weeks.clear_past_weeks(MONDAY + timedelta(days=9)) == 1
        assert [(share.text, share.is_prepared) for share in Share.objects.all()] == [("In my own words.", False)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"networks": []}, "rule_networks"),
        ({"networks": ["nowhere"]}, "rule_networks"),
        ({"weekdays": []}, "rule_weekdays"),
        ({"weekdays": [7]}, "rule_weekdays"),
        ({"hours": []}, "rule_hours"),
        ({"hours": ["25:00"]}, "rule_hours"),
        ({"per_week": 6}, "rule_per_week"),
    ],
)
def test_terms_that_cannot_be_met_are_refused(acme, amir, inside, rule, change, code):
    with inside(acme), pytest.raises(RuleViolation) as refused:
        rule(**change)
    assert refused.value.code == code


def test_a_sixth_rule_and_one_of_an_outsider_are_refused(acme, amir, emma, inside, rule):
    with inside(acme):
        for _number in range(5):
            rule()
        with pytest.raises(RuleViolation):
            rule()
        with pytest.raises(RuleViolation):
            rules.create_rule(actor=emma, terms=terms())
        with pytest.raises(RuleViolation):
            rules.delete_rule(actor=emma, rule=SharingRule.objects.first())


def test_the_other_organisation_is_not_touched(acme, globex, amir, gil, inside, rule, account):
    with inside(globex):
        rules.create_rule(actor=gil, terms=terms())
    with inside(acme):
        idea()
        rule()
        assert preparing_weeks.prepare_weeks() == 1
        assert RulePick.objects.count() == 1
    with inside(globex):
        assert RulePick.objects.count() == 0


def test_in_plain_words(acme, amir, inside, rule):
    with inside(acme):
        row = rule(topics=[TopicFactory(name="Bridges")], weekdays=[1, 3])
        line = reads.in_words(reads.rule_of(amir, row.public_id))
        assert "Tuesday, Thursday" in line.when
        assert "Bridges" in line.what
        assert "8:40" in line.where


# --- The person's own pace -------------------------------------------------------------------------------------------
def test_a_gentle_word_and_never_a_wall(acme, amir, inside, plan):
    with inside(acme):
        moment = MONDAY + timedelta(days=2)
        assert rhythm.frequency_note(amir, moment) == ""
        paces.change_pace(actor=amir, per_week=1)
        assert rhythm.frequency_note(amir, moment) == ""
        share = plan(due_at=moment)
        assert "at most" in rhythm.frequency_note(amir, moment + timedelta(days=1))
        assert rhythm.frequency_note(amir, moment, exclude=share) == ""
        assert rhythm.frequency_note(amir, moment + timedelta(days=7)) == ""
        plan(due_at=moment + timedelta(days=1), text="Another one.")


def test_a_pace_beyond_reason_is_refused(acme, amir, inside):
    with inside(acme), pytest.raises(RuleViolation):
        paces.change_pace(actor=amir, per_week=0)


def test_the_balance_is_put_aside_and_brought_back(acme, amir, inside):
    with inside(acme):
        assert paces.hide_balance(actor=amir).hides_balance
        paces.show_balance(actor=amir)
        assert not rhythm.sharing_choices(amir).hides_balance
