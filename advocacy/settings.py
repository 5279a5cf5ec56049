"""All settings, read from the environment, in the order a deployer thinks.

Every variable read here stands in `.env.example` in the same order; a test compares the two.
A wrong type or a missing secret stops the start with a sentence that names the variable.
"""

import base64
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from advocacy.lib import pace

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str) -> str:
    """Return a text setting, or `default` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool) -> bool:
    """Return a yes/no setting; anything but 1/0, true/false, yes/no stops the start."""
    raw = env(name, "").lower()
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    if raw == "":
        return default
    raise ImproperlyConfigured(f"{name} must be true or false, not {raw!r}.")


def env_int(name: str, default: int) -> int:
    """Return a whole number, or stop the start with a sentence that names the variable."""
    raw = env(name, str(default))
    try:
        return int(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from error


def env_money(name: str) -> Decimal | None:
    """Return an amount, None when it is unset, or stop the start with a sentence that names the variable."""
    raw = env(name, "")
    try:
        return Decimal(raw) if raw else None
    except InvalidOperation as error:
        raise ImproperlyConfigured(f"{name} must be an amount such as 250 or 99.50, not {raw!r}.") from error


def env_secret(name: str, make_up: Callable[[], str] | None = None) -> str:
    """Return a secret from NAME or from the file that NAME_FILE names.

    There is no default in production. `make_up` is only asked in demo or debug mode.
    """
    path = os.environ.get(f"{name}_FILE", "").strip()
    value = Path(path).read_text(encoding="utf-8").strip() if path else os.environ.get(name, "").strip()
    if value:
        return value
    if make_up is not None and (DEMO or DEBUG):
        return make_up()
    raise ImproperlyConfigured(f"{name} (or {name}_FILE) must be set. See .env.example for how to make one.")


def kept_secret(name: str) -> bytes:
    """Return 32 random bytes, made once and kept in VAR_DIR where only its owner reads. For demo and debug mode."""
    path = VAR_DIR / name
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        new = VAR_DIR / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        # Several processes may start at once on a fresh clone: the first one's secret is everybody's.
        with suppress(FileExistsError):
            os.link(new, path)
        new.unlink()
    return bytes.fromhex(path.read_text(encoding="ascii"))


# --- Site ------------------------------------------------------------------------------------------------------------
DEBUG = env_bool("DEBUG", default=False)
# The demo: fictional people to sign in as, simulated networks, a page that shows the mails. Never on a public address.
DEMO = env_bool("DEMO", default=False)
PORT = env_int("PORT", 8000)
SITE_URL = env("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = [host for host in env("ALLOWED_HOSTS", "127.0.0.1,localhost").replace(" ", "").split(",") if host]
# Behind a proxy that sets X-Forwarded-Proto itself (and strips what the visitor sent).
BEHIND_TLS_PROXY = env_bool("BEHIND_TLS_PROXY", default=False)
# Where this installation writes: embedded database, queue, uploaded media, generated assets.
VAR_DIR = Path(env("VAR_DIR", str(BASE_DIR / "var"))).resolve()
# How far the history of this installation goes, kept outside the database so that a restored backup is noticed. Keep it
# out of backups, and on a volume that all workers share.
HISTORY_FILE = Path(env("HISTORY_FILE", str(VAR_DIR / "history.json"))).resolve()

# --- Secrets ---------------------------------------------------------------------------------------------------------
SECRET_KEY = env_secret("SECRET_KEY", lambda: kept_secret("secret-key").hex())
# Keys that encrypt network tokens: "kid:base64 of 32 bytes", comma separated; the first one encrypts, all decrypt.
TOKEN_KEYS = env_secret("TOKEN_KEYS", lambda: "demo:" + base64.b64encode(kept_secret("token-key")).decode())


# --- Database --------------------------------------------------------------------------------------------------------
def database(url: str) -> dict[str, Any]:
    """Turn `postgres://user:password@host:port/name?option=value` or `sqlite:///path` into Django's dictionary."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path if parts.path.startswith("//") else parts.path[1:] or ":memory:",
            # IMMEDIATE and WAL: the default deferred transactions fail with "database is locked" when two write.
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            # Opening the file and saying the above costs more than most questions asked of it.
            "CONN_MAX_AGE": 60,
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # The gate opens one transaction per request; a view that fails rolls back to its own savepoint.
            "ATOMIC_REQUESTS": True,
        }
    raise ImproperlyConfigured("DATABASE_URL must start with postgres:// or sqlite:///.")


DATABASES = {"default": database(env("DATABASE_URL", f"sqlite:///{VAR_DIR / 'relais.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache and queue -------------------------------------------------------------------------------------------------
# Without Redis the cache is a table (shared by the processes, so that rate limits hold) and the queue a file.
REDIS_URL = env("REDIS_URL", "")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "relais"}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "relais_cache"}
    )
}

