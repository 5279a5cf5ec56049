"""My rules: what Relais prepares for me, in plain sentences; off in one tap, from here or from an e-mail."""

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from advocacy.people import selectors as people
from advocacy.people.access import PUBLIC, MemberFormView, MemberView, StatedView
from advocacy.people.access.web import safe_next
from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from advocacy.tenancy import tenant
from content_library import selectors as library
from sharing import selectors
from sharing.forms import PaceForm, RuleForm
from sharing.models import RuleStart, SharingRule
from sharing.selectors import rhythm as paces
from sharing.selectors import rules as reads
from sharing.services import rhythm, rule_links, rules, week_lines


class MyRules(MemberView):
    """The rules in words, what they prepared, and the person's own pace."""

    permission = Permission.SHARE_CREATE

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = reads.rule_lines(self.membership)
        pace = paces.sharing_choices(self.membership)
        context = {
            "lines": lines,
            "may_add": len(lines) < rules.MOST_RULES,
            "waiting": week_lines.waiting_count(self.membership),
            "pace": PaceForm(initial={"per_week": pace.per_week or ""}),
            "active": selectors.is_enrolled(self.membership),
        }
        return self.page("sharing/my_rules.html", context)


class _RuleForm(MemberFormView):
    """The form of one rule, new or not."""

    permission = Permission.SHARE_CREATE
    form_class = RuleForm
    template = "sharing/rule_form.html"

    @property
    def rule(self) -> SharingRule | None:
        """The rule to change; None for a new one. 404 when it is not the person's."""
        if "public_id" not in self.kwargs:
            return None
        found = reads.rule_of(self.membership, self.kwargs["public_id"])
        if found is None:
            raise Http404
        return found

    def form_kwargs(self) -> dict[str, Any]:
        rule = self.rule
        offered = [each for each in selectors.accounts(self.membership) if each.network.limits.can_publish]
        return {
            "initial": _as_it_is(rule) if rule is not None else self.beginning(offered),
            "hours": reads.hours_on_offer(self.membership, rule),
            "networks": [(each.network.key, each.network.label) for each in offered],
            "topics": [(topic.public_id, topic.name) for topic in library.topics()],
        }

    def beginning(self, offered: list[selectors.Account]) -> dict[str, Any]:
        """What a new rule starts with: the topics the person follows, their first network, a Tuesday morning."""
        first = f"{self.organisation.usual_hour:%H:%M}"
        return {
            "per_week": 1,
            "weekdays": [1],
            "hours": [first],
            "networks": [each.network.key for each in offered if each.connection is not None][:1],
            "topics": [topic.public_id for topic in library.followed_topics(self.membership)],
            "begins_with": RuleStart.TEXT,
        }

    def context(self) -> dict[str, Any]:
        return {"rule": self.rule}

    def run(self, form: BaseForm) -> HttpResponse:
        data = form.cleaned_data
        wanted = set(data["topics"])
        terms = rules.Terms(
            networks=data["networks"],
            weekdays=data["weekdays"],
            hours=data["hours"],
            per_week=data["per_week"],
            topics=[topic for topic in library.topics() if topic.public_id in wanted],
            begins_with=RuleStart(data["begins_with"]),
        )
        if (rule := self.rule) is None:
            rules.create_rule(actor=self.membership, terms=terms)
            messages.success(
                self.request, _("Your rule is on. What it prepares waits for you; nothing leaves by itself.")
            )
        else:
            rules.change_rule(actor=self.membership, rule=rule, terms=terms)
            messages.success(self.request, _("Your rule is changed."))
        return HttpResponseRedirect(self.url("sharing:my_rules"))


class RuleNew(_RuleForm):
    """A new rule."""


class RuleEdit(_RuleForm):
    """Change a rule."""


class RuleSwitch(MemberView):
    """One tap: off, or on again."""

    permission = Permission.SHARE_CREATE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        rule = reads.rule_of(self.membership, public_id)
        if rule is None:
            raise Http404
        on = request.POST.get("on") == "yes"
        rules.switch_rule(actor=self.membership, rule=rule, on=on)
        sentences = {
            True: _("On again. What it prepares waits for you."),
            False: _("Off. The drafts it prepared and you had not touched are gone; yours stay."),
        }
        messages.success(request, sentences[on])
        return HttpResponseRedirect(self.url("sharing:my_rules"))

    def back_to(self) -> str:
        return self.url("sharing:my_rules")


class RuleDelete(MemberView):
    """Delete a rule, after a page that says what goes with it."""

    permission = Permission.SHARE_CREATE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self.page("sharing/rule_delete.html", {"line": reads.in_words(self.find(public_id))})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        rules.delete_rule(actor=self.membership, rule=self.find(public_id))
        messages.success(request, _("The rule is gone."))
        return HttpResponseRedirect(self.url("sharing:my_rules"))

    def find(self, public_id: str) -> SharingRule:
        """The rule, or 404."""
        found = reads.rule_of(self.membership, public_id)
        if found is None:
            raise Http404
        return found


class Pace(MemberView):
    """At most so many a week: a word to oneself, which never blocks anything."""

    permission = Permission.SHARE_CREATE

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PaceForm(request.POST)
        per_week = form.cleaned_data["per_week"] if form.is_valid() else None
        rhythm.change_pace(actor=self.membership, per_week=per_week)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(self.url("sharing:my_rules"))


class BalanceHide(MemberView):
    """Put “your balance” aside for thirty days, or bring it back."""

    permission = Permission.SHARE_READ

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("show"):
            rhythm.show_balance(actor=self.membership)
        else:
            rhythm.hide_balance(actor=self.membership)
            messages.success(request, _("Put aside for thirty days."))
        return HttpResponseRedirect(safe_next(request, self.url("sharing:feed")))


# The address is the proof, as for the stop link of an e-mail: it lets its holder stop rules, and nothing else.
@method_decorator([csrf_exempt, transaction.non_atomic_requests, never_cache], name="dispatch")
class RulesOff(StatedView):
    """Stop all of one's rules from an e-mail, signed in or not. Opening the page changes nothing."""

    permission = PUBLIC

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """What would stop, and a button."""
        return self.show(self.find(token), stopped=False)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Stop them, and say so."""
        membership = self.find(token)
        with tenant(membership.organisation_id):
            rules.switch_all_off(actor=membership)
        return self.show(membership, stopped=True)

    def find(self, token: str) -> Membership:
        """Whose rules; 404 for anything that is no link of ours, or whose person is gone."""
        link = rule_links.read_off_link(token)
        found = people.membership_behind(link.organisation_id, link.membership_id) if link is not None else None
        if found is None:
            raise Http404
        return found

    def show(self, membership: Membership, *, stopped: bool) -> HttpResponse:
        """The page, in the language its person is written to in."""
        named = SimpleNamespace(name=membership.organisation.name, slug=membership.organisation.slug, logo="")
        with translation.override(membership.language):
            return render(self.request, "sharing/rules_off.html", {"organisation": named, "stopped": stopped})


def _as_it_is(rule: SharingRule) -> dict[str, Any]:
    names = ("per_week", "weekdays", "hours", "networks", "begins_with")
    topics = [each.topic.public_id for each in rule.rule_topics.all()]
    return {**{name: getattr(rule, name) for name in names}, "topics": topics}
