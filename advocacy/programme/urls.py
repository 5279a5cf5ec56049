"""Addresses of this app."""

from django.urls import URLPattern, path

from advocacy.programme import views

app_name = "programme"
urlpatterns: list[URLPattern] = [
    path("o/<slug:org>/join/", views.Join.as_view(), name="join"),
    path("o/<slug:org>/charter/", views.CharterPage.as_view(), name="charter"),
    path("o/<slug:org>/charter/new-version/", views.CharterEdit.as_view(), name="charter_edit"),
    path("o/<slug:org>/charter/versions/<str:public_id>/", views.CharterPage.as_view(), name="charter_version"),
    path("o/<slug:org>/team/", views.Team.as_view(), name="team"),
    path("o/<slug:org>/choices/", views.Choices.as_view(), name="choices"),
    path("o/<slug:org>/pause/", views.Pause.as_view(), name="pause"),
    path("o/<slug:org>/resume/", views.Resume.as_view(), name="resume"),
    path("o/<slug:org>/leave/", views.Leave.as_view(), name="leave"),
    path("o/<slug:org>/ambassadors/", views.AmbassadorList.as_view(), name="ambassador_list"),
    path("o/<slug:org>/programme/", views.ProgrammeEdit.as_view(), name="programme_edit"),
    path("o/<slug:org>/start/", views.FirstSteps.as_view(), name="first_steps"),
    path("o/<slug:org>/start/setup/", views.Setup.as_view(), name="setup"),
]
