"""What an organisation can be set to. Imports nothing of ours."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class SemesterCalendar(models.IntegerChoices):
    """The month in which an organisation's first semester starts."""

    JANUARY = 1, _("1 January")
    APRIL = 4, _("1 April")
    JULY = 7, _("1 July")
    SEPTEMBER = 9, _("1 September")


# No figure may describe fewer people than this, whatever an administrator asks.
SMALLEST_GROUP_FLOOR = 5

# The journal in words. A test finds every verb of the code here, or among those that are personal.
AUDIT_WORDS: Final = {
    "organisation.created": _("created the space"),
    "organisation.updated": _("changed the settings"),
    "member.roles_changed": _("changed somebody's roles"),
    "member.removed": _("removed a member"),
    "team.created": _("created a team"),
    "team.renamed": _("renamed a team"),
    "team.members_changed": _("changed who is in a team"),
    "team.deleted": _("dissolved a team"),
    "invitation.sent": _("invited somebody"),
    "invitation.reminded": _("sent a reminder of an invitation"),
    "invitation.withdrawn": _("withdrew an invitation"),
    "invitation.accepted": _("accepted an invitation"),
    "programme.updated": _("changed the objective of the programme"),
    "charter.published": _("published a version of the charter"),
    "network_app.updated": _("changed a network's application"),
    "crisis.started": _("put every share on hold"),
    "crisis.ended": _("lifted the hold on shares"),
    "item.created": _("added an idea"),
    "item.updated": _("changed an idea"),
    "item.restored": _("took up an earlier version of an idea again"),
    "item.review_asked": _("asked somebody to read an idea"),
    "item.reviewed": _("read an idea for a colleague"),
    "item.moved": _("changed an idea's state"),
    "item.announcement_order_changed": _("changed who announces an idea"),
    "item.prolonged": _("gave an idea another end"),
    "item.campaign_changed": _("moved an idea to another campaign"),
    "item.bulk_undone": _("undid a change made to several ideas"),
    "item.page_posted": _("said that the page had posted"),
    "item.announced": _("said that the person who announces an idea had done so"),
    "item.page_planned": _("moved the page's post about an idea"),
    "cadence.changed": _("changed the rhythm of announcements"),
    "campaign.created": _("started a campaign"),
    "campaign.updated": _("changed a campaign"),
    "campaign.archived": _("archived a campaign"),
    "campaign.restored": _("brought a campaign back"),
    "company_page.added": _("added a page of the company"),
    "company_page.updated": _("changed a page of the company"),
    "company_page.followers": _("wrote down the followers of a page"),
    "company_page.imported": _("took in a table of the page’s posts"),
    "company_post.recorded": _("wrote down a post of the page"),
    "company_post.forgotten": _("removed a post of the page"),
    "library.targets_changed": _("changed what the library aims at"),
    "topic.created": _("added a topic"),
    "topic.renamed": _("renamed a topic"),
    "topic.deleted": _("removed a topic"),
    "source.added": _("added a source"),
    "source.changed": _("changed a source"),
    "source.put_to_sleep": _("put a source to sleep"),
    "source.woken": _("woke a source"),
    "source.removed": _("removed a source"),
    "results.viewed_named": _("looked at results by name"),
    "results.exported": _("downloaded results"),
    "asset.added": _("added a picture"),
    "document.added": _("added a document"),
    "proposal.taken_up": _("took up a proposal"),
    "proposal.not_taken_up": _("answered a proposal"),
    "proposal.questioned": _("asked something about a proposal"),
    "proposal.briefed": _("asked a colleague for a contribution"),
    "proposal.called_off": _("called off a brief"),
    "asset.described": _("changed a picture's alternative text"),
}

# What a line of the journal changed, and to what, where the code's word is not a person's.
FIELD_WORDS: Final = {
    "name": _("name"),
    "tagline": _("in a few words"),
    "logo": _("logo"),
    "language": _("default language"),
    "also_language": _("second language"),
    "time_zone": _("time zone"),
    "semester_starts": _("the semester starts on"),
    "smallest_group": _("smallest group"),
    "answer_days": _("days to answer a proposal"),
    "roles": _("roles"),
    "size": _("people"),
    "fields": _("changed"),
    "number": _("version"),
    "objective": _("objective"),
    "aims": _("aim"),
    "contact": _("who to ask"),
    "words": _("their words"),
    "owner": _("Owner"),
    "administrator": _("Administrator"),
    "content_manager": _("Communications"),
    "contributor": _("Contributor"),
    "manager": _("Management"),
}
