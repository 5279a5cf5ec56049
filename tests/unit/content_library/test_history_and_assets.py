"""The journal of an item in words; pictures as the services keep them."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import AuditEntry
from advocacy.people.models import Membership
from content_library import selectors, states
from content_library.models import Asset
from content_library.selectors.history import field_name
from content_library.services import assets, items, moves
from content_library.services.values import AngleValues
from content_library.states import ItemState


def photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.effect_noise((900, 500), 60).convert("RGB").save(out, "JPEG")
    return SimpleUploadedFile("../../evil.php", out.getvalue(), content_type="text/html")


def test_history_says_who_did_what_and_which_fields(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="A secret title", language="en")
    angle = AngleValues("Name", "Question?", "en")
    items.update_item(actor=editor, item=item, version=1, title="Another", facts="3 MW", angles=[angle])
    items.update_item(actor=editor, item=item, version=2, announcement_order="together")
    moves.move_item(actor=None, item=item, target=ItemState.ARCHIVED)
    lines = selectors.history_of(item)
    assert [(line.actor, line.words, line.detail) for line in lines] == [
        ("", "changed an idea's state", "Draft → Archived"),
        ("Cara Costa", "changed who announces an idea", "The page, then ambassadors → Page and people together"),
        ("Cara Costa", "changed an idea", "who announces"),
        ("Cara Costa", "changed an idea", "title shown to ambassadors, facts not to distort, angles"),
        ("Cara Costa", "added an idea", ""),
    ]
    with translation.override("fr"):
        assert selectors.history_of(item)[0].detail == "Brouillon → Archivé"
    assert field_name("a field of another time") == "a field of another time"


def test_a_picture_is_kept_in_two_widths_under_a_name_of_ours(editor: Membership) -> None:
    asset = assets.add_asset(actor=editor, upload=photo(), alternative_text="  A   school ")
    assert asset.alternative_text == "A school"
    folder, _slash, name = asset.file.partition("/")
    assert folder == editor.organisation.code
    assert len(name) == 32 + len(".jpg")
    assert default_storage.exists(selectors.asset_file(asset))
    assert default_storage.exists(selectors.asset_file(asset, "thumb"))
    large = Image.open(BytesIO(selectors.asset_bytes(asset)))
    assert large.size == (asset.width, asset.height) == (900, 500)
    assert Image.open(BytesIO(selectors.asset_bytes(asset, "thumb"))).size[0] == 480
    assert asset.size == len(selectors.asset_bytes(asset))
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["asset.added"]


def test_a_person_s_own_picture_is_theirs_and_in_no_journal(editor: Membership) -> None:
    own = assets.add_asset(actor=editor, upload=photo(), owner=editor)
    assets.describe_asset(actor=editor, asset=own, alternative_text="Mine")
    assert not AuditEntry.objects.exists()
    assert selectors.own_asset(editor, own.public_id) == own
    assert selectors.asset(editor, own.public_id) == own
    assert selectors.library_asset(own.public_id) is None


def test_a_description_is_changed_once_and_has_an_end(editor: Membership) -> None:
    asset = assets.add_asset(actor=editor, upload=photo())
    assets.describe_asset(actor=editor, asset=asset, alternative_text="Before")
    assets.describe_asset(actor=editor, asset=asset, alternative_text="Before")
    assert [entry.verb for entry in AuditEntry.objects.order_by("id")] == ["asset.added", "asset.described"]
    for call in (
        lambda: assets.describe_asset(actor=editor, asset=asset, alternative_text="x" * 401),
        lambda: assets.add_asset(actor=editor, upload=photo(), alternative_text="x" * 401),
    ):
        with pytest.raises(RuleViolation) as caught:
            call()
        assert (caught.value.code, caught.value.field) == ("alternative_text_too_long", "alternative_text")
    assert Asset.objects.count() == 1


def test_a_name_that_is_taken_is_never_overwritten(editor: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets.secrets, "token_hex", lambda _size: "0" * 32)
    first = assets.add_asset(actor=editor, upload=photo())
    before = selectors.asset_bytes(first)
    with pytest.raises(FileExistsError):
        assets.add_asset(actor=editor, upload=photo())
    assert selectors.asset_bytes(first) == before


def test_a_graph_with_an_island_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(states.TRANSITIONS, ItemState.LIVE, frozenset({ItemState.DRAFT}))
    monkeypatch.setitem(states.TRANSITIONS, ItemState.WAITING, frozenset({ItemState.DRAFT}))
    with pytest.raises(ValueError, match="one graph"):
        states.check_graph()
