"""Shapes of accounts, networks and applications, and of a hold on everything."""

from typing import Any

from rest_framework import serializers

from advocacy.people.access.api_fields import Id
from sharing.models import CrisisHold

Shape = serializers.Serializer[Any]


class ConnectionShape(Shape):
    """One of my accounts. Its tokens are nowhere here."""

    id = Id()
    name = serializers.CharField()
    handle = serializers.CharField()
    headline = serializers.CharField()
    profile_url = serializers.CharField()
    state = serializers.CharField()
    connected_at = serializers.DateTimeField()
    lasts_until = serializers.DateTimeField(allow_null=True)


class AccountShape(Shape):
    """A network, and what I have there."""

    network = serializers.CharField(source="network.key")
    label = serializers.CharField(source="network.limits.label")  # type: ignore[assignment]
    account = ConnectionShape(source="connection", allow_null=True)
    can_connect = serializers.BooleanField(help_text="In the product, by the person.")
    days_left = serializers.IntegerField(allow_null=True)
    needs_renewal = serializers.BooleanField()
    can_measure = serializers.BooleanField()


class NetworkShape(Shape):
    """A network offered here, and what it takes."""

    key = serializers.CharField()
    label = serializers.CharField(source="limits.label")  # type: ignore[assignment]
    can_publish = serializers.BooleanField(source="limits.can_publish")
    can_measure = serializers.BooleanField(source="limits.can_measure")
    max_length = serializers.IntegerField(source="limits.max_length")
    counter = serializers.CharField(source="limits.counter")
    link_length = serializers.IntegerField(source="limits.link_length", allow_null=True)
    max_images = serializers.IntegerField(source="limits.max_images")
    image_types = serializers.ListField(child=serializers.CharField(), source="limits.image_types")
    max_image_bytes = serializers.IntegerField(source="limits.max_image_bytes")
    document_types = serializers.ListField(child=serializers.CharField(), source="limits.document_types")
    max_document_bytes = serializers.IntegerField(source="limits.max_document_bytes")
    max_document_pages = serializers.IntegerField(source="limits.max_document_pages")
    can_reshare = serializers.BooleanField(source="limits.can_reshare")
    reshare_takes_text = serializers.BooleanField(source="limits.reshare_takes_text")
    max_comment_length = serializers.IntegerField(source="limits.max_comment_length")
    can_delete = serializers.BooleanField(source="limits.can_delete", help_text="A post can be taken down from here.")
    max_alternative_text = serializers.IntegerField(source="limits.max_alt_length")
    card = serializers.CharField(source="limits.card")
    by_hand = serializers.CharField(source="limits.intent", help_text="How one shares there without an account.")


class ApplicationShape(Shape):
    """How this organisation uses a network. The secret is written, never shown."""

    network = serializers.CharField(source="key")
    label = serializers.CharField()  # type: ignore[assignment]
    state = serializers.CharField()
    can_publish = serializers.BooleanField()
    is_configured = serializers.BooleanField()
    is_own = serializers.BooleanField(help_text="Its own application, not the installation's.")
    is_enabled = serializers.BooleanField()
    client_id = serializers.CharField()
    granted_scopes = serializers.ListField(child=serializers.CharField())
    measures = serializers.BooleanField()
    daily_calls = serializers.IntegerField(help_text="Calls a day the network allows the own application; 0: unknown.")
    monthly_cap = serializers.DecimalField(
        max_digits=9, decimal_places=2, allow_null=True, help_text="US dollars; null: as the operator set it."
    )
    spent = serializers.DecimalField(max_digits=12, decimal_places=3, help_text="US dollars, this month so far.")


class ApplicationInput(Shape):
    """What is left out stays; an empty secret keeps the one that is there."""

    client_id = serializers.CharField(required=False, allow_blank=True, max_length=200)
    client_secret = serializers.CharField(required=False, allow_blank=True, max_length=400, write_only=True)
    granted_scopes = serializers.ListField(child=serializers.CharField(max_length=100), max_length=30, required=False)
    is_enabled = serializers.BooleanField(required=False)
    daily_calls = serializers.IntegerField(required=False, min_value=0, max_value=10_000_000)
    monthly_cap = serializers.DecimalField(required=False, allow_null=True, min_value=0, max_digits=9, decimal_places=2)


class CrisisShape(Shape):
    """Whether everything of the organisation is on hold, since when, and what its people are told."""

    is_on_hold = serializers.SerializerMethodField()
    statement = serializers.CharField(allow_blank=True)
    started_at = serializers.DateTimeField(allow_null=True)

    def get_is_on_hold(self, row: CrisisHold) -> bool:
        return row.pk is not None and row.ended_at is None


class CrisisInput(Shape):
    """What ambassadors read on their pages; empty for nothing."""

    statement = serializers.CharField(required=False, allow_blank=True, max_length=600)
