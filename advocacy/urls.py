"""The URL map on one screen. Each app names its addresses in full: global ones, then those under /o/<org>/."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include("advocacy.people.urls")),
    path("", include("advocacy.programme.urls")),
    path("", include("content_library.urls")),
    path("", include("sharing.urls")),
    path("", include("reporting.urls")),
    path("api/v1/", include("advocacy.api_urls")),
]
