"""The one settings file. Safe by default; ``make run`` works with no variable set.

Every variable is listed in docs/operate/settings.md (a test holds the two together).
"""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from yuinowa.config import env
from yuinowa.core import languages

DATA_DIR = Path(env.text("DATA_DIR", "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

#: ``demo``: the made-up region may be loaded, demo passwords work. ``production``: refuses R49's faults.
MODE = env.one_of("MODE", ("demo", "production", "test"))
DEMO = MODE != "production"
DEBUG = False


def _secret_key() -> str:
    """The key from the environment, else one made at the first start and kept beside the database."""
    given = env.text("SECRET_KEY", "", secret=True)
    if given:
        return given
    path = DATA_DIR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()
PORT = env.number("PORT", 8000, low=1, high=65535)
BASE_URL = env.text("BASE_URL", f"http://127.0.0.1:{PORT}")
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]") if DEMO else ())
if ALLOWED_HOSTS and "127.0.0.1" not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(
        "127.0.0.1"
    )  # whoever watches /readyz from this machine; links never use it
#: What a scraper of /metrics that is not on this machine must carry; empty: only this machine.
METRICS_TOKEN = env.text("METRICS_TOKEN", "", secret=True)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
REGION_NAME = env.text("REGION_NAME", "試験県")
REGION_NAME_EN = env.text("REGION_NAME_EN", "Shiken Prefecture")
#: Whether ISILs are given here. In Japan the National Diet Library gives them, so a region does not, unless told.
ISIL_AGENCY = env.flag("ISIL_AGENCY", default=DEMO)
#: What the region calls working together; catalogues are written with the first one.
COLLABORATION_WORD = env.one_of("COLLABORATION_WORD", ("協働", "共働", "共創"))

# Order is the order of the floors, lowest last, so that a higher wing's template may replace a lower one's.
INSTALLED_APPS = [
    "yuinowa.portal",
    "yuinowa.plans",
    "yuinowa.partnerships",
    "yuinowa.catalogue",
    "yuinowa.relations",
    "yuinowa.governance",
    "yuinowa.evaluation",
    "yuinowa.ledger",
    "yuinowa.accounts",
    "yuinowa.directory",
    "yuinowa.ui",
    "yuinowa.search",
    "yuinowa.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "template_partials",
    "csp",
]
# What sets headers comes first, so that a refusal by the gate carries them too (R48).
MIDDLEWARE = [
    "yuinowa.core.middleware.RequestLog",
    "yuinowa.ui.middleware.ResponseHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "yuinowa.core.middleware.RequestGate",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yuinowa.ui.kept_pages.KeptPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    # Tells the length of a page, so whatever changes a page stands inside it.
    "django.middleware.common.CommonMiddleware",
    "yuinowa.ui.middleware.PlainJapanese",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "yuinowa.accounts.middleware.ActorMiddleware",
    "yuinowa.ui.middleware.ErrorPages",
]
ROOT_URLCONF = "yuinowa.config.urls"
WSGI_APPLICATION = "yuinowa.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "yuinowa.ui.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "yuinowa.ui.templatetags.yw",
            ],
            "string_if_invalid": "",
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": env.database(env.text("DATABASE_URL", f"sqlite:///{DATA_DIR}/yuinowa.sqlite3"))
}
if MODE == "test" and DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads that race for a row wait for each other, as they do in service.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SEARCH_DIR = DATA_DIR / "index"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["yuinowa.accounts.backends.PersonBackend"]
PASSWORD_HASHERS = ["yuinowa.accounts.hashers.MeasuredArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["login", "email", "display_name"]},
    },
]
LOGIN_URL = "accounts:sign-in"
LOGIN_AGAIN_URL = "accounts:again"
LOGIN_REDIRECT_URL = "portal:home"

# R26: who holds a role needs more than a password.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=not DEMO)

# R27: 12 h absolute; 30 min idle is kept by ActorMiddleware. The __Host- name needs https.
SESSION_COOKIE_NAME = "__Host-yuinowa" if HTTPS else "yuinowa"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
CSRF_COOKIE_NAME = "__Host-yuinowa-csrf" if HTTPS else "yuinowa-csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "yuinowa.ui.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [
    r"^healthz$",
    r"^readyz$",
    r"^metrics$",
]  # asked from this machine, over http
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
if BEHIND_PROXY:  # R24: X-Forwarded-* only when the operator says so
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

# R48. Scripts are small files of our own (passkeys, titles as one types): none stands in a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

#: Memory of each web process for visitors' whole pages; 0: every page is made anew.
KEPT_PAGES_BYTES = env.number("KEPT_PAGES_MIB", 64, low=0, high=4096) * 1024 * 1024

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), (languages.PLAIN, _("Plain Japanese")), ("en", _("English"))]
LANG_INFO[languages.PLAIN] = languages.PLAIN_INFO
LANGUAGE_COOKIE_NAME = "yuinowa-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
# Floors that are no Django apps keep their catalogues here.
LOCALE_PATHS = [Path(__file__).parents[1] / "documents" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
# PDF files that were printed once; they may be erased at any time and are in no backup.
PRINTS_DIR = DATA_DIR / "prints"
# The files of large editions, each printed once by a job; what is missing is printed again when somebody asks.
EDITION_FILES_DIR = DATA_DIR / "edition-files"
# The files of large plans as they are read now, each kept for a week.
PLAN_FILES_DIR = DATA_DIR / "plan-files"

# R17. Whom the installation may fetch from: nobody, until the operator names them (docs/operate/settings.md).
FETCH_ORIGINS = env.origins("FETCH_ORIGINS")
FETCH_NETWORKS = env.networks("FETCH_NETWORKS")

#: Where libraries' systems lay files of records, each in a subfolder; None: nothing is watched.
DROP_FOLDER = env.folder("DROP_FOLDER", apart_from=DATA_DIR)

# R50. With a folder named, the clock makes backups (docs/operate/backup.md).
BACKUP_DIR = Path(_backups) if (_backups := env.text("BACKUP_DIR", "")) else None
BACKUP_KEEP = env.number("BACKUP_KEEP", 24, low=1, high=10_000)
BACKUP_PASSPHRASE = env.text("BACKUP_PASSPHRASE", "", secret=True)
PG_BIN = env.text("PG_BIN", "")
if MODE == "test":
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_AUTOREFRESH = True

# Mails land in a folder until a server is named; a page of the operator shows them.
MAIL_DIR = DATA_DIR / "mail"
MAIL_IN_FOLDER = (_mail_url := env.text("MAIL_URL", "folder")) == "folder"
globals().update(env.mail(_mail_url, MAIL_DIR))
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "yuinowa@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# R10: what a browser may send; larger imports come by the command line.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# The largest file of a form, and the form around it; docs/operate/examples/nginx has the same number.
UPLOAD_MAX_BYTES = 51 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "yuinowa.core.uploads.MeasuredUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
APPEND_SLASH = True
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "yuinowa.core.logs.JsonLine"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    # fido2 names each passkey at INFO (R46).
    "loggers": {"fido2": {"level": "WARNING"}},
    "root": {"handlers": ["out"], "level": env.text("LOG_LEVEL", "WARNING" if DEMO else "INFO")},
}
#: What was set, without secrets: for the operator's page and the support bundle.
IN_EFFECT = dict(sorted(env.IN_EFFECT.items()))
