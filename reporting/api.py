"""The API of results: the same figures, the same disclosure rule and the same journal as the pages."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission
from content_library.selectors import campaign as campaign_named
from reporting import selectors, serializers
from reporting.selectors.mine import Period
from reporting.services.viewing import record_named_view


class ResultsViewSet(TenantViewSet):
    """The semester's report."""

    resource = "results"
    permission = Permission.RESULTS_READ

    @extend_schema(parameters=[serializers.ReportFilters], responses=serializers.ReportShape)
    def retrieve(self, request: Request, org: str) -> Response:
        """A semester's results, each figure with its source and its coverage.

        Nothing here describes fewer people than the smallest group, except those who agreed to be named; names are for
        those who may export results. Reading names is journalled, and the people named are told.
        """
        key = self.read(serializers.ReportFilters, query=True)["semester"]
        semester = found(selectors.semester_named(self.organisation, key))
        report = selectors.semester_report(self.organisation, semester, viewer=self.membership)
        record_named_view(
            actor=self.membership,
            organisation=self.organisation,
            semester=semester.key,
            people=report.people,
            door="api",
        )
        return self.written(serializers.ReportShape, report)


class SemesterViewSet(TenantViewSet):
    """The semesters there is something to say about."""

    resource = "semesters"
    permission = Permission.RESULTS_READ

    @extend_schema(responses=serializers.SemesterShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """The present one first."""
        return self.listed(serializers.SemesterShape, selectors.semesters(self.organisation))


class CampaignResultsViewSet(TenantViewSet):
    """What a campaign brought."""

    resource = "campaigns"
    permission = Permission.CAMPAIGN_MANAGE

    @extend_schema(operation_id="campaign_results_retrieve", responses=serializers.CampaignResultsShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """A campaign's results, each figure with its coverage, and where its goal stands.

        `line` is null when fewer people than the smallest group shared it, perhaps nobody.
        """
        campaign = found(campaign_named(public_id))
        results = selectors.campaign_results(self.organisation, campaign)
        shown = {
            "line": results.line,
            "semesters": [one.key for one in results.semesters],
            "goal": selectors.goal_of(campaign, results),
        }
        return self.written(serializers.CampaignResultsShape, shown)


class MyResultsViewSet(TenantViewSet):
    """A person's own results."""

    resource = "my-results"
    permission = Permission.RESULTS_READ

    @extend_schema(parameters=[serializers.MyFilters], responses=serializers.MyResultsShape)
    def retrieve(self, request: Request, org: str) -> Response:
        """My figures, my posts, and who was shown them by name."""
        period = Period(self.read(serializers.MyFilters, query=True)["period"])
        return self.written(serializers.MyResultsShape, selectors.my_results(self.membership, period))