# --- Mail ------------------------------------------------------------------------------------------------------------
# The demo keeps mails in VAR_DIR/mail and shows them on a page; nothing leaves the machine.
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = env_int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env_secret("EMAIL_HOST_PASSWORD", lambda: "") if EMAIL_HOST_USER else ""
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "Relais <relais@localhost>")
# Who is told when a network refuses the application, a budget is used up or an old backup came back. Unset: the log.
OPERATOR_EMAIL = env("OPERATOR_EMAIL", "")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
)

# --- Networks --------------------------------------------------------------------------------------------------------
# A network is offered when its client id is set here, or when an organisation brings its own application.
SIMULATOR_PORT = env_int("SIMULATOR_PORT", 8100)
SIMULATOR_URL = env("SIMULATOR_URL", f"http://127.0.0.1:{SIMULATOR_PORT}" if DEMO else "").rstrip("/")
LINKEDIN_CLIENT_ID = env("LINKEDIN_CLIENT_ID", "demo-linkedin" if DEMO else "")
LINKEDIN_CLIENT_SECRET = env_secret("LINKEDIN_CLIENT_SECRET", lambda: "demo-secret") if LINKEDIN_CLIENT_ID else ""
# Its interface has monthly versions that end after a year; the adapter's own unless another one is named here.
LINKEDIN_API_VERSION = env("LINKEDIN_API_VERSION", "")
# Signing in uses an application of its own: LinkedIn ends the publishing tokens of an application that asks the same
# person for other permissions. Without one, signing in with LinkedIn is not offered.
LINKEDIN_SIGN_IN_CLIENT_ID = env("LINKEDIN_SIGN_IN_CLIENT_ID", "demo-linkedin-sign-in" if DEMO else "")
LINKEDIN_SIGN_IN_CLIENT_SECRET = (
    env_secret("LINKEDIN_SIGN_IN_CLIENT_SECRET", lambda: "demo-secret") if LINKEDIN_SIGN_IN_CLIENT_ID else ""
)
X_CLIENT_ID = env("X_CLIENT_ID", "demo-x" if DEMO else "")
X_CLIENT_SECRET = env_secret("X_CLIENT_SECRET", lambda: "demo-secret") if X_CLIENT_ID else ""
# Calls a day that the network allows the installation's application, from its developer portal; 0 when unknown. The
# operator is told at 70 %, publishing waits at 90 %, and less is believed as soon as the network shows less.
LINKEDIN_DAILY_CALLS = env_int("LINKEDIN_DAILY_CALLS", 0)
X_DAILY_CALLS = env_int("X_DAILY_CALLS", 10_000)
# The most that is spent at X in a calendar month (UTC), in US dollars: by the installation's application as a whole,
# and by each organisation that uses it. Unset: no cap.
X_MONTHLY_USD = env_money("X_MONTHLY_USD")
X_MONTHLY_USD_PER_ORGANISATION = env_money("X_MONTHLY_USD_PER_ORGANISATION")
# Where publishing to one person's account stops for the day, whatever they planned: a runaway, never a rhythm.
ACCOUNT_POSTS_PER_DAY = env_int("ACCOUNT_POSTS_PER_DAY", 20)
# Most shares in flight at one network at one moment: also the most doubts one outage can make.
NETWORK_IN_FLIGHT = env_int("NETWORK_IN_FLIGHT", 8)
# How many worker processes `manage.py up` starts. Two keep two processors busy; an embedded database has one writer.
WORKER_PROCESSES = env_int("WORKER_PROCESSES", 2 if REDIS_URL and (os.cpu_count() or 1) > 1 else 1)
# For tests of what a dead worker leaves: the named point at which publishing kills its own process.
CRASH_AT = env("CRASH_AT", "") if DEMO or DEBUG else ""
# For such tests as well: what divides the leases, deadlines and waits of publishing, all in proportion.
PACE = pace.factor = max(1, env_int("PACE", 1)) if DEMO or DEBUG else 1
# How old a share is when its figures are first asked for, in minutes.
MEASURE_FIRST_MINUTES = env_int("MEASURE_FIRST_MINUTES", 60)
# Look up the pages people link to, for the card of their link. Off: the server reads no address a person gave.
LINK_PREVIEWS = env_bool("LINK_PREVIEWS", default=True)

# --- Limits ----------------------------------------------------------------------------------------------------------
UPLOAD_MAX_BYTES = env_int("UPLOAD_MAX_BYTES", 10 * 1024 * 1024)
DOCUMENT_MAX_BYTES = env_int("DOCUMENT_MAX_BYTES", 20 * 1024 * 1024)
# What one person's own pictures and documents may take together.
OWN_UPLOADS_MAX_BYTES = env_int("OWN_UPLOADS_MAX_BYTES", 200 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- Logging ---------------------------------------------------------------------------------------------------------
LOG_LEVEL = env("LOG_LEVEL", "INFO").upper()
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security.DisallowedHost": {"level": "ERROR"}},
}

