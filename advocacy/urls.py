"""The URL map on one screen. Each app names its addresses in full: global ones, then those under /o/<org>/."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from advocacy.people.views import entrance, organisations

# What we offer of django-allauth, on our own pages: no sign-up, no e-mail management, no list of connections.
SIGNING_IN: list[URLPattern | URLResolver] = [
    path("login/", entrance.SignIn.as_view(), name="account_login"),
    path("login/code/", entrance.RequestCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", entrance.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("logout/", entrance.SignOut.as_view(), name="account_logout"),
    path("inactive/", entrance.Inactive.as_view(), name="account_inactive"),
    path("signup/", entrance.NoSignUp.as_view(), name="account_signup"),
    path("password/change/", entrance.ChangePassword.as_view(), name="account_change_password"),
    path("password/set/", entrance.SetPassword.as_view(), name="account_set_password"),
    path("password/reset/", entrance.AskReset.as_view(), name="account_reset_password"),
    path("password/reset/done/", entrance.AskedReset.as_view(), name="account_reset_password_done"),
    path("password/reset/key/done/", entrance.WasReset.as_view(), name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance.Reset.as_view(),
        name="account_reset_password_from_key",
    ),
    path("oidc/<str:provider_id>/login/", entrance.LinkedInSignIn.as_view(), name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", entrance.LinkedInCallback.as_view(), name="openid_connect_callback"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", organisations.Home.as_view(), name="home"),
    path("accounts/", include(SIGNING_IN)),
    path("", include("advocacy.people.urls")),
    path("", include("advocacy.programme.urls")),
    path("", include("content_library.urls")),
    path("", include("sharing.urls")),
    path("", include("reporting.urls")),
    path("api/v1/", include("advocacy.api_urls")),
]
