"""Addresses of this app's API."""

from django.urls import URLPattern, path

from advocacy.programme import api

ORG = "o/<slug:org>/"

app_name = "programme"
urlpatterns: list[URLPattern] = [
    path(
        f"{ORG}programme/",
        api.ProgrammeViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="programme",
    ),
    path(f"{ORG}charters/", api.CharterViewSet.as_view({"get": "list", "post": "create"}), name="charter_list"),
    path(f"{ORG}charters/current/", api.CharterViewSet.as_view({"get": "current"}), name="charter_current"),
    path(f"{ORG}charters/<str:public_id>/", api.CharterViewSet.as_view({"get": "retrieve"}), name="charter_detail"),
    path(
        f"{ORG}enrolment/",
        api.EnrolmentViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="enrolment",
    ),
    path(f"{ORG}enrolment/pause/", api.EnrolmentViewSet.as_view({"post": "pause"}), name="enrolment_pause"),
    path(f"{ORG}enrolment/resume/", api.EnrolmentViewSet.as_view({"post": "resume"}), name="enrolment_resume"),
    path(f"{ORG}enrolment/leave/", api.EnrolmentViewSet.as_view({"post": "leave"}), name="enrolment_leave"),
    path(f"{ORG}ambassadors/", api.AmbassadorViewSet.as_view({"get": "list"}), name="ambassador_list"),
]
