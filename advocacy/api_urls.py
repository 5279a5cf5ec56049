"""The API's map: /api/v1/o/<org>/…, and its description."""

from django.urls import URLPattern, URLResolver, include, path

from advocacy.people.api import documentation

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", documentation.Schema.as_view(), name="schema"),
    path("docs/", documentation.Documentation.as_view(), name="docs"),
    path("", include("advocacy.people.api_urls")),
    path("", include("advocacy.programme.api_urls")),
    path("", include("content_library.api_urls")),
    path("", include("sharing.api_urls")),
    path("", include("reporting.api_urls")),
]
