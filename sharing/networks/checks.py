"""What a network is known to refuse, refused before anything is sent."""

from sharing.networks.base import (
    Document,
    Grant,
    Image,
    Limits,
    Network,
    NotSupported,
    Post,
    ReconnectNeeded,
    Rejected,
    plain_length,
)


def check(network: Network, post: Post) -> None:
    """Refuse a post that the network is known to refuse."""
    limits = network.limits
    check_words(post.text)
    attached = [bool(post.media), post.document is not None]
    if post.reshare_of:
        _check_reshare(limits, post)
    elif not post.text.strip() and not any(attached) and post.card is None:
        raise Rejected("empty", "text")
    if network.count(post.text) > limits.max_length:
        raise Rejected("too_long", "text")
    if len(post.media) > limits.max_images or (post.media and post.card and limits.card_excludes_images):
        raise Rejected("too_many_images", "media")
    if any(plain_length(item.alt) > limits.max_alt_length for item in post.media):
        raise Rejected("alt_text_too_long", "alt_text")
    if post.document is not None:
        if not limits.document_types:
            raise Rejected("document_type", "document")
        if post.media or post.card is not None:
            raise Rejected("one_attachment", "document")


def _check_reshare(limits: Limits, post: Post) -> None:
    if not limits.can_reshare:
        raise NotSupported
    if post.media or post.document is not None or post.card is not None:
        raise Rejected("one_attachment", "media")
    if post.text.strip() and not limits.reshare_takes_text:
        raise Rejected("reshare_text", "text")


def check_words(text: str) -> None:
    """Refuse what no network can be told: half of a character, which a browser can send."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Rejected("invalid", "text") from None


def check_image(limits: Limits, image: Image) -> None:
    """Refuse an image of a kind or size the network is known to refuse."""
    if image.mime not in limits.image_types:
        raise Rejected("image_type", "media")
    if limits.max_image_bytes and len(image.content) > limits.max_image_bytes:
        raise Rejected("image_size", "media")
    if plain_length(image.alt) > limits.max_alt_length:
        raise Rejected("alt_text_too_long", "alt_text")


def check_document(limits: Limits, document: Document) -> None:
    """Refuse a document of a kind or size the network is known to refuse."""
    if document.mime not in limits.document_types:
        raise Rejected("document_type", "document")
    if len(document.content) > limits.max_document_bytes:
        raise Rejected("document_size", "document")


def check_comment(limits: Limits, text: str) -> None:
    """Refuse a comment that the network is known to refuse."""
    check_words(text)
    if not text.strip():
        raise Rejected("empty", "text")
    if plain_length(text) > limits.max_comment_length:
        raise Rejected("too_long", "text")


def require_scope(grant: Grant, scope: str) -> None:
    """Refuse what takes a scope that the network gives to few, or to nobody, and that this grant does not hold."""
    if not scope:
        raise NotSupported
    if not grant.allows(scope):
        raise NotSupported("scope_not_granted")


def require_consent(grant: Grant, scope: str) -> None:
    """Refuse what everybody may do who consented to all that is asked today: this grant is from before."""
    # A grant that does not know its scopes may hold any.
    if grant.scopes and not grant.allows(scope):
        raise ReconnectNeeded("scope_missing", detail=f"The grant lacks {scope}.")
