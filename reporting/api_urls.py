"""Addresses of this app's API."""

from django.urls import URLPattern, path

from reporting import api

ORG = "o/<slug:org>/"

app_name = "reporting"
urlpatterns: list[URLPattern] = [
    path(f"{ORG}results/", api.ResultsViewSet.as_view({"get": "retrieve"}), name="results"),
    path(f"{ORG}semesters/", api.SemesterViewSet.as_view({"get": "list"}), name="semester_list"),
    path(
        f"{ORG}campaigns/<str:public_id>/results/",
        api.CampaignResultsViewSet.as_view({"get": "retrieve"}),
        name="campaign_results",
    ),
    path(f"{ORG}my-results/", api.MyResultsViewSet.as_view({"get": "retrieve"}), name="my_results"),
]