# === Django wiring: nothing below is read from the environment ========================================================
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "lucide",
    "csp",
    "template_partials",
    "advocacy.apps.AdvocacyConfig",
    "advocacy.tenancy",
    "advocacy.organisations",
    "advocacy.people",
    "advocacy.programme",
    "content_library",
    "sharing",
    "reporting",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "advocacy.middleware.BodyLimitMiddleware",
    "advocacy.middleware.ShortLinkMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "advocacy.middleware.PersonLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "advocacy.middleware.TenantGateMiddleware",
]
ROOT_URLCONF = "advocacy.urls"
WSGI_APPLICATION = "advocacy.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "advocacy.navigation.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "advocacy.templatetags.relais",
            ],
        },
    }
]
FORM_RENDERER = "advocacy.lib.forms.RelaisRenderer"

# Sign-in (django-allauth). Accounts come from invitations; nobody signs up uninvited.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "advocacy.people.access.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "advocacy.people.access.sign_in.SocialAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_FORMS = {
    "login": "advocacy.people.forms.entrance.SignInForm",
    "request_login_code": "advocacy.people.forms.entrance.RequestCodeForm",
    "confirm_login_code": "advocacy.people.forms.entrance.ConfirmCodeForm",
    "reset_password": "advocacy.people.forms.entrance.AskResetForm",
    "reset_password_from_key": "advocacy.people.forms.entrance.ResetForm",
    "change_password": "advocacy.people.forms.entrance.ChangeForm",
    "set_password": "advocacy.people.forms.entrance.SetForm",
}
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = "strict"
# Each code may be guessed three times, so how many codes one address can be sent bounds the guesses at its account.
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,12/h/key"}
# The visitor is whom our own proxy saw: the last address in X-Forwarded-For; what the visitor wrote before it is not
# believed. Without this everybody behind the proxy would share one limit, and one visitor could lock all others out.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS_PROXY else 0
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_URL).scheme
SOCIALACCOUNT_STORE_TOKENS = False
# An account is recognised by (provider, subject); the first time, by an address that LinkedIn says it has verified.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
LINKEDIN_SIGN_IN_ID = "linkedin"
LINKEDIN_ISSUER = f"{SIMULATOR_URL}/linkedin/oauth" if SIMULATOR_URL else "https://www.linkedin.com/oauth"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": LINKEDIN_SIGN_IN_ID,
                "name": "LinkedIn",
                "client_id": LINKEDIN_SIGN_IN_CLIENT_ID,
                "secret": LINKEDIN_SIGN_IN_CLIENT_SECRET,
                "settings": {"server_url": LINKEDIN_ISSUER},
            }
        ]
        if LINKEDIN_SIGN_IN_CLIENT_ID
        else []
    }
}

# Languages and time. English is the language of the source; French is complete, a test says so.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Static files and media. Media are private: they are served by signed-in views, never by the web server.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
GENERATED_ASSETS = VAR_DIR / "assets"
STATICFILES_DIRS = [BASE_DIR / "static", GENERATED_ASSETS]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "advocacy.lib.static.StaticFiles"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MANIFEST_STRICT = not DEBUG

# Web security. Nothing inline: scripts and styles come from this site only.
_https = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_NAME = "__Host-session" if _https else "relais_session"
CSRF_COOKIE_NAME = "__Host-csrf" if _https else "relais_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
SECURE_SSL_REDIRECT = _https
# Asked by the container itself, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_form_targets = [SIMULATOR_URL] if SIMULATOR_URL else ["https://www.linkedin.com", "https://x.com"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Chromium applies form-action to the redirect that follows a posted form: the consent pages must be named.
        "form-action": [SELF, *_form_targets],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["advocacy.people.access.api_gate.GateAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["advocacy.people.access.api_gate.StatedPermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_SCHEMA_CLASS": "advocacy.people.access.api.RelaisSchema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_CLASSES": ["advocacy.people.access.api_gate.MembershipThrottle"],
    "DEFAULT_THROTTLE_RATES": {"membership": "600/min"},
    "EXCEPTION_HANDLER": "advocacy.people.access.api.api_errors",
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Relais",
    "VERSION": "1",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1/o/\{org\}",
    "COMPONENT_SPLIT_REQUEST": True,
    "DESCRIPTION": "Everything the pages do, for programs: the same services, the same permissions. Three things are "
    "the person's alone, on the pages: joining the programme, connecting an account, the final yes to a share. "
    "Names and ids never cross organisations.",
    # Choices stand where they are used: names made up for them would change with every new one.
    "POSTPROCESSING_HOOKS": [],
}
# W004: GENERATED_ASSETS is made by a command, which a fresh clone has not run yet.
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]
