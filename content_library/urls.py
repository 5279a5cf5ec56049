"""Addresses of this app."""

from django.urls import URLPattern

app_name = "content_library"
urlpatterns: list[URLPattern] = []
