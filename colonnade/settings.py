"""How the parts of Colonnade are put together; what an operator may choose is in ``plumbing.configuration``."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from colonnade.plumbing import configuration

CONFIGURATION = configuration.read(os.environ)

PACKAGE = Path(__file__).resolve().parent
HOME = configuration.home(CONFIGURATION)

# --- what this site is ------------------------------------------------------------------------------
DEBUG = CONFIGURATION.debug
SECRET_KEY = configuration.secret_key(CONFIGURATION)
BASE_URL = CONFIGURATION.base_url.rstrip("/")
BRAND = CONFIGURATION.brand
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    urlsplit(BASE_URL).hostname or "",
    *CONFIGURATION.allowed_hosts,
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "colonnade.portal.views.not_allowed"
ROOT_URLCONF = "colonnade.portal.urls"
WSGI_APPLICATION = "colonnade.wsgi.application"
SITE_ROBOTS = CONFIGURATION.robots

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "colonnade.design",
    "django.forms",
    # Before allauth, whose pages and mails it dresses.
    "colonnade.people",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django_vite",
    "colonnade.plumbing.audit",
    "colonnade.plumbing.search",
    "colonnade.temple",
    "colonnade.drafting",
    "colonnade.city.profile",
    "colonnade.city.catalogue",
    "colonnade.city.governance",
    "colonnade.city.monitoring",
    "colonnade.network.charter",
    "colonnade.network.membership",
    "colonnade.interop",
    "colonnade.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "colonnade.plumbing.readonly.ReadOnlyOnGet",
]
WRITES_ON_GET = ("/static/",)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "colonnade.design.context.page",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "string_if_invalid": "",
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- where things are kept --------------------------------------------------------------------------
DATABASES = {"default": configuration.database(CONFIGURATION)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}
}
SEARCH_ROOT = HOME / "search"
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86_400
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/built/.+-[\w-]{8}\.\w+$"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": PACKAGE / "design" / "static" / "built" / "manifest.json",
        "static_url_prefix": "built",
    }
}

# --- languages --------------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = CONFIGURATION.time_zone
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("zh-hans", "简体中文"),
]
FORMAT_MODULE_PATH = ["colonnade.plumbing.formats"]
LOCALE_PATHS = [PACKAGE / "locale"]

# --- people -----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:desk"
LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "colonnade.people.views.adapter.Adapter"
ACCOUNT_FORMS = {"login": "colonnade.people.forms.LoginForm", "signup": "colonnade.people.forms.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(BASE_URL).scheme
# Ours beside allauth's own: links by mail, reports from visitors, invitations.
ACCOUNT_RATE_LIMITS = {
    "sign_in_link": "20/m/ip,5/10m/key",
    "concern": "10/h/ip",
    "invite": "60/h/user",
    "comment": "20/h/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIGURATION.behind_proxy else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "colonnade.people.views.adapter.SecondStep"
MFA_TOTP_ISSUER = BRAND
# Nobody gets in with an address that is not confirmed, so changing it need not wait for the second step to go.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = urlsplit(BASE_URL).hostname in {"localhost", "127.0.0.1"}
SESSION_COOKIE_AGE = 14 * 86_400
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")

# --- safety -----------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "https:"],
        "script-src": [SELF],
        "style-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if BASE_URL.startswith("https://"):
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = CONFIGURATION.behind_proxy
if CONFIGURATION.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- work in the background, mail, log ---------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
globals().update(configuration.mail(CONFIGURATION))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIGURATION.mail_from
EMAIL_SUBJECT_PREFIX = ""
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": CONFIGURATION.log_level},
    "loggers": {"py.warnings": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}

# --- feeds ------------------------------------------------------------------------------------------
HARVEST_PRIVATE = CONFIGURATION.harvest_private
HARVEST_MAX_BYTES = CONFIGURATION.harvest_max_megabytes * 1_000_000
HARVEST_SECONDS = CONFIGURATION.harvest_seconds
