"""The one place that joins the registry of networks with settings and with organisations' own applications."""

import sys
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from advocacy.lib.crypto import Binding, open_sealed
from advocacy.lib.errors import RuleViolation
from advocacy.lib.secret import Secret
from advocacy.organisations.models import Organisation
from sharing.models import NetworkApp
from sharing.networks import REGISTRY, adapter, build
from sharing.networks.base import AppCredentials, Network


def app_secret_binding(organisation_id: int, key: str) -> Binding:
    """What an application's encrypted secret belongs to."""
    return Binding(user="-", connection=f"application-of-{organisation_id}", network=key, kind="client_secret")


def _own_application(key: str) -> NetworkApp | None:
    return NetworkApp.objects.filter(network=key).first()


def _site(key: str, extra_scopes: list[str]) -> AppCredentials:
    known = tuple(getattr(sys.modules[adapter(key).__module__], "SCOPES", ()))
    return AppCredentials(
        client_id=getattr(settings, f"{key.upper()}_CLIENT_ID", ""),
        client_secret=Secret(getattr(settings, f"{key.upper()}_CLIENT_SECRET", "")),
        # One fixed set per application: asking for another one later can end the tokens given for the first.
        scopes=tuple(dict.fromkeys((*known, *extra_scopes))),
        base_url=f"{settings.SIMULATOR_URL}/{key}" if settings.SIMULATOR_URL else "",
        api_version=getattr(settings, f"{key.upper()}_API_VERSION", ""),
    )


def credentials(key: str, organisation: Organisation | None) -> AppCredentials:
    """The application to use: the organisation's own where it has one, else the installation's.

    Inside that organisation's tenant; None asks for the installation's and needs no tenant.
    """
    own = _own_application(key) if organisation is not None else None
    site = _site(key, list(own.granted_scopes) if own else [])
    if own is None or organisation is None or not own.client_id:
        return site
    secret = open_sealed(own.client_secret, app_secret_binding(organisation.pk, key))
    return replace(site, client_id=own.client_id, client_secret=secret)


def find_network(key: str, organisation: Organisation) -> Network | None:
    """A network as this organisation uses it; None when it is unknown, retired or switched off here.

    One on which nothing can be published for people, only shared by hand, is off until the organisation switches it on.
    """
    if key not in REGISTRY or adapter(key).limits.retired:
        return None
    own = _own_application(key)
    if not (own.is_enabled if own is not None else adapter(key).limits.can_publish):
        return None
    return build(key, credentials(key, organisation))


def network(key: str, organisation: Organisation) -> Network:
    """A network as this organisation uses it. Refuses one that is not offered here."""
    found = find_network(key, organisation)
    if found is None:
        raise RuleViolation(_("This network is not offered here."), code="network_unknown", field="network")
    return found


def site_network(key: str) -> Network:
    """A network through the installation's own application, outside any tenant."""
    return build(key, credentials(key, None))


def network_through(key: str, organisation: Organisation | None) -> Network:
    """A network through the application an existing access was made with, whether or not it is still offered."""
    return build(key, credentials(key, organisation))


def networks(organisation: Organisation) -> list[Network]:
    """Every network offered here, in the registry's order: those that can be connected and those shared to by hand."""
    found = (find_network(key, organisation) for key in REGISTRY)
    return [each for each in found if each is not None]


def can_connect(key: str, organisation: Organisation) -> bool:
    """Say whether a person can connect an account: the network lets us publish and an application is set up."""
    return adapter(key).limits.can_publish and credentials(key, organisation).configured


def uses_own_application(key: str) -> bool:
    """Inside a tenant: say whether the organisation brought its own application."""
    own = _own_application(key)
    return own is not None and bool(own.client_id)


def network_label(key: str) -> str:
    """The network's name; its key when it is no longer known."""
    return adapter(key).label or key


def network_icon(key: str) -> str:
    """The key of the network's glyph."""
    return adapter(key).limits.icon or key


def is_retired(key: str) -> bool:
    """Say whether the network has closed, or is one this version no longer knows."""
    return adapter(key).limits.retired


def profile_address(key: str, handle: str) -> str:
    """Where a person sees their own posts: the page of their handle, or the nearest the network has; "" for none."""
    network = site_network(key)
    return network.profile_url(handle) or network.own_url()


def composer_text(network: Network, text: str, address: str) -> str:
    """The text to approve, with the short link where this network wants it.

    Where the network shows a card that we supply, the link is the card's and the text stays as it is.
    """
    return network.text_with_link(text, address, card=network.limits.card == "supplied")


def carries_card(network: Network, text: str, address: str) -> bool:
    """Say whether the post will show the link as a card: where we supply it and the text does not carry the link.

    The text decides, nothing else: what a person sees in it is where the link is.
    """
    return bool(address) and network.limits.card == "supplied" and address not in text
