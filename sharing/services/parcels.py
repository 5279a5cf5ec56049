"""Writing what a share carries into its rows: only ever into a draft."""

from sharing.models import FirstComment, Share, SharePicture
from sharing.services import content, links
from sharing.services.content import Parcel, Pictures


def write(row: Share, *, text: str, parcel: Parcel, destination: str, with_link: bool) -> None:
    """Fill a draft. The link is made, aimed elsewhere, or given up with it."""
    content.check_parcel(row.membership_id, parcel)
    if parcel.document != row.document:
        row.document_media_id = ""
    row.text = content.clean_text(text)
    row.document = parcel.document
    row.reshare_of = parcel.reshare_of
    row.card_title = parcel.card_title.strip()
    row.card_description = parcel.card_description.strip()
    dropped = None
    if with_link and destination and not parcel.reshare_of:
        row.link = links.aim(share=row, destination=destination, campaign=row.item.campaign if row.item else None)
    elif row.link is not None:
        dropped, row.link = row.link, None
    row.save()
    _write_pictures(row, parcel.pictures)
    _write_comment(row, content.clean_text(parcel.first_comment))
    if dropped is not None:
        dropped.delete()


def _write_pictures(row: Share, pictures: Pictures) -> None:
    """Make these its pictures, in this order. One that stays keeps its number at the network."""
    wanted = [(asset, (words or asset.alternative_text)[:400]) for asset, words in pictures]
    present = list(row.pictures.all())
    if [(each.asset, each.alternative_text) for each in present] == wanted:
        return
    # The alternative text is uploaded with the picture: another text is another upload.
    uploaded = {(each.asset_id, each.alternative_text): each.media_id for each in present}
    SharePicture.objects.filter(share=row).delete()
    SharePicture.objects.bulk_create(
        SharePicture(
            share=row,
            asset=asset,
            position=position,
            alternative_text=words,
            media_id=uploaded.get((asset.pk, words), ""),
        )
        for position, (asset, words) in enumerate(wanted)
    )
    _forget(row, "pictures")


def _write_comment(row: Share, text: str) -> None:
    """Make this its first comment; an empty text is none."""
    if (row.comment.text if row.comment is not None else "") == text:
        return
    FirstComment.objects.filter(share=row).delete()
    _forget(row, "first_comment")
    if text.strip():
        row.first_comment = FirstComment.objects.create(share=row, text=text)


def _forget(row: Share, relation: str) -> None:
    """What was read of a relation is no longer so."""
    getattr(row, "_prefetched_objects_cache", {}).pop(relation, None)
    row._state.fields_cache.pop(relation, None)


def copy_rows(source: Share, copy: Share) -> None:
    """Give another draft the same pictures and first comment."""
    parcel = content.parcel_of(source)
    _write_pictures(copy, parcel.pictures)
    _write_comment(copy, parcel.first_comment)
