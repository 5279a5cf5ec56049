"""A person's own documents: kept as they came, counted, never opened; and how much one person may keep."""

import io
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from pypdf import PdfWriter

from advocacy.lib import documents as lib_documents
from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import AuditEntry
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library import selectors
from content_library.models import Document
from content_library.services import assets, documents
from tests.factories.content_library import AssetFactory, DocumentFactory
from tests.unit.content_library.test_history_and_assets import photo


def pdf(pages: int = 2, password: str = "", before: bytes = b"") -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return before + out.getvalue()


def upload(data: bytes, name: str = "deck.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def test_a_document_is_kept_as_it_came_and_seen_by_its_owner_alone(amir: Membership, editor: Membership) -> None:
    data = pdf(3)
    document = documents.add_document(
        actor=amir, upload=upload(data), name="..\\What we_learnt.pdf", title=" ", owner=amir
    )
    assert (document.title, document.pages, document.size) == ("What we learnt", 3, len(data))
    assert document.file.startswith(f"{amir.organisation.code}/")
    assert "learnt" not in document.file
    assert selectors.document_bytes(document) == data
    assert selectors.document(amir, document.public_id) == document
    assert selectors.document(editor, document.public_id) is None
    assert not AuditEntry.objects.exists()
    shared = documents.add_document(actor=editor, upload=upload(data), title="x\x07" * 200)
    assert shared.title == "x" * 120
    assert selectors.document(amir, shared.public_id) == shared
    assert AuditEntry.objects.get().verb == "document.added"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document_unreadable"),
        (b"<html>%PDF-1.7</html>", "document_unreadable"),
        (b"%PDF-1.7\nnothing of the kind", "document_unreadable"),
        (pdf(1)[:200], "document_unreadable"),
        (pdf(0), "document_unreadable"),
        (pdf(2, before=b"\n"), "document_unreadable"),
        (pdf(1, password="secret"), "document_encrypted"),
    ],
    ids=("empty", "a page", "a claim", "cut off", "no pages", "not from the start", "locked"),
)
def test_what_is_no_open_pdf_is_refused_and_not_kept(
    amir: Membership, editor: Membership, data: bytes, code: str
) -> None:
    with pytest.raises(RuleViolation) as caught:
        documents.add_document(actor=amir, upload=upload(data), owner=amir)
    assert (caught.value.code, caught.value.field) == (code, "document")
    assert not Document.objects.exists()


def test_what_its_reader_complains_about_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    reader = tmp_path / "reader.py"
    reader.write_text("import os\nprint('{\"pages\": %d}' % (1 + os.path.samestat(os.fstat(2), os.stat(os.devnull))))")
    monkeypatch.setattr(lib_documents, "_READER", str(reader))
    assert lib_documents.read_document(upload(pdf(1)), max_bytes=100_000)[1] == 2


def test_one_that_is_too_heavy_is_refused_unread(amir: Membership, editor: Membership, settings: Any) -> None:
    settings.DOCUMENT_MAX_BYTES = 2_000
    with pytest.raises(RuleViolation, match="too heavy") as caught:
        documents.add_document(actor=amir, upload=upload(pdf(1) + b" " * 2_000), owner=amir)
    assert caught.value.code == "document_too_big"


def test_a_person_keeps_so_much_and_the_library_more(amir: Membership, editor: Membership, settings: Any) -> None:
    settings.OWN_UPLOADS_MAX_BYTES = 100_000
    AssetFactory(owner=amir, size=60_000)
    DocumentFactory(owner=amir, size=39_900)
    AssetFactory(owner=editor, size=99_999)
    for add in (
        lambda: documents.add_document(actor=amir, upload=upload(pdf(1)), owner=amir),
        lambda: assets.add_asset(actor=amir, upload=photo(), owner=amir),
    ):
        with pytest.raises(RuleViolation, match="would not fit") as caught:
            add()
        assert caught.value.code == "quota_used_up"
    assets.add_asset(actor=editor, upload=photo())
    documents.add_document(actor=editor, upload=upload(pdf(1)))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the embedded database has one writer at a time anyway")
@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_do_not_both_take_the_last_place(
    amir: Membership, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = pdf(1)
    settings.OWN_UPLOADS_MAX_BYTES = len(data) + 10
    save = Document.save

    def slowly(self: Document, *args: Any, **how: Any) -> None:
        time.sleep(0.3)
        save(self, *args, **how)

    monkeypatch.setattr(Document, "save", slowly)

    def add(_nth: int) -> str:
        try:
            with tenant(amir.organisation_id):
                documents._keep(amir, data, 1, "Deck", amir)
        except RuleViolation as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add, range(2))) == ["", "quota_used_up"]
