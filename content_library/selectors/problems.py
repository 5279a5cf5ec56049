"""Why an address could not be read, in a sentence for the person who gave it."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_SENTENCES: Final[dict[str, Promise]] = {
    "address": gettext_lazy("The address cannot be used: it names no public site."),
    "scheme": gettext_lazy("The address must start with https:// or http://."),
    "port": gettext_lazy("The address asks for a door that web sites do not use."),
    # One sentence: which names exist inside a company's own network is nobody's business.
    "unknown_name": gettext_lazy("No public site answers to this name. Is it spelt right?"),
    "closed_address": gettext_lazy("No public site answers to this name. Is it spelt right?"),
    "too_slow": gettext_lazy("The site took too long to answer."),
    "too_large": gettext_lazy("What the address sends is too large to be read."),
    "unpacks_too_far": gettext_lazy("What the address sends is too large to be read."),
    "too_many_redirects": gettext_lazy("The address leads from one place to the next without arriving."),
    "redirect": gettext_lazy("The address leads nowhere."),
    "downgraded": gettext_lazy("The address leads from a secure site to one that is not: it is not followed."),
    "content_type": gettext_lazy("What is there is something else than what can be read here."),
    "coding": gettext_lazy("The site packs its answer in a way that cannot be opened."),
    "broken": gettext_lazy("The connection broke off."),
    "nothing_said": gettext_lazy("The page says neither its title nor what it is about."),
    "switched_off": gettext_lazy("This installation does not read pages."),
    "not_a_feed": gettext_lazy("The address answers with a page, and the page names no feed."),
    "malformed": gettext_lazy("What the address sends is broken and cannot be read."),
    "too_heavy": gettext_lazy("What the address sends takes too long to read."),
    "status_401": gettext_lazy("The site asks for a password."),
    "status_403": gettext_lazy("The site does not let us read it."),
    "status_404": gettext_lazy("The site answers that there is no such page."),
    "status_410": gettext_lazy("The site answers that this page is gone for good."),
    "status_429": gettext_lazy("The site finds that we come too often."),
}


def problem_sentence(code: str) -> str:
    """The sentence for a code; one that says the least for a code nobody wrote a sentence for."""
    known = _SENTENCES.get(code)
    if known is not None:
        return str(known)
    kind, _underscore, status = code.partition("_")
    if kind == "status" and status.startswith("5"):
        return _("The site has a fault of its own (%(status)s).") % {"status": status}
    return _("The site did not answer as expected.")
