"""Campaigns and topics."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.access import MemberFormView, MemberView
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.forms.acts import TopicForm
from content_library.forms.campaigns import CampaignForm
from content_library.models import Campaign, Topic
from content_library.services import campaigns as campaign_services
from content_library.services import topics as topic_services


# --- Campaigns -------------------------------------------------------------------------------------------------------
class CampaignList(MemberView):
    """Every campaign: what for, until when, how much there is to share."""

    permission = Permission.CAMPAIGN_MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "campaigns": selectors.campaigns_with_progress(timezone.localdate()),
            "archived": selectors.campaigns(archived=True),
        }
        return self.page("content_library/campaign_list.html", context)


class CampaignView(MemberView):
    """A page about one campaign."""

    permission = Permission.CAMPAIGN_MANAGE

    def campaign(self, public_id: str) -> Campaign:
        """The campaign of the address, or 404."""
        campaign = selectors.campaign(public_id)
        if campaign is None:
            raise Http404
        return campaign


class CampaignNew(MemberFormView):
    """A new campaign."""

    permission = Permission.CAMPAIGN_MANAGE
    form_class = CampaignForm
    template = "content_library/campaign_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"membership": self.membership}

    def run(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, CampaignForm)  # noqa: S101 - it is ours
        campaign = campaign_services.create_campaign(actor=self.membership, **form.values())
        messages.success(self.request, _("“%(name)s” is ready: add ideas to it.") % {"name": campaign.name})
        return HttpResponseRedirect(campaign_page(self.organisation.slug, campaign))


class CampaignEdit(CampaignView, MemberFormView):
    """A campaign that exists."""

    form_class = CampaignForm
    template = "content_library/campaign_form.html"

    @cached_property
    def about(self) -> Campaign:
        """The campaign of the address."""
        return self.campaign(self.kwargs["public_id"])

    def form_kwargs(self) -> dict[str, Any]:
        return {"membership": self.membership, "campaign": self.about}

    def context(self) -> dict[str, Any]:
        return {"campaign": self.about, "page_url": campaign_page(self.organisation.slug, self.about)}

    def run(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, CampaignForm)  # noqa: S101 - it is ours
        campaign_services.update_campaign(actor=self.membership, campaign=self.about, **form.values())
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(campaign_page(self.organisation.slug, self.about))


def campaign_page(org: str, campaign: Campaign) -> str:
    """Its page, which the floor that knows the results serves; its form while there is none."""
    try:
        return reverse("reporting:campaign", args=[org, campaign.public_id])
    except NoReverseMatch:
        return reverse("content_library:campaign_edit", args=[org, campaign.public_id])


class CampaignArchive(CampaignView):
    """Put it away."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        campaign_services.archive_campaign(actor=self.membership, campaign=self.campaign(public_id))
        messages.success(request, _("Archived. Its ideas and its results stay."))
        return HttpResponseRedirect(self.url("content_library:campaign_list"))


class CampaignRestore(CampaignView):
    """Bring it back."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        campaign_services.restore_campaign(actor=self.membership, campaign=self.campaign(public_id))
        messages.success(request, _("It is back among the campaigns."))
        return HttpResponseRedirect(self.url("content_library:campaign_list"))


# --- Topics ----------------------------------------------------------------------------------------------------------
class TopicList(MemberFormView):
    """What content is about: the list, and a form to add to it."""

    permission = Permission.CAMPAIGN_MANAGE
    form_class = TopicForm
    template = "content_library/topic_list.html"

    def context(self) -> dict[str, Any]:
        return {"topics": selectors.topics()}

    def run(self, form: BaseForm) -> HttpResponse:
        topic = topic_services.create_topic(actor=self.membership, **form.cleaned_data)
        messages.success(self.request, _("“%(name)s” can be followed.") % {"name": topic.name})
        return HttpResponseRedirect(self.url("content_library:topic_list"))


class TopicView(MemberView):
    """An act on one topic; a refusal is said on the list."""

    permission = Permission.CAMPAIGN_MANAGE

    def topic(self, public_id: str) -> Topic:
        """The topic of the address, or 404."""
        topic = selectors.topic(public_id)
        if topic is None:
            raise Http404
        return topic

    def back_to(self) -> str:
        return self.url("content_library:topic_list")


class TopicRename(TopicView):
    """Give it another name."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        topic = self.topic(public_id)
        form = TopicForm(request.POST, prefix=public_id)
        if not form.is_valid():
            raise RuleViolation(str(form.errors["name"][0]), code="name_invalid", field="name")
        topic_services.rename_topic(actor=self.membership, topic=topic, name=form.cleaned_data["name"])
        messages.success(request, _("Renamed. Whoever follows it goes on following it."))
        return HttpResponseRedirect(self.back_to())


class TopicDelete(TopicView):
    """Remove one that no idea carries."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        topic_services.delete_topic(actor=self.membership, topic=self.topic(public_id))
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(self.back_to())
