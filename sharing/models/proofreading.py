"""A colleague's opinion on a text, asked for by its author: for the two of them, for a while."""

from django.db import models
from django.utils import timezone

from advocacy.people.models import Membership
from advocacy.tenancy.models import Addressable, TenantModel
from sharing.models.shares import Share
from sharing.states import ProofreadState


class Proofread(Addressable, TenantModel):
    """One request: who asks, who reads, what they say. It changes no text by itself; its author decides."""

    author = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=ProofreadState.choices, default=ProofreadState.ASKED)
    title = models.CharField(max_length=160, blank=True)
    # What the author would like to know.
    note = models.CharField(max_length=500, blank=True)
    comment = models.TextField(max_length=2000, blank=True)
    # The texts wait for the answer until then, because their author chose so. None: they wait for nothing.
    wait_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["organisation", "reader", "state"], name="proofread_by_reader"),
            models.Index(fields=["organisation", "author", "-asked_at"], name="proofread_by_author"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} reads for {self.author_id} ({self.state})"


class ProofreadText(TenantModel):
    """One network's text as the reader sees it, and how they would put it."""

    proofread = models.ForeignKey(Proofread, on_delete=models.CASCADE, related_name="texts")
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="proofread_texts")
    network = models.CharField(max_length=20)
    text = models.TextField()
    suggested_text = models.TextField(blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["proofread", "share"], name="proofread_text_once")]

    def __str__(self) -> str:
        return f"{self.share_id} in {self.proofread_id}"
