"""Addresses of this app."""

from django.urls import URLPattern

app_name = "sharing"
urlpatterns: list[URLPattern] = []
