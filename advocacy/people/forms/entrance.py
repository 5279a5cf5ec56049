"""Signing in: allauth's forms with our words and without its placeholders."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    ConfirmLoginCodeForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("Ten characters or more; a sentence is easier to remember.")


def reword(form: forms.Form, **labels: Any) -> None:
    """Give fields our labels, and no placeholder: a placeholder is no label."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        if name in labels:
            field.label = labels[name]


class SignInForm(LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, login=_("Your e-mail address"), password=_("Your password"))


class RequestCodeForm(RequestLoginCodeForm):
    """The address a code is sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, email=_("Your e-mail address"))
        self.fields["email"].help_text = _("A six-digit code arrives within a minute.")


class ConfirmCodeForm(ConfirmLoginCodeForm):
    """The code that was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, code=_("Six-digit code"))
        self.fields["code"].widget.attrs |= {
            "inputmode": "numeric",
            "maxlength": "9",
            "autocomplete": "one-time-code",
            "autofocus": True,
            "class": "code-input",
        }
        self.fields["code"].help_text = _("You can paste it in one go.")


class AskResetForm(ResetPasswordForm):
    """The address a reset link is sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, email=_("Your e-mail address"))


class ResetForm(ResetPasswordKeyForm):
    """The new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, password1=_("New password"), password2=_("The same again"))
        self.fields["password1"].help_text = PASSWORD_HINT


class ChangeForm(ChangePasswordForm):
    """The current password, then the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, oldpassword=_("Current password"), password1=_("New password"), password2=_("The same again"))
        self.fields["password1"].help_text = PASSWORD_HINT


class SetForm(SetPasswordForm):
    """A first password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, password1=_("New password"), password2=_("The same again"))
        self.fields["password1"].help_text = PASSWORD_HINT
