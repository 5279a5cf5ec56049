"""Small gestures in the composer: each is a button that works without script, changes what is typed, erases nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from django.http import QueryDict

from advocacy.lib.errors import RuleViolation
from sharing import selectors
from sharing.selectors import aids
from sharing.selectors import desk as desks
from sharing.services import previews
from sharing.views.composing import CHECK, WRITE, ComposerPage, Typed

Touch = Callable[[ComposerPage, Typed, str], None]


def use_text(page: ComposerPage, typed: Typed, _value: str) -> None:
    """Put the suggested text on offer in the field; the words that were there stay beside it."""
    _offer(page, typed, keep=True)


def other_text(page: ComposerPage, typed: Typed, _value: str) -> None:
    """Offer the next suggested text; it comes into the field where the last one still stood as it was."""
    untouched = typed.start == "text" and _untouched(page, typed)
    typed.step += 1
    if typed.start == "text":
        _offer(page, typed, keep=not untouched)


def take_back(_page: ComposerPage, typed: Typed, _value: str) -> None:
    """Change the words in the field with those kept beside it: done twice, nothing has changed."""
    if typed.kept_for in typed.texts:
        typed.texts[typed.kept_for], typed.kept = typed.kept, typed.texts[typed.kept_for]


def drop_kept(_page: ComposerPage, typed: Typed, _value: str) -> None:
    """The words kept beside the text are no longer wanted."""
    typed.kept = typed.kept_for = ""


def my_way(page: ComposerPage, typed: Typed, _value: str) -> None:
    """Rather a question than the suggested text, which stays beside an empty page."""
    key = typed.first_on(page.accounts)
    if typed.texts.get(key, "").strip():
        typed.kept, typed.kept_for, typed.texts[key] = typed.texts[key], key, ""
    typed.start, typed.suggested_text = "angle", ""
    if not typed.angle:
        choices = desks.angle_choices(page.membership, page.item, "")
        typed.angle = choices[0].angle.public_id if choices else ""


def variant(page: ComposerPage, typed: Typed, value: str) -> None:
    """Take the next suggested text that nobody has nearly said on that network."""
    account, found = _account(page, value), page.variant(value, typed)
    if account is None or found is None:
        return
    _keep_beside(page, typed, value)
    typed.texts[value] = desks.starting_text(account.network, found.text.body, page.address(typed, value))
    typed.suggested_text = found.text.public_id


def copy_words(page: ComposerPage, typed: Typed, value: str) -> None:
    """Take the words of the first text over to another network, shortened to what fits there."""
    account, first = _account(page, value), typed.first_on(page.accounts)
    if account is None or first in {"", value}:
        return
    _keep_beside(page, typed, value)
    source = typed.texts.get(first, "").replace(page.address(typed, first) or "\0", "").strip()
    address = page.address(typed, value)
    words = aids.shortened(account.network, source, address)
    typed.texts[value] = desks.starting_text(account.network, words, address)
    typed.on.add(value)


def without_link(page: ComposerPage, typed: Typed, value: str) -> None:
    """The same text without its link: on some networks that costs less."""
    address = page.address(typed, value)
    if address and value in typed.texts:
        typed.texts[value] = typed.texts[value].replace(address, "").strip()


def with_link(page: ComposerPage, typed: Typed, value: str) -> None:
    """Put the short link at the end of the text."""
    address = page.address(typed, value)
    if address and value in typed.texts and address not in typed.texts[value]:
        typed.texts[value] = f"{typed.texts[value].rstrip()}\n\n{address}".lstrip()


def disclose(page: ComposerPage, typed: Typed, value: str) -> None:
    """Add where one works: suggested, to be changed or taken out like any other word."""
    words = aids.disclosure(page.membership, typed.texts.get(value, ""))
    if words and value in typed.texts:
        text, address = typed.texts[value].rstrip(), page.address(typed, value)
        bare = text.removesuffix(address).rstrip() if address else text
        tail = f"\n\n{address}" if bare != text else ""
        typed.texts[value] = f"{bare}\n\n{words}{tail}".lstrip()


def insert(_page: ComposerPage, typed: Typed, value: str) -> None:
    """Add an emoji or a hashtag at the end of a text: `network|what`. A script puts it where one was writing."""
    network, _bar, what = value.partition("|")
    if network in typed.texts and 0 < len(what) <= 60:
        text = typed.texts[network]
        typed.texts[network] = f"{text}{'' if not text or text[-1].isspace() else ' '}{what}"


def to_check(_page: ComposerPage, typed: Typed, _value: str) -> None:
    """On a phone: on to the preview and the time."""
    typed.view = CHECK


def to_write(_page: ComposerPage, typed: Typed, _value: str) -> None:
    """On a phone: back to the words."""
    typed.view = WRITE


def no_pictures(_page: ComposerPage, typed: Typed, _value: str) -> None:
    """Without any picture."""
    typed.pictures = [replace(each, chosen=False) for each in typed.pictures]


def earlier(_page: ComposerPage, typed: Typed, value: str) -> None:
    """One place to the front among the chosen pictures."""
    places = [each for each in typed.pictures if each.chosen]
    at = next((index for index, each in enumerate(places) if each.asset.public_id == value), 0)
    if at:
        places[at - 1], places[at] = places[at], places[at - 1]
        typed.pictures = [*places, *(each for each in typed.pictures if not each.chosen)]


def drop_document(_page: ComposerPage, typed: Typed, _value: str) -> None:
    """Without the document."""
    typed.document = None


def look_up(page: ComposerPage, typed: Typed, _value: str) -> None:
    """Ask what the page behind one's own link says of itself."""
    if typed.link:
        typed.preview = previews.ask_for_card(actor=page.membership, url=typed.link)


