"""Items with their angles, texts, topics, audience, page post and marks."""

from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advocacy.people.models import Membership, Team
from advocacy.tenancy.models import Addressable, TenantManager, TenantModel, TenantQuerySet
from content_library.models import indexing
from content_library.models.assets import Asset
from content_library.models.fields import PageKey, SearchText
from content_library.models.subjects import Campaign, Topic
from content_library.states import SHAREABLE, AnnouncementOrder, Family, ItemKind, ItemState, Mark


class ContentItemQuerySet(TenantQuerySet["ContentItem"]):
    """Reads that several doors share."""

    def shareable(self) -> Self:
        """Items an ambassador may prepare a share from at this moment."""
        now = timezone.now()
        return self.filter(state__in=SHAREABLE).exclude(expires_at__lte=now).exclude(available_from__gt=now)


class ContentItemManager(TenantManager["ContentItem"]):
    """The wall, with the reads of the queryset in reach."""

    _queryset_class = ContentItemQuerySet

    def get_queryset(self) -> ContentItemQuerySet:
        return cast(ContentItemQuerySet, super().get_queryset())

    def shareable(self) -> ContentItemQuerySet:
        """Items an ambassador may prepare a share from at this moment."""
        return self.get_queryset().shareable()


class ContentItem(Addressable, TenantModel):
    """One thing worth sharing (on screen: an idea)."""

    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind.choices, default=ItemKind.ARTICLE)
    family = models.CharField(_("family"), max_length=10, choices=Family.choices, default=Family.COMPANY)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.DRAFT, editable=False)
    state_changed_at = models.DateTimeField(default=timezone.now, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    title = models.CharField(_("title shown to ambassadors"), max_length=160)
    summary = models.TextField(_("in a sentence or two"), blank=True, max_length=600)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    url_key = PageKey()
    # One fact a line: reference points, not sentences to copy.
    facts = models.TextField(_("facts not to distort"), blank=True, max_length=2000)
    facts_verified_by = models.CharField(_("verified by"), max_length=120, blank=True)
    credit = models.CharField(_("author credited"), max_length=120, blank=True)
    author = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="items")
    picture = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    announcement_order = models.CharField(
        _("who announces"), max_length=14, choices=AnnouncementOrder.choices, default=AnnouncementOrder.PAGE_FIRST
    )
    # The person who announces it first has done so: their own share went out, or the team said so.
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Network keys it suits; an empty list means all of them.
    networks = models.JSONField(_("networks"), default=list, blank=True)
    for_everyone = models.BooleanField(_("for everyone"), default=True)
    available_from = models.DateTimeField(_("available from"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires on"), null=True, blank=True)
    created_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # Grows with each save; a save from an older copy is refused, so that two editors overwrite nothing.
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = SearchText(of=("title", "summary", "facts", "credit", "url"))
    # Of the words that are in the index; empty until they are. Rows written in bulk are indexed by the sweep.
    search_digest = models.CharField(max_length=16, blank=True, default="", editable=False)
    # A second submission of the same form meets the same row.
    request_key = models.CharField(max_length=40, blank=True, default="", editable=False)

    objects: ClassVar[ContentItemManager] = ContentItemManager()

    class Meta(TenantModel.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["created_by", "request_key"], condition=~models.Q(request_key=""), name="item_request_once"
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-created_at"], name="item_by_state"),
            models.Index(fields=["organisation", "created_at"], name="item_by_age"),
            models.Index(fields=["organisation", "language", "state", "state_changed_at"], name="item_for_feed"),
            models.Index(fields=["organisation"], condition=models.Q(search_digest=""), name="item_to_index"),
            # The calendar asks for what opened and what ends within some days.
            models.Index(fields=["organisation", "state_changed_at"], name="item_by_move"),
            models.Index(fields=["organisation", "expires_at"], name="item_by_end"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, and the words by which it is found."""
        super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if fields is None or {"search_text", "language"} & set(fields):
            self.index_words()

    def index_words(self) -> None:
        """Be found by the words it holds now; nothing when they are those it is found by."""
        texts = {name: str(getattr(self, name)) for name in indexing.WEIGHTS}
        digest = indexing.digest_of(self.language, texts)
        if digest != self.search_digest:
            indexing.index_words(self.pk, self.language, texts)
            self.search_digest = digest
            type(self).objects.filter(pk=self.pk).update(search_digest=digest)

    @property
    def fact_lines(self) -> list[str]:
        """The facts, one each."""
        return [line.strip() for line in self.facts.splitlines() if line.strip()]


class ItemTopic(TenantModel):
    """One topic of one item."""

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="item_topics")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="item_topics")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["item", "topic"], name="item_topic_once")]

    def __str__(self) -> str:
        return f"{self.item_id} about {self.topic_id}"


class ItemTeam(TenantModel):
    """One team an item is meant for, when it is not for everyone. The others still find it under all ideas."""

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="item_teams")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["item", "team"], name="item_team_once")]

    def __str__(self) -> str:
        return f"{self.item_id} for {self.team_id}"


class Angle(Addressable, TenantModel):
    """A question to start from, ahead of any ready-made text. It never fills the field."""

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="angles")
    position = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    name = models.CharField(_("name"), max_length=40)
    question = models.CharField(_("the invitation"), max_length=200)
    helpers = models.CharField(_("three questions to start"), max_length=300, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class SuggestedText(Addressable, TenantModel):
    """Wording offered for an item, by language and network; always editable, never forced."""

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="suggested_texts")
    position = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    # A network key, or empty for any of them.
    network = models.CharField(_("network"), max_length=20, blank=True, default="")
    body = models.TextField(_("text"), max_length=3000)

    class Meta(TenantModel.Meta):
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.body[:60]


class PagePost(Addressable, TenantModel):
    """What the company page published, or will, about an item."""

    item = models.OneToOneField(ContentItem, on_delete=models.CASCADE, related_name="page_post")
    expected_at = models.DateTimeField(_("expected on the page"), null=True, blank=True)
    posted_at = models.DateTimeField(_("posted on the page"), null=True, blank=True)
    url = models.URLField(_("address of the page's post"), max_length=1000, blank=True)
    # The same announcement on each network, by network key: what a person may relay there.
    more_urls = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"Page post of {self.item_id}"

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organisation", "expected_at"], name="page_post_by_plan"),
            models.Index(fields=["organisation", "posted_at"], name="page_post_by_moment"),
        ]


class ItemMark(TenantModel):
    """An ambassador kept or set aside an idea: theirs alone, never shown to anyone else."""

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="marks")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=10, choices=Mark.choices)
    marked_at = models.DateTimeField(auto_now=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["item", "membership"], name="item_mark_once")]

    def __str__(self) -> str:
        return f"{self.mark} {self.item_id}"
