"""The API's map: /api/v1/o/<org>/…"""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
