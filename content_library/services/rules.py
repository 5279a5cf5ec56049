"""What an item may say, whatever its state. Each refusal names the field, so that a form shows it there."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from content_library.models import ContentItem
from content_library.selectors.announcements import page_post_of
from content_library.selectors.registry import NetworkChoice, network_choices
from content_library.services.values import AngleValues, ItemValues, TextValues

MOST_ANGLES: Final = 20
MOST_TEXTS: Final = 30


def check_item(item: ContentItem, values: ItemValues) -> None:
    """Refuse values that no state allows. `item` already carries the plain ones."""
    check_web_address(item.url, field="url")
    check_dates(item)
    check_expected(item, values)
    check_audience(item, values)
    if item.picture is not None and item.picture.owner_id is not None:
        raise RuleViolation(_("Choose a picture of the library."), code="picture_not_of_library", field="picture")
    networks = {choice.key: choice for choice in network_choices()}
    unknown = [key for key in item.networks if networks and key not in networks]
    if unknown:
        raise RuleViolation(_("Choose among the networks offered."), code="unknown_network", field="networks")
    check_angles(values.get("angles", ()))
    check_texts(values.get("suggested_texts", ()), networks)


def check_web_address(url: str, *, field: str) -> None:
    """Refuse what is not an http or https address with a host; an empty one is fine."""
    if not url:
        return
    try:
        parts = urlsplit(url)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    # An address with a user name in it shows one site and opens another.
    if not sound or "@" in parts.netloc:
        raise RuleViolation(
            _("The address must start with https:// (or http://) and name a site."),
            code="not_a_web_address",
            field=field,
        )


def check_dates(item: ContentItem) -> None:
    """Refuse an end before the beginning."""
    if item.available_from and item.expires_at and item.expires_at <= item.available_from:
        raise RuleViolation(
            _("It would end before it becomes available. Choose a later end."), code="ends_first", field="expires_at"
        )


def check_expected(item: ContentItem, values: ItemValues, *, field: str = "page_expected_at") -> None:
    """Refuse a new date of the page's post that has passed; one that was set before may."""
    expected = values.get("page_expected_at")
    if expected is None or expected > timezone.now():
        return
    post = page_post_of(item) if item.pk else None
    if post is None or (post.expected_at != expected and post.posted_at is None):
        raise RuleViolation(
            _("This moment has passed. If the page has posted, paste the address of its post instead."),
            code="expected_in_the_past",
            field=field,
        )


def check_audience(item: ContentItem, values: ItemValues) -> None:
    """Refuse an idea that is neither for everyone nor for a team."""
    if item.for_everyone:
        return
    teams = values["teams"] if "teams" in values else list(item.item_teams.all()) if item.pk else []
    if not teams:
        raise RuleViolation(_("Choose at least one team, or offer it to everyone."), code="no_audience", field="teams")


def check_angles(angles: Sequence[AngleValues]) -> None:
    """Refuse an angle without a name or a question, an unknown language, and more than a page can hold."""
    if len(angles) > MOST_ANGLES:
        raise RuleViolation(
            _("%(most)s angles at most: people choose among a few.") % {"most": MOST_ANGLES},
            code="too_many_angles",
            field="angles",
        )
    for angle in angles:
        if not (angle.name.strip() and angle.question.strip()):
            raise RuleViolation(
                _("Each angle needs a name and an invitation."), code="angle_incomplete", field="angles"
            )
        _check_language(angle.language, field="angles")


def check_texts(texts: Sequence[TextValues], networks: dict[str, NetworkChoice]) -> None:
    """Refuse an empty text, one its network would cut, an unknown network or language, and too many of them."""
    if len(texts) > MOST_TEXTS:
        raise RuleViolation(
            _("%(most)s suggested texts at most.") % {"most": MOST_TEXTS},
            code="too_many_texts",
            field="suggested_texts",
        )
    for text in texts:
        _check_language(text.language, field="suggested_texts")
        if not text.body.strip():
            raise RuleViolation(_("A suggested text is empty."), code="text_empty", field="suggested_texts")
        if not text.network:
            continue
        network = networks.get(text.network)
        if network is None:
            raise RuleViolation(
                _("Choose among the networks offered."), code="unknown_network", field="suggested_texts"
            )
        over = network.count(text.body) - network.max_length
        if over > 0:
            raise RuleViolation(
                _("A text for %(network)s is too long by %(over)s: %(most)s characters at most, as it counts them.")
                % {"network": network.label, "over": number_format(over), "most": number_format(network.max_length)},
                code="text_too_long",
                field="suggested_texts",
            )


def _check_language(language: str, *, field: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise RuleViolation(_("Choose among the languages offered."), code="unknown_language", field=field)
