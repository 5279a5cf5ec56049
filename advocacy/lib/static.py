"""Where static files are collected: named by their content, our own ones compressed."""

from collections.abc import Iterable, Iterator
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Swagger UI takes half a minute to compress and is looked at by programmers, now and then.
_AS_IT_IS = ("drf_spectacular_sidecar/",)


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise carries no types
    """WhiteNoise's storage, quick enough for a first start."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[Any]:
        """Compress what every page needs."""
        ours = [path for path in paths if not path.startswith(_AS_IT_IS) and not path.endswith(".map")]
        yield from super().compress_files(ours)
