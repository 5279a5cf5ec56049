"""What of an idea's page post a person can relay, network by network."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content_library.models import ContentItem
from content_library.selectors import page_post_of
from sharing.networks import REGISTRY, adapter, build
from sharing.networks.base import Network


@dataclass(frozen=True, slots=True)
class ReshareTarget:
    """One post of the page on one network: the network's id of it, and its address where that is known."""

    network: str
    external_id: str
    url: str


def reshare_targets(item: ContentItem | None, network: Network) -> list[ReshareTarget]:
    """The page's posts of this idea that can be relayed there: none before the page has posted, or where nobody can."""
    post = page_post_of(item) if item is not None else None
    if post is None or post.posted_at is None or not network.limits.can_reshare:
        return []
    found: dict[str, ReshareTarget] = {}
    for address in (post.more_urls.get(network.key, ""), post.url):
        external_id = network.reshare_id(address) if address else ""
        if external_id and external_id not in found:
            url = address if address.startswith(("https://", "http://")) else ""
            found[external_id] = ReshareTarget(network.key, external_id, url)
    return list(found.values())


def relayed_on(items: Iterable[ContentItem]) -> dict[int, Sequence[str]]:
    """Where the page's post of each of these ideas can be relayed, by idea: the networks' names. Costs no query."""
    able = [build(key) for key in REGISTRY if adapter(key).limits.can_reshare]
    found = {item.pk: [each.label for each in able if reshare_targets(item, each)] for item in items}
    return {pk: labels for pk, labels in found.items() if labels}


def all_reshare_targets(item: ContentItem | None, networks: Sequence[Network]) -> list[ReshareTarget]:
    """The same over several networks."""
    return [target for network in networks for target in reshare_targets(item, network)]
