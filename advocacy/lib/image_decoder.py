"""Decodes and re-encodes one picture, alone in a process of its own. Run by `images.py`, never imported by it.

A picture is a program for a decoder written in C: a small file can ask for gigabytes, for minutes, or for a bug. So it
is opened here, without the site's memory, secrets or connections, and what comes out is made of pixels only.

In: the file on standard input; as an argument, how many bytes the large one may have. Out: one line of JSON, then the
bytes of the renditions, in its order.
"""

import io
import json
import resource
import sys
import warnings
from typing import Any

from PIL import Image, ImageCms, ImageOps

MAX_PIXELS = 25_000_000
MAX_MEMORY = 512 * 1024 * 1024
MAX_SECONDS = 10
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# The width of each rendition; a very tall picture is bounded as well.
SIZES = {"large": (1200, 2400), "thumb": (480, 960)}
# Networks take five megabytes at most; above this a picture with transparency is put on white.
HEAVY = 4 * 1024 * 1024
# Where a network takes less still: how large, and how plain, in turn.
LIGHTER = ((1.0, 75), (1.0, 60), (0.75, 70), (0.5, 70), (0.35, 65))


class Refused(Exception):
    """The picture cannot be taken: `reason` is a code that `images.py` turns into a sentence."""

    def __init__(self, reason: str, **details: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


def limit() -> None:
    """Bound what this process may take, before it has read a byte of the file."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def opened(data: bytes) -> Image.Image:
    """Read the header and check the size it claims; no pixel is decoded yet."""
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused("bomb") from error
    except Exception as error:
        raise Refused("unreadable") from error
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise Refused("bomb", width=width, height=height)
    return picture


def in_srgb(picture: Image.Image) -> Image.Image:
    """Bring the colours to the web's own space, since the profile that explained them is dropped."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "CMYK", "L"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return converted or picture


def pixels(picture: Image.Image) -> Image.Image:
    """The first frame, the right way up, as RGB or RGBA."""
    picture.seek(0)
    # A large photograph is decoded at a half or a quarter straight away: the same pixels for a fraction of the memory.
    picture.draft(None, (SIZES["large"][0] * 2, SIZES["large"][1] * 2))
    picture.load()
    see_through = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    turned = ImageOps.exif_transpose(picture)
    if see_through:
        straight = turned.convert("RGBA")
        lowest = straight.getchannel("A").getextrema()[0]
        return straight if isinstance(lowest, int | float) and lowest < 255 else straight.convert("RGB")
    if turned.mode.startswith("I") or turned.mode == "F":
        # Sixteen bits a channel: a plain conversion would clip nearly everything to white.
        turned = turned.point(lambda level: level / 256).convert("L")
    return in_srgb(turned).convert("RGB")


def encoded(picture: Image.Image, name: str, quality: int = 85) -> bytes:
    """The bytes of a picture in one format, without any metadata."""
    out = io.BytesIO()
    if name == "PNG":
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def on_white(picture: Image.Image) -> Image.Image:
    """The picture without transparency."""
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def lightened(picture: Image.Image, name: str, most: int) -> tuple[Image.Image, str, bytes]:
    """The picture in at most so many bytes: a JPEG, plainer and then smaller until it fits. Raises `Refused`."""
    data = encoded(picture, name)
    if not most or len(data) <= most:
        return picture, name, data
    straight = on_white(picture)
    for share, quality in LIGHTER:
        smaller = fitted(straight, (max(1, int(straight.width * share)), max(1, int(straight.height * share))))
        data = encoded(smaller, "JPEG", quality)
        if len(data) <= most:
            return smaller, "JPEG", data
    raise Refused("heavy")


def fitted(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A copy that fits, never larger than the original, that remembers nothing but its pixels."""
    copy = picture.copy()
    # Pillow would write a comment, a profile or a position found here back into the new file.
    copy.info = {}
    copy.thumbnail(size, Image.Resampling.LANCZOS)
    return copy


def best_format(large: Image.Image, original: str) -> tuple[Image.Image, str]:
    """PNG where transparency needs it or a drawing is lighter that way, JPEG otherwise."""
    if large.mode == "RGBA":
        if len(encoded(large, "PNG")) <= HEAVY:
            return large, "PNG"
        return on_white(large), "JPEG"
    if original in {"PNG", "GIF"} and len(encoded(large, "PNG")) <= len(encoded(large, "JPEG")):
        return large, "PNG"
    return large, "JPEG"


def renditions(data: bytes, most: int = 0) -> tuple[dict[str, Any], list[bytes]]:
    """Everything the site keeps of a picture. Raises `Refused`."""
    picture = opened(data)
    original = picture.format or ""
    animated = original in {"GIF", "WEBP", "PNG"} and bool(getattr(picture, "is_animated", False))
    try:
        straight = pixels(picture)
    except MemoryError as error:
        raise Refused("heavy") from error
    except Exception as error:
        raise Refused("unreadable") from error
    large, name, file = lightened(*best_format(fitted(straight, SIZES["large"]), original), most)
    thumb = fitted(large, SIZES["thumb"])
    made, files = {"large": large, "thumb": thumb}, {"large": file, "thumb": encoded(thumb, name)}
    header = {
        "format": name,
        "animated": animated,
        "renditions": [[key, made[key].width, made[key].height, len(files[key])] for key in files],
    }
    return header, list(files.values())


def main() -> None:
    """Answer with the renditions, or with why there are none."""
    limit()
    files: list[bytes] = []
    try:
        header, files = renditions(sys.stdin.buffer.read(), int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    except Refused as refusal:
        header = {"refused": refusal.reason, **refusal.details}
    except MemoryError:
        header = {"refused": "heavy"}
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n")
    for file in files:
        sys.stdout.buffer.write(file)


if __name__ == "__main__":
    main()
