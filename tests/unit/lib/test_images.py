"""Pictures are decoded apart, re-encoded, and refused with a sentence."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image, ImageCms

from advocacy.lib import images
from advocacy.lib.errors import RuleViolation

MEGABYTE = 1024 * 1024


def made(name: str, size: tuple[int, int] = (64, 40), mode: str = "RGB", **options: object) -> bytes:
    """A noisy picture in one format."""
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, name, **options)
    return out.getvalue()


def read(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes whose header says it is huge."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("name", "mime"), [("JPEG", "image/jpeg"), ("WEBP", "image/jpeg"), ("GIF", "image/png")])
def test_each_accepted_kind_comes_out_as_jpeg_or_png(name: str, mime: str) -> None:
    data = made(name) if name != "GIF" else made(name, mode="1")
    picture = images.picture_of(data)
    assert picture.mime == mime
    assert read(picture.large.data).size == (64, 40)


def test_two_widths_and_never_larger_than_it_was() -> None:
    picture = images.picture_of(made("JPEG", (2400, 1350)))
    assert (picture.large.width, picture.large.height) == (1200, 675)
    assert (picture.thumb.width, picture.thumb.height) == (480, 270)
    assert read(picture.thumb.data).size == (480, 270)
    assert images.picture_of(made("JPEG", (300, 200))).large.width == 300


def test_it_is_turned_upright_and_its_metadata_is_gone() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "At 47.21, -1.55: somebody's home"
    picture = images.picture_of(made("JPEG", (80, 40), exif=exif, comment=b"secret place"))
    assert (picture.large.width, picture.large.height) == (40, 80)
    for rendition in (picture.large, picture.thumb):
        assert b"somebody" not in rendition.data
        assert b"secret place" not in rendition.data
        assert not read(rendition.data).getexif()


def test_text_chunks_of_a_png_are_gone() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (30, 30), (200, 10, 10, 120)).save(out, "PNG")
    picture = images.picture_of(out.getvalue())
    assert picture.mime == "image/png"
    assert read(picture.large.data).mode == "RGBA"
    assert read(picture.large.data).info == {}


def test_print_colours_are_converted() -> None:
    assert read(images.picture_of(made("JPEG", mode="CMYK")).large.data).mode == "RGB"


def test_a_colour_profile_is_applied_then_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = images.picture_of(made("JPEG", icc_profile=profile))
    assert "icc_profile" not in read(picture.large.data).info
    assert images.picture_of(made("JPEG", icc_profile=b"not a profile")).large.width == 64


def test_sixteen_bits_stay_grey_and_do_not_turn_white() -> None:
    out = io.BytesIO()
    Image.new("I;16", (20, 20), 32_768).save(out, "PNG")
    low, high = read(images.picture_of(out.getvalue()).large.data).convert("L").getextrema()
    assert 120 <= low <= high <= 136


def test_an_animated_picture_keeps_its_first_frame_and_says_so() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    for name in ("GIF", "WEBP", "PNG"):
        out = io.BytesIO()
        frames[0].save(out, name, save_all=True, append_images=frames[1:], duration=50)
        picture = images.picture_of(out.getvalue())
        assert picture.was_animated, name
        red, green, blue = read(picture.large.data).convert("RGB").getpixel((10, 10))
        assert red > 200, name
        assert max(green, blue) < 60, name
    assert not images.picture_of(made("JPEG")).was_animated


def refused(data: bytes, max_bytes: int = 10 * MEGABYTE) -> RuleViolation:
    with pytest.raises(RuleViolation) as caught:
        images.picture_from(SimpleUploadedFile("picture.jpg", data, content_type="image/jpeg"), max_bytes=max_bytes)
    return caught.value


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"%PDF-1.7",
        made("BMP"),
        made("TIFF"),
        made("JPEG", (600, 600))[:4000],
        made("PNG", (600, 600))[:4000],
        b"GIF89a" + bytes(400),
    ],
)
def test_what_is_not_one_of_the_four_kinds_or_is_damaged_is_refused(data: bytes) -> None:
    assert refused(data).code == "image_unreadable"


def test_a_file_that_is_huge_inside_is_refused_before_a_pixel_is_decoded() -> None:
    assert refused(png_that_claims(60_000, 60_000)).code == "image_too_large"
    out = io.BytesIO()
    Image.new("L", (5200, 5000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    assert refused(out.getvalue()).code == "image_too_large"


def test_a_heavy_file_is_refused_whatever_size_it_announced() -> None:
    heavy = refused(b"x" * 3000, max_bytes=2000)
    assert heavy.code == "image_too_big"

    class Liar(SimpleUploadedFile):
        @property
        def size(self) -> int:
            return 10

        @size.setter
        def size(self, value: int) -> None:
            pass

    with pytest.raises(RuleViolation) as caught:
        images.picture_from(Liar("a.jpg", b"x" * 3000), max_bytes=2000)
    assert caught.value.code == "image_too_big"


@pytest.mark.parametrize("failure", ["timeout", "killed"])
def test_a_decoder_that_hangs_or_dies_is_the_picture_s_doing(
    failure: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    body = "import time; time.sleep(5)" if failure == "timeout" else "import os; os.kill(os.getpid(), 9)"
    script = f"{tmp_path}/decoder.py"
    with open(script, "w") as file:
        file.write(body)
    monkeypatch.setattr(images, "_DECODER", script)
    monkeypatch.setattr(images, "_SECONDS", 0.3)
    assert refused(made("JPEG")).code == "image_too_heavy_to_open"


def test_the_refusals_are_sentences_in_both_languages() -> None:
    for language in ("en", "fr"):
        with translation.override(language):
            assert "MB" in refused(b"x" * 3000, max_bytes=2000).message or language == "fr"
            assert refused(b"nothing").message.endswith(".")
