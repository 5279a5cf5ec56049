"""The API's description, for programs and for people. It says nothing about any organisation."""

from typing import Any

from django.utils import translation
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.response import Response

from advocacy.people.access import PUBLIC


class Schema(SpectacularAPIView):
    """The OpenAPI 3 description, as YAML or JSON. It is written in English whoever asks."""

    permission = PUBLIC

    @extend_schema(exclude=True)
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """The description."""
        with translation.override("en"):
            answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
            return answer


class Documentation(SpectacularSwaggerSplitView):
    """The same for reading and trying, from files of our own: it needs no other site."""

    permission = PUBLIC
    template_name = "api/documentation.html"
    url_name = "api:schema"
