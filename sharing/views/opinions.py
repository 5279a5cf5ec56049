"""The composer's block for a second read: what was typed comes back, and what was asked goes with the composition."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from sharing.forms import ProofreadForm
from sharing.selectors import proofreads
from sharing.services.compositions import Opinion

PREFIX = "read"
ASKED = f"{PREFIX}-ask"


def opinion_form(membership: Membership, data: QueryDict) -> ProofreadForm:
    """The block as it was left; its faults are told with the page's others, so nothing is checked here."""
    initial = {name: data.get(f"{PREFIX}-{name}", "") for name in ProofreadForm.base_fields}
    form = ProofreadForm(initial=initial, prefix=PREFIX, readers=_choices(membership))
    form.asked = ASKED in data
    return form


def opinion_of(membership: Membership, data: QueryDict) -> Opinion | None:
    """What is asked of whom; None when nothing is. Refuses nobody, somebody unknown, and a wait without an hour."""
    if ASKED not in data:
        return None
    form = ProofreadForm(data, prefix=PREFIX, readers=_choices(membership))
    if not form.is_valid():
        raise RuleViolation(str(next(iter(form.errors.values()))[0]), code="reader_invalid")
    asked = form.cleaned_data
    reader = proofreads.reader_named(membership, asked["reader"], asked["address"])
    if reader is None:
        raise RuleViolation(_("Nobody here has this address."), code="reader_invalid")
    return Opinion(reader, asked["note"], form.wait_local)


def _choices(membership: Membership) -> list[tuple[str, str]]:
    return [(reader.public_id, str(reader.user)) for reader in proofreads.possible_readers(membership)]
