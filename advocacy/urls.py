"""The URL map on one screen."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("advocacy.people.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("sharing.urls")),
    path("o/<slug:org>/", include("advocacy.people.organisation_urls")),
    path("o/<slug:org>/", include("advocacy.programme.urls")),
    path("o/<slug:org>/", include("content_library.urls")),
    path("o/<slug:org>/", include("sharing.organisation_urls")),
    path("o/<slug:org>/", include("reporting.urls")),
    path("api/v1/", include("advocacy.api_urls")),
]
