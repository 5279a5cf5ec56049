"""What the programme is for, and the charter people read before they join."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from advocacy.programme.models import Charter, Programme
from advocacy.programme.states import Objective


def lay_programme(owner: Membership) -> None:
    """Give a new organisation its programme and a first charter, in every language of the product."""
    organisation = owner.organisation
    if Programme.objects.exists():
        return
    values = {"organisation": organisation.name, "smallest_group": organisation.smallest_group}
    texts = {
        code: render_to_string(f"programme/charters/default.{code}.txt", values).strip()
        for code, _name in settings.LANGUAGES
    }
    Programme.objects.create(contact=owner)
    Charter.objects.create(number=1, texts=texts)


@transaction.atomic
def update_programme(
    *,
    actor: Membership,
    objective: Objective,
    aims: dict[str, str],
    contact: Membership | None,
    words: dict[str, str],
) -> Programme:
    """Set what the programme is for, who is asked about it, and what they say. Refuses a contact who is not here."""
    if contact is not None and (contact.organisation_id != actor.organisation_id or contact.left_at is not None):
        raise RuleViolation(_("This person is no longer here."), code="not_a_member", field="contact")
    programme, _created = Programme.objects.get_or_create(organisation_id=actor.organisation_id)
    values: dict[str, Any] = {"objective": objective, "aims": aims, "contact": contact, "words": words}
    changed = [name for name, value in values.items() if getattr(programme, name) != value]
    for name in changed:
        setattr(programme, name, values[name])
    if changed:
        programme.save(update_fields=changed)
        record_audit(actor=actor, verb="programme.updated", subject=programme, changes={"fields": ", ".join(changed)})
    return programme


@transaction.atomic
def publish_charter(*, actor: Membership, texts: dict[str, str], based_on: int) -> Charter:
    """Publish a new version; the earlier ones stay as they are, with the people who read them.

    Refuses when another version came out since `based_on`, when the organisation's own language is empty, and when
    nothing changed.
    """
    last = Charter.objects.aggregate(last=Max("number"))["last"] or 0
    if based_on != last:
        raise RuleViolation(
            _("Somebody published version %(number)s meanwhile. Your text is still here: compare, then publish.")
            % {"number": last},
            code="charter_changed",
        )
    if not texts.get(actor.organisation.language):
        raise RuleViolation(
            _("The charter is needed in the organisation's own language."),
            code="charter_empty",
            field=f"text_{actor.organisation.language}",
        )
    current = Charter.objects.order_by("-number").first()
    if current is not None and current.texts == texts:
        raise RuleViolation(_("Nothing has changed since the last version."), code="charter_unchanged")
    charter = Charter.objects.create(number=last + 1, texts=texts)
    record_audit(actor=actor, verb="charter.published", subject=charter, changes={"number": charter.number})
    return charter
