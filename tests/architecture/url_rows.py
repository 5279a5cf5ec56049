"""The table behind the URL walk: what each address names, and how to make one of each in an organisation."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Invitation, Membership, Team
from advocacy.tenancy import tenant
from content_library.models import Asset, Campaign, ContentItem, Topic
from tests.canary import CANARY
from tests.factories.content_library import DocumentFactory, ItemVersionFactory
from tests.factories.people import ApiTokenFactory, MembershipFactory, NotificationFactory, UserFactory
from tests.factories.programme import CharterFactory
from tests.factories.sharing import (
    ConnectionFactory,
    ConnectionPermissionFactory,
    LinkPreviewFactory,
    ProofreadFactory,
    ShareFactory,
    SharingRuleFactory,
)

# Patterns of libraries that we mount as they are.
LIBRARY_PATTERNS: set[str] = set()


@dataclass(frozen=True)
class Row:
    """`ids`: parameters that name one of our objects, by kind. `words`: parameters that do not."""

    ids: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def one(kind: str, **words: str) -> Row:
    """An address with one object in it."""
    return Row({"public_id": kind}, words)


PLAIN = Row()

ROWS: dict[str, Row] = {
    # Outside any organisation
    "home": PLAIN,
    "account_login": PLAIN,
    "account_request_login_code": PLAIN,
    "account_confirm_login_code": PLAIN,
    "account_logout": PLAIN,
    "account_inactive": PLAIN,
    "account_signup": PLAIN,
    "account_change_password": PLAIN,
    "account_set_password": PLAIN,
    "account_reset_password": PLAIN,
    "account_reset_password_done": PLAIN,
    "account_reset_password_from_key_done": PLAIN,
    "account_reset_password_from_key": Row(words={"uidb36": "1", "key": "x-y"}),
    "openid_connect_login": Row(words={"provider_id": "linkedin"}),
    "openid_connect_callback": Row(words={"provider_id": "linkedin"}),
    "people:health": PLAIN,
    "people:about": PLAIN,
    "people:privacy": PLAIN,
    "people:accessibility": PLAIN,
    "people:help": PLAIN,
    "people:mailbox": PLAIN,
    "people:mailbox_mail": Row(words={"name": "none.log"}),
    "people:preferences": PLAIN,
    "people:demo_sign_in": PLAIN,
    "people:portrait": one("membership"),
    "people:organisation_list": PLAIN,
    "people:organisation_new": PLAIN,
    "people:organisation_new_step": Row(words={"step": "1"}),
    "people:invitation": Row(words={"token": "code.secret"}),
    "people:mail_stop": Row(words={"token": "not.ours"}),
    "sharing:manifest": PLAIN,
    "sharing:service_worker": PLAIN,
    "sharing:offline": PLAIN,
    "sharing:calendar_feed": Row(words={"org_code": "abcde", "token": "abcdefghij"}),
    "sharing:calendar_feeds": PLAIN,
    "sharing:tracked_link": Row(words={"org_code": "abcde", "code": "abcdefghij"}),
    "sharing:connect_callback": Row(words={"network": "linkedin"}),
    # The person's own
    "people:org_home": PLAIN,
    "people:logo": PLAIN,
    "people:me": PLAIN,
    "people:profile": PLAIN,
    "people:mail_choices": PLAIN,
    "people:sign_out_everywhere": PLAIN,
    "people:api_token_list": PLAIN,
    "people:api_token_revoke": one("api_token"),
    "people:notification_list": PLAIN,
    "people:notification_open": one("notification"),
    # Administration
    "people:settings": PLAIN,
    "people:member_list": PLAIN,
    "people:member_edit": one("membership"),
    "people:member_remove": one("membership"),
    "people:team_list": PLAIN,
    "people:team_new": PLAIN,
    "people:team_edit": one("team"),
    "people:team_delete": one("team"),
    "people:invitation_list": PLAIN,
    "people:invitation_remind": one("invitation"),
    "people:invitation_withdraw": one("invitation"),
    "people:audit_list": PLAIN,
    "people:gallery": PLAIN,
    # The programme
    "programme:join": PLAIN,
    "programme:charter": PLAIN,
    "programme:charter_edit": PLAIN,
    "programme:charter_version": one("charter"),
    "programme:team": PLAIN,
    "programme:choices": PLAIN,
    "programme:pause": PLAIN,
    "programme:resume": PLAIN,
    "programme:leave": PLAIN,
    "programme:ambassador_list": PLAIN,
    "programme:programme_edit": PLAIN,
    "programme:first_steps": PLAIN,
    "programme:setup": PLAIN,
    # The library
    "content_library:item_list": PLAIN,
    "content_library:item_bulk": PLAIN,
    "content_library:item_new": PLAIN,
    "content_library:topic_list": PLAIN,
    "content_library:topic_rename": one("topic"),
    "content_library:topic_delete": one("topic"),
    "content_library:item_detail": one("item"),
    "content_library:item_edit": one("item"),
    "content_library:item_submit": one("item"),
    "content_library:item_publish": one("item"),
    "content_library:item_unpublish": one("item"),
    "content_library:item_archive": one("item"),
    "content_library:item_duplicate": one("item"),
    "content_library:item_prolong": one("item"),
    "content_library:item_page_post": one("item"),
    "content_library:version_list": one("item"),
    "content_library:version_detail": one("item", number="1"),
    "content_library:version_restore": one("item", number="1"),
    "content_library:calendar": PLAIN,
    "content_library:calendar_month": PLAIN,
    "content_library:cadence": PLAIN,
    "content_library:page_move": one("item"),
    "content_library:campaign_list": PLAIN,
    "content_library:campaign_new": PLAIN,
    "content_library:campaign_edit": one("campaign"),
    "content_library:campaign_archive": one("campaign"),
    "content_library:campaign_restore": one("campaign"),
    "content_library:asset": one("asset", size="large"),
    "content_library:document": one("document"),
    # Sharing
    "sharing:feed": PLAIN,
    "sharing:my_topics": PLAIN,
    "sharing:item_mark": one("item"),
    "sharing:compose": PLAIN,
    "sharing:compose_preview": PLAIN,
    "sharing:compose_card": PLAIN,
    "sharing:compose_keep": PLAIN,
    "sharing:share_list": PLAIN,
    "sharing:share_week": PLAIN,
    "sharing:share_month": PLAIN,
    "sharing:share_detail": one("share"),
    "sharing:share_edit": one("share"),
    "sharing:share_move": one("share"),
    "sharing:share_cancel": one("share"),
    "sharing:share_answer": one("share"),
    "sharing:share_retry": one("share"),
    "sharing:share_copy": one("share"),
    "sharing:share_lighten": one("share"),
    "sharing:share_without_link": one("share"),
    "sharing:share_to_hand": one("share"),
    "sharing:share_let_be": one("share"),
    "sharing:share_take_back": one("share"),
    "sharing:share_remove": one("share"),
    "sharing:share_by_hand": one("share"),
    "sharing:share_elsewhere": one("share"),
    "sharing:proofread_ask": one("share"),
    "sharing:proofread_list": PLAIN,
    "sharing:proofread": one("proofread"),
    "sharing:rules_off": Row(words={"token": "not.ours"}),
    "sharing:balance_hide": PLAIN,
    "sharing:my_rules": PLAIN,
    "sharing:rule_new": PLAIN,
    "sharing:my_pace": PLAIN,
    "sharing:rule_edit": one("rule"),
    "sharing:rule_switch": one("rule"),
    "sharing:rule_delete": one("rule"),
    "sharing:my_archive": PLAIN,
    "sharing:my_week": PLAIN,
    "sharing:my_week_one": one("share"),
    "sharing:week_edit": one("share"),
    "sharing:week_move": one("share"),
    "sharing:week_remove": one("share"),
    "sharing:accounts": PLAIN,
    "sharing:connect": Row(words={"network": "linkedin"}),
    "sharing:disconnect": one("connection"),
    "sharing:permit": one("connection"),
    "sharing:network_settings": PLAIN,
    "sharing:crisis": PLAIN,
    "sharing:crisis_lift": PLAIN,
    "sharing:network_edit": Row(words={"network": "linkedin"}),
    # Results
    "reporting:my_results": PLAIN,
    "reporting:report": PLAIN,
    "reporting:report_csv": PLAIN,
    "reporting:definitions": PLAIN,
    "reporting:campaign": one("campaign"),
    # The API
    "api:schema": PLAIN,
    "api:docs": PLAIN,
    "api:sharing:crisis": PLAIN,
    "api:people:organisation": PLAIN,
    "api:people:logo": PLAIN,
    "api:people:audit_list": PLAIN,
    "api:people:me": PLAIN,
    "api:people:portrait": PLAIN,
    "api:people:mail_choices": PLAIN,
    "api:people:notification_list": PLAIN,
    "api:people:notification_read_all": PLAIN,
    "api:people:notification_read": one("notification"),
    "api:people:member_list": PLAIN,
    "api:people:member_detail": one("membership"),
    "api:people:member_roles": one("membership"),
    "api:people:colleague_list": PLAIN,
    "api:people:team_list": PLAIN,
    "api:people:team_detail": one("team"),
    "api:people:invitation_list": PLAIN,
    "api:people:invitation_many": PLAIN,
    "api:people:invitation_remind": one("invitation"),
    "api:people:invitation_withdraw": one("invitation"),
    "api:programme:programme": PLAIN,
    "api:programme:charter_list": PLAIN,
    "api:programme:charter_current": PLAIN,
    "api:programme:charter_detail": one("charter"),
    "api:programme:enrolment": PLAIN,
    "api:programme:enrolment_pause": PLAIN,
    "api:programme:enrolment_resume": PLAIN,
    "api:programme:enrolment_leave": PLAIN,
    "api:programme:ambassador_list": PLAIN,
    "api:content_library:item_list": PLAIN,
    "api:content_library:item_detail": one("item"),
    "api:content_library:item_readiness": one("item"),
    "api:content_library:item_history": one("item"),
    "api:content_library:item_submit": one("item"),
    "api:content_library:item_publish": one("item"),
    "api:content_library:item_unpublish": one("item"),
    "api:content_library:item_archive": one("item"),
    "api:content_library:item_prolong": one("item"),
    "api:content_library:item_duplicate": one("item"),
    "api:content_library:item_page_post": one("item"),
    "api:content_library:version_list": one("item"),
    "api:content_library:version_detail": one("item", number="1"),
    "api:content_library:version_restore": one("item", number="1"),
    "api:content_library:campaign_list": PLAIN,
    "api:content_library:campaign_detail": one("campaign"),
    "api:content_library:campaign_archive": one("campaign"),
    "api:content_library:campaign_restore": one("campaign"),
    "api:content_library:topic_list": PLAIN,
    "api:content_library:topic_detail": one("topic"),
    "api:content_library:my_topic_list": PLAIN,
    "api:content_library:topic_follow": one("topic"),
    "api:content_library:topic_unfollow": one("topic"),
    "api:content_library:asset_list": PLAIN,
    "api:content_library:asset_detail": one("asset"),
    "api:content_library:picture_list": PLAIN,
    "api:content_library:picture_detail": one("asset"),
    "api:content_library:document_list": PLAIN,
    "api:content_library:document_detail": one("document"),
    "api:sharing:idea_list": PLAIN,
    "api:sharing:idea_detail": one("item"),
    "api:sharing:idea_mark": one("item"),
    "api:sharing:share_list": PLAIN,
    "api:sharing:share_detail": one("share"),
    "api:sharing:share_cancel": one("share"),
    "api:sharing:share_copy": one("share"),
    "api:sharing:share_answer": one("share"),
    "api:sharing:share_done": one("share"),
    "api:sharing:share_take_back": one("share"),
    "api:sharing:share_to_hand": one("share"),
    "api:sharing:share_let_be": one("share"),
    "api:sharing:share_remove": one("share"),
    "api:sharing:proofread_list": PLAIN,
    "api:sharing:proofread_detail": one("proofread"),
    "api:sharing:proofread_answer": one("proofread"),
    "api:sharing:proofread_decline": one("proofread"),
    "api:sharing:proofread_withdraw": one("proofread"),
    "api:sharing:my_week": PLAIN,
    "api:sharing:my_week_one": one("share"),
    "api:sharing:my_rule_list": PLAIN,
    "api:sharing:my_rule_off": one("rule"),
    "api:sharing:my_pace": PLAIN,
    "api:sharing:account_list": PLAIN,
    "api:sharing:account_detail": one("connection"),
    "api:sharing:account_disconnect": one("connection"),
    "api:sharing:link_preview_list": PLAIN,
    "api:sharing:link_preview_detail": one("preview"),
    "api:sharing:network_list": PLAIN,
    "api:sharing:application_list": PLAIN,
    "api:sharing:application_detail": Row(words={"network": "linkedin"}),
    "api:reporting:results": PLAIN,
    "api:reporting:semester_list": PLAIN,
    "api:reporting:campaign_results": one("campaign"),
    "api:reporting:my_results": PLAIN,
}


def make_objects(organisation: Organisation) -> dict[str, str]:
    """One object of every kind in this organisation, by public id. The texts of Globex carry the canary."""
    said = CANARY if organisation.slug == "globex" else "of ours"
    member = MembershipFactory(organisation=organisation, user=UserFactory(name=f"Somebody {said}"))
    token = ApiTokenFactory(membership=member, name=f"Script {said}")
    connection = ConnectionFactory(user=member.user, name=f"Somebody {said}")
    with tenant(organisation.pk):
        objects = {
            "team": Team.objects.create(name=f"Walkers {said}"),
            "invitation": _invitation(member),
            "notification": NotificationFactory(membership=member, details={"title": said, "network": "linkedin"}),
            "charter": CharterFactory(number=7),
            "topic": Topic.objects.create(name=f"Topic {said}"),
            "campaign": Campaign.objects.create(name=f"Campaign {said}"),
            "item": ContentItem.objects.create(title=f"Item {said}", url="https://a.example/", state="live"),
            "asset": Asset.objects.create(
                file="none.jpg", mime="image/jpeg", width=1, height=1, size=1, sha256="0" * 64, owner=member
            ),
            "document": DocumentFactory(owner=member, title=f"Paper {said}"),
            "rule": SharingRuleFactory(membership=member),
            "preview": LinkPreviewFactory(membership=member, title=f"Page {said}"),
            "share": ShareFactory(membership=member, text=f"My words {said}"),
        }
        ItemVersionFactory(item=objects["item"], saved_by=member, content={"title": said})
        ConnectionPermissionFactory(membership=member, connection=connection)
        reader = MembershipFactory(organisation=organisation)
        objects["proofread"] = ProofreadFactory(author=member, reader=reader, title=said)
    found = {kind: row.public_id for kind, row in objects.items()}
    return {**found, "membership": member.public_id, "api_token": token.public_id, "connection": connection.public_id}


def _invitation(member: Membership) -> Invitation:
    return Invitation.objects.create(
        email=f"walker-{member.pk}@{member.organisation.slug}.example",
        token_hash=f"{member.pk:064d}",
        invited_by=member,
        expires_at=timezone.now() + timedelta(days=7),
    )
