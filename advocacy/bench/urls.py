"""The product's addresses and the bounds'."""

from django.urls import include, path

from advocacy.bench import bounds

urlpatterns = [
    path("bench/page/", bounds.session_page),
    path("bench/redirect/", bounds.bare_redirect),
    path("", include("advocacy.urls")),
]
