"""A person's own: their profile and what they were told."""

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people import selectors, serializers, services
from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission


class MeViewSet(TenantViewSet):
    """The person a token speaks for."""

    resource = "me"
    permission = Permission.ME_CHANGE

    @extend_schema(responses=serializers.MeShape)
    def retrieve(self, request: Request, org: str) -> Response:
        """Who I am here, my roles, and what I may do."""
        return self.written(serializers.MeShape, self.membership)

    @extend_schema(request=serializers.MeInput, responses=serializers.MeShape)
    def partial_update(self, request: Request, org: str) -> Response:
        """Change my name, job, language, theme or time zone."""
        me = self.membership
        now = {name: getattr(me.user, name) for name in ("name", "language", "theme", "time_zone")}
        values = {**now, "job_title": me.job_title, **self.read(serializers.MeInput)}
        services.change_profile(actor=me, **values)
        return self.written(serializers.MeShape, me)


class PortraitViewSet(TenantViewSet):
    """The person's own portrait."""

    resource = "me"
    permission = Permission.ME_CHANGE
    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="me_set_portrait", request=serializers.PictureInput, responses=serializers.MeShape)
    def set_portrait(self, request: Request, org: str) -> Response:
        """Replace my portrait, 5 MB at most."""
        services.set_portrait(user=self.membership.user, upload=self.read(serializers.PictureInput)["file"])
        return self.written(serializers.MeShape, self.membership)

    @extend_schema(operation_id="me_remove_portrait", responses={204: None})
    def remove_portrait(self, request: Request, org: str) -> Response:
        """Back to my initials."""
        services.remove_portrait(user=self.membership.user)
        return Response(status=204)


class MailChoicesViewSet(TenantViewSet):
    """How the person wants to be written to."""

    resource = "me"
    permission = Permission.ME_CHANGE

    @extend_schema(operation_id="me_mail_choices", responses=serializers.MailChoicesShape)
    def retrieve(self, request: Request, org: str) -> Response:
        """What comes to me by e-mail, and when."""
        return self.written(serializers.MailChoicesShape, selectors.mail_choices(self.membership))

    @extend_schema(
        operation_id="me_change_mail_choices",
        request=serializers.MailChoicesInput,
        responses=serializers.MailChoicesShape,
    )
    def partial_update(self, request: Request, org: str) -> Response:
        """Change that. What needs my word before anything else happens cannot be switched off."""
        values = self.read(serializers.MailChoicesInput)
        row = services.change_mail_choices(actor=self.membership, **values)
        return self.written(serializers.MailChoicesShape, row)


class NotificationViewSet(TenantViewSet):
    """What the person was told here."""

    resource = "notifications"
    permission = Permission.ME_CHANGE

    @extend_schema(parameters=[serializers.NotificationFilters], responses=serializers.NotificationShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """What I was told, newest first. Reading the list marks nothing."""
        rows = selectors.notifications(self.membership)
        if self.read(serializers.NotificationFilters, query=True)["unread"]:
            rows = rows.filter(read_at__isnull=True)
        return self.listed(serializers.NotificationShape, rows)

    @extend_schema(request=None, responses=serializers.NotificationShape)
    def mark_read(self, request: Request, org: str, public_id: str) -> Response:
        """Mark one as read."""
        row = found(selectors.notification(self.membership, public_id))
        services.mark_read(actor=self.membership, notification=row)
        row.refresh_from_db()
        return self.written(serializers.NotificationShape, row)

    @extend_schema(request=None, responses=serializers.MarkedRead)
    def mark_all_read(self, request: Request, org: str) -> Response:
        """Mark them all as read."""
        return self.written(serializers.MarkedRead, {"marked": services.mark_all_read(actor=self.membership)})
