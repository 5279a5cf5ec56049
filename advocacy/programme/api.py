"""The API of the programme: its aim, its charter, where a person stands. Joining is a page's alone."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.access.api_fields import Search
from advocacy.people.roles import Permission
from advocacy.programme import selectors, serializers, services
from advocacy.programme.states import Objective


class ProgrammeViewSet(TenantViewSet):
    """What the programme is for."""

    resource = "programme"
    permissions: ClassVar = {
        "retrieve": Permission.PROGRAMME_READ,
        "partial_update": Permission.AMBASSADORS_READ,
    }

    @extend_schema(responses=serializers.ProgrammeShape)
    def retrieve(self, request: Request, org: str) -> Response:
        """Read the objective, the aim in the organisation's words, and who is asked."""
        return self.written(serializers.ProgrammeShape, selectors.programme())

    @extend_schema(request=serializers.ProgrammeInput, responses=serializers.ProgrammeShape)
    def partial_update(self, request: Request, org: str) -> Response:
        """Change them; what is left out stays."""
        now = selectors.programme()
        values = {
            "objective": now.objective,
            "aims": now.aims,
            "contact": now.contact,
            "words": now.words,
            **self.read(serializers.ProgrammeInput),
        }
        values["objective"] = Objective(values["objective"])
        services.update_programme(actor=self.membership, **values)
        return self.written(serializers.ProgrammeShape, selectors.programme())


class CharterViewSet(TenantViewSet):
    """The charter people read before they join."""

    resource = "charters"
    permissions: ClassVar = {
        "list": Permission.PROGRAMME_READ,
        "retrieve": Permission.PROGRAMME_READ,
        "current": Permission.PROGRAMME_READ,
        "create": Permission.SETTINGS_MANAGE,
    }

    @extend_schema(responses=serializers.CharterShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Every version, the newest first."""
        return self.listed(serializers.CharterShape, selectors.charters())

    @extend_schema(responses=serializers.CharterShape)
    def current(self, request: Request, org: str) -> Response:
        """The version in force."""
        return self.written(serializers.CharterShape, found(selectors.current_charter()))

    @extend_schema(responses=serializers.CharterShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """Read one version."""
        return self.written(serializers.CharterShape, found(selectors.charter(public_id)))

    @extend_schema(request=serializers.CharterInput, responses={201: serializers.CharterShape})
    def create(self, request: Request, org: str) -> Response:
        """Publish a new version; the earlier ones stay, with the people who read them."""
        charter = services.publish_charter(actor=self.membership, **self.read(serializers.CharterInput))
        return self.written(serializers.CharterShape, charter, status=201)


class EnrolmentViewSet(TenantViewSet):
    """The person's own enrolment. There is no way to join here: that is a page, read and answered by the person."""

    resource = "enrolment"
    permission = Permission.ME_CHANGE

    @extend_schema(responses=serializers.EnrolmentShape)
    def retrieve(self, request: Request, org: str) -> Response:
        """Where I stand."""
        return self.stand()

    @extend_schema(request=serializers.ChoicesInput, responses=serializers.EnrolmentShape)
    def partial_update(self, request: Request, org: str) -> Response:
        """Say whether my name may appear in results; effective at once, both ways."""
        services.change_choices(actor=self.membership, **self.read(serializers.ChoicesInput))
        return self.stand()

    @extend_schema(request=serializers.PauseInput, responses=serializers.EnrolmentShape)
    def pause(self, request: Request, org: str) -> Response:
        """Take a break, until a day or until further notice. What is scheduled waits."""
        services.pause(actor=self.membership, **self.read(serializers.PauseInput))
        return self.stand()

    @extend_schema(request=None, responses=serializers.EnrolmentShape)
    def resume(self, request: Request, org: str) -> Response:
        """Come back from a break."""
        services.resume(actor=self.membership)
        return self.stand()

    @extend_schema(request=None, responses=serializers.EnrolmentShape)
    def leave(self, request: Request, org: str) -> Response:
        """Stop being an ambassador, at once: what is scheduled is called off."""
        services.leave_programme(actor=self.membership)
        return self.stand()

    def stand(self) -> Response:
        """Where the person stands now."""
        row = selectors.enrolment_of(self.membership)
        return self.written(serializers.EnrolmentShape, row or dict.fromkeys(_FIELDS) | {"show_name": False})


_FIELDS = ("state", "charter", "show_name", "enrolled_at", "paused_until")


class AmbassadorViewSet(TenantViewSet):
    """The people who volunteered."""

    resource = "ambassadors"
    permission = Permission.AMBASSADORS_READ

    @extend_schema(parameters=[Search], responses=serializers.AmbassadorShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """By name, to help them: no count of anybody's shares."""
        asked = self.read(Search, query=True)["q"].strip()
        return self.listed(serializers.AmbassadorShape, selectors.enrolments(asked))
