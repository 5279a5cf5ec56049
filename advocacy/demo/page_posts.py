"""What the company's pages said on the simulated networks, so that people have something to relay."""

import hashlib
from typing import Any, Final

from advocacy.demo import picture_files
from advocacy.demo.stage import Stage
from content_library.models import ContentItem, PagePost
from sharing.networks.base import Network

_EPOCHS: Final = {"linkedin": 0, "x": 1288834974657}


def publish(stage: Stage) -> list[dict[str, Any]]:
    """Put every announcement that is out on each network where it can be relayed; return them for the simulator."""
    documents, changed = [], []
    able = [stage.networks[key] for key in stage.seed.networks if stage.networks[key].limits.can_reshare]
    for post in PagePost.objects.filter(posted_at__isnull=False).select_related("item").order_by("pk"):
        for network in able:
            document, address = _document(stage, post, network)
            documents.append(document)
            if post.url:
                post.more_urls = {**post.more_urls, network.key: address}
            else:
                post.url = address
        changed.append(post)
    PagePost.objects.bulk_update(changed, ["url", "more_urls"])
    return documents


def profiles(stage: Stage) -> list[dict[str, Any]]:
    """The company's own page on each of its networks."""
    known = {"handle": stage.seed.slug, "name": stage.seed.name, "headline": ""}
    return [{"network": key, **known} for key in stage.seed.networks if stage.networks[key].limits.can_reshare]


def _document(stage: Stage, post: PagePost, network: Network) -> tuple[dict[str, Any], str]:
    """The post in the simulator's words, and its address."""
    at = post.posted_at or stage.now
    # No dice here: whatever else the demo draws stays as it was.
    rest = int(hashlib.sha256(f"{network.key} {post.item.title}".encode()).hexdigest()[:5], 16)
    number = (int(at.timestamp() * 1000) - _EPOCHS[network.key] << 22) | rest
    site = stage.applications[network.key].url("web", "")
    second = network.key == stage.seed.networks[1]
    post_id = str(number) if second else f"urn:li:share:{number}"
    path = f"{stage.seed.slug}/status/{post_id}" if second else f"feed/update/{post_id}/"
    document = {
        "id": post_id,
        "network": network.key,
        "handle": stage.seed.slug,
        "at": at.timestamp(),
        "text": "\n\n".join(part for part in (post.item.title, post.item.summary) if part),
        "media": _media(stage, post.item),
    }
    return document, f"{site}/{path}"


def _media(stage: Stage, item: ContentItem) -> list[dict[str, str]]:
    slug = next((slug for slug, asset in stage.scenes.items() if asset.pk == item.picture_id), "")
    return [{"path": str(picture_files.scene_path(slug)), "alt": stage.scenes[slug].alternative_text}] if slug else []
