"""Where ideas come from: sources that are read regularly, what they told of, and links that were pasted."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advocacy.people.models import Membership
from advocacy.tenancy.models import Addressable, TenantModel
from content_library.models.assets import Asset
from content_library.models.fields import PageKey
from content_library.models.items import ContentItem
from content_library.models.subjects import Campaign, Topic
from content_library.states import EntryState, Family, LookupState, SourceKind, SourceState


class Source(Addressable, TenantModel):
    """One address that is read regularly, what is kept of it, and what is proposed for it. A person always looks."""

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=SourceKind.choices, default=SourceKind.FEED)
    url = models.URLField(_("address"), max_length=1000)
    # Where its feed was found, when the address is that of a page.
    feed_url = models.CharField(max_length=1000, blank=True, default="", editable=False)
    # Filters. Words and categories: separated by commas or lines.
    words_in = models.TextField(_("keep what speaks of"), max_length=500, blank=True)
    words_out = models.TextField(_("but not of"), max_length=500, blank=True)
    categories = models.TextField(_("categories"), max_length=500, blank=True)
    only_language = models.CharField(
        _("only in this language"), max_length=2, choices=settings.LANGUAGES, blank=True, default=""
    )
    # What is proposed for what it tells of.
    family = models.CharField(_("family"), max_length=10, choices=Family.choices, default=Family.SECTOR)
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="sources")
    every_minutes = models.PositiveIntegerField(_("how often"), default=360)
    state = models.CharField(max_length=8, choices=SourceState.choices, default=SourceState.AWAKE, editable=False)
    created_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # How its server recognises what we have seen.
    etag = models.CharField(max_length=200, blank=True, default="", editable=False)
    last_modified = models.CharField(max_length=200, blank=True, default="", editable=False)
    next_at = models.DateTimeField(default=timezone.now, editable=False)
    # Somebody is reading it, until then.
    reading_until = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(max_length=40, blank=True, default="", editable=False)

    class Meta(TenantModel.Meta):
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="source_name_once"),
            models.UniqueConstraint(fields=["organisation", "url"], name="source_url_once"),
        ]
        indexes = [models.Index(fields=["organisation", "state", "next_at"], name="source_by_turn")]

    def __str__(self) -> str:
        return self.name


class SourceTopic(TenantModel):
    """One topic proposed for what a source tells of."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="source_topics")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="source_topics")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["source", "topic"], name="source_topic_once")]

    def __str__(self) -> str:
        return f"{self.source_id} about {self.topic_id}"


class SourceEntry(Addressable, TenantModel):
    """One thing a source told of, once. Text only: what came with it is neither kept nor shown."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="entries")
    # The hash of what its feed calls it by.
    guid_key = models.CharField(max_length=64)
    url = models.CharField(max_length=1000, blank=True)
    url_key = PageKey()
    title = models.CharField(max_length=160, blank=True)
    summary = models.TextField(max_length=600, blank=True)
    author = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, blank=True)
    published_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=EntryState.choices, default=EntryState.WAITING)
    # Why it was kept or set aside: a code, and the word that decided.
    reason = models.CharField(max_length=120, blank=True)
    # The idea it became, or the one that already says it.
    item = models.ForeignKey(ContentItem, null=True, on_delete=models.SET_NULL, related_name="source_entries")
    decided_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    # When its feed last held it: until it no longer does, it is remembered.
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "guid_key"], name="entry_guid_once"),
            models.UniqueConstraint(
                fields=["source", "url_key"], condition=~models.Q(url_key=""), name="entry_url_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "-created_at"], name="entry_by_state")]

    def __str__(self) -> str:
        return self.title


class LinkLookup(Addressable, TenantModel):
    """A pasted link on its way to becoming an idea: what its page says of itself, and what was typed meanwhile."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=1000)
    state = models.CharField(max_length=8, choices=LookupState.choices, default=LookupState.WAITING)
    # Why the page could not be read: a code.
    problem = models.CharField(max_length=40, blank=True)
    # What its author had typed into the editor, field by field.
    typed = models.JSONField(default=dict, blank=True)
    own_url = models.CharField(max_length=1000, blank=True)
    title = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, blank=True)
    site = models.CharField(max_length=80, blank=True)
    published_at = models.DateTimeField(null=True)
    picture = models.ForeignKey(Asset, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.url
