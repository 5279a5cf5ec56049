"""The company's own page on a network: what it posted, who follows it, how complete it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from advocacy.people.models import Membership
from advocacy.tenancy.models import Addressable, TenantModel
from content_library.models.items import ContentItem


class CompanyPage(Addressable, TenantModel):
    """One page of the company on one network."""

    network = models.CharField(_("network"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address of the page"), max_length=1000, blank=True)
    # Days without a post after which the communications team is told, once; 0 never.
    idle_days = models.PositiveSmallIntegerField(_("tell us after that many days without a post"), default=14)
    # Keys of what has been looked at and is in order.
    checklist = models.JSONField(default=list, blank=True)
    # When the team was last told that the page is quiet; a later post makes it news again.
    idle_told_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "network"], name="company_page_once")]

    def __str__(self) -> str:
        return self.name


class CompanyPost(Addressable, TenantModel):
    """One post of the page, whether or not an idea of the library speaks of it. None means unknown, never zero."""

    page = models.ForeignKey(CompanyPage, on_delete=models.CASCADE, related_name="posts")
    item = models.ForeignKey(ContentItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    url = models.URLField(_("address of the post"), max_length=1000)
    posted_at = models.DateTimeField(_("posted on"))
    text = models.CharField(_("how it begins"), max_length=300, blank=True)
    impressions = models.PositiveIntegerField(_("views"), null=True, blank=True)
    reactions = models.PositiveIntegerField(_("reactions"), null=True, blank=True)
    comments = models.PositiveIntegerField(_("comments"), null=True, blank=True)
    reshares = models.PositiveIntegerField(_("reshares"), null=True, blank=True)
    clicks = models.PositiveIntegerField(_("clicks"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-posted_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["page", "url"], name="company_post_once")]
        indexes = [models.Index(fields=["organisation", "page", "-posted_at"], name="company_post_by_time")]

    def __str__(self) -> str:
        return self.text or self.url


class FollowerCount(TenantModel):
    """How many followed the page on one day, as somebody read it there."""

    page = models.ForeignKey(CompanyPage, on_delete=models.CASCADE, related_name="follower_counts")
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("followers"))

    class Meta(TenantModel.Meta):
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="follower_count_once")]

    def __str__(self) -> str:
        return f"{self.count} on {self.day}"


class PageImport(Addressable, TenantModel):
    """A table of posts that somebody brought: looked at first, taken in when they say so."""

    page = models.ForeignKey(CompanyPage, on_delete=models.CASCADE, related_name="imports")
    brought_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    content = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    # What was taken in, by kind of line; empty until then.
    outcome = models.JSONField(default=dict, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