TOUCHES: Final[Mapping[str, Touch]] = {
    "use_text": use_text,
    "other_text": other_text,
    "take_back": take_back,
    "drop_kept": drop_kept,
    "my_way": my_way,
    "variant": variant,
    "copy_words": copy_words,
    "without_link": without_link,
    "with_link": with_link,
    "disclose": disclose,
    "insert": insert,
    "check": to_check,
    "write": to_write,
    "no_pictures": no_pictures,
    "earlier": earlier,
    "drop_document": drop_document,
    "look_up": look_up,
    # The page again, with what was just chosen: what a script does while one types.
    "refresh": lambda _page, _typed, _value: None,
}


def make(touch: tuple[Touch, str], page: ComposerPage, typed: Typed) -> str:
    """Make a gesture; the reason when it is refused, and then nothing typed has changed."""
    try:
        touch[0](page, typed, touch[1])
    except RuleViolation as violation:
        return violation.message
    return ""


def touched(data: QueryDict) -> tuple[Touch, str] | None:
    """The gesture that was made, when the button pressed is one of these."""
    return next(((touch, data.get(name, "")) for name, touch in TOUCHES.items() if name in data), None)


def _account(page: ComposerPage, network: str) -> selectors.Account | None:
    return next((account for account in page.accounts if account.network.key == network), None)


def _offered(page: ComposerPage, typed: Typed) -> tuple[selectors.Account, desks.Starter] | None:
    key = typed.first_on(page.accounts)
    account, starter = _account(page, key), desks.starter(page.membership, page.item, key, typed.step)
    return (account, starter) if account is not None and starter is not None else None


def _untouched(page: ComposerPage, typed: Typed) -> bool:
    found = _offered(page, typed)
    if found is None:
        return False
    account, starter = found
    key = account.network.key
    offered = desks.starting_text(account.network, starter.text.body, page.address(typed, key))
    return typed.texts.get(key, "").strip() in {"", offered.strip()}


def _offer(page: ComposerPage, typed: Typed, *, keep: bool) -> None:
    found = _offered(page, typed)
    if found is None:
        return
    account, starter = found
    key = account.network.key
    text = desks.starting_text(account.network, starter.text.body, page.address(typed, key))
    if keep and text != typed.texts.get(key, ""):
        _keep_beside(page, typed, key)
    typed.texts[key] = text
    typed.suggested_text, typed.start = starter.text.public_id, "text"


def _keep_beside(page: ComposerPage, typed: Typed, network: str) -> None:
    """Words that make room stay beside the text; those already there stay unless there are new ones to keep."""
    words = typed.texts.get(network, "").strip()
    if words and words != page.address(typed, network):
        typed.kept, typed.kept_for = typed.texts[network], network
