"""Why a share cannot be changed, or made: sentences that several acts share."""

from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from sharing import selectors
from sharing.models import Share
from sharing.states import ShareState

S = ShareState


def already_planned(row: Share) -> RuleViolation:
    """One idea goes out once per account."""
    return RuleViolation(
        _("You already have a share of this idea on its way to %(network)s.")
        % {"network": selectors.network_label(row.network)},
        code="already_planned",
        field="item",
    )


def too_late(row: Share) -> RuleViolation:
    """It is leaving, has left, or has ended: said as it is."""
    state = ShareState(row.state)
    messages = {
        S.PUBLISHING: _("It is leaving at this very moment and can no longer be changed."),
        S.UNCONFIRMED: _("First say whether it is online: it may already be."),
        S.PUBLISHED: _("It is already online."),
    }
    message = messages.get(state) or _("This share can no longer be changed.")
    return RuleViolation(message, code="cannot_change")
