"""The networks Relais knows. Adding one: an adapter, a line here, its keys in the environment."""

from functools import cache
from importlib import import_module
from typing import Final

from sharing.networks.assisted import unknown
from sharing.networks.base import AppCredentials, Network

REGISTRY: Final[dict[str, str]] = {
    "linkedin": "sharing.networks.linkedin.LinkedIn",
    "x": "sharing.networks.x.X",
    "facebook": "sharing.networks.assisted.Facebook",
    "instagram": "sharing.networks.assisted.Instagram",
    "viadeo": "sharing.networks.assisted.Viadeo",
}


@cache
def adapter(key: str) -> type[Network]:
    """The adapter's class; a retired stand-in for a key that is not, or no longer, in the registry."""
    path = REGISTRY.get(key)
    if path is None:
        return unknown(key)
    module, _, name = path.rpartition(".")
    found: type[Network] = getattr(import_module(module), name)
    return found


def build(key: str, credentials: AppCredentials | None = None) -> Network:
    """An adapter ready for use; without credentials it still counts, previews and opens the network's own dialogs."""
    return adapter(key)(credentials or AppCredentials())
