"""Addresses of this app."""

from django.urls import path

from reporting.views.campaign import CampaignPage
from reporting.views.mine import MyResultsView
from reporting.views.report import DefinitionsView, ReportFileView, ReportView

app_name = "reporting"
urlpatterns = [
    path("o/<slug:org>/campaigns/<str:public_id>/", CampaignPage.as_view(), name="campaign"),
    path("o/<slug:org>/my-results/", MyResultsView.as_view(), name="my_results"),
    path("o/<slug:org>/results/", ReportView.as_view(), name="report"),
    path("o/<slug:org>/results/file/", ReportFileView.as_view(), name="report_csv"),
    path("o/<slug:org>/results/definitions/", DefinitionsView.as_view(), name="definitions"),
]
