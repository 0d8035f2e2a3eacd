"""One settings module. It runs with no environment at all; the environment changes it.

Every line that differs from Django's own default says why.
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def env_flag(name: str, *, default: bool = False) -> bool:
    """A yes/no variable: 1 or 0, or absent. Any other value stops the start."""
    value = os.environ.get(name, str(int(default)))
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 or 0, or leave it out.")
    return value == "1"


def env_count(name: str) -> int:
    """A variable that counts something; absent means none. Anything else stops the start."""
    value = os.environ.get(name, "0")
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a number, or leave it out.")
    return int(value)


def kept_secret(path: Path) -> str:
    """The secret key kept in `path`, made on the first start, readable by its owner alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()


# Where the running site keeps what it makes: database, collected static files, secret key.
VAR_DIR = Path(os.environ.get("GPG_VAR_DIR", BASE_DIR / "var"))

DEBUG = env_flag("GPG_DEBUG")
SECRET_KEY = os.environ.get("GPG_SECRET_KEY") or kept_secret(VAR_DIR / "secret-key")
# Whether readers come by https. The demo on this machine's own address does not.
HTTPS = env_flag("GPG_HTTPS")
# Scheme and host in the portal's own addresses, whichever way a reader came. Without it they are
# those of each request.
ORIGIN = os.environ.get("GPG_ORIGIN", "")
ALLOWED_HOSTS = os.environ.get("GPG_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    # Before ours, which take what they don't use out of the admin.
    "taggit",
    # The staff's sign-in, with a second factor.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "gpg_site",
    "themes",
    "goals",
    # Django's admin, with the site in gpg_site/staff/site.py.
    "gpg_site.staff.apps.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # WhiteNoise instead of runserver's own static files, so that `make dev` serves as `make run`.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Outermost, so that errors and static files carry the headers too.
    "gpg_site.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "gpg_site.middleware.CacheControlMiddleware",
    "gpg_site.middleware.ReadOnlyMiddleware",
    # Pages; static files are compressed once, ahead of time. Public pages hold no secret that
    # their length could give away, and Django pads the rest at random.
    "gpg_site.middleware.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # After all that says who is asking.
    "gpg_site.staff.middleware.StaffMiddleware",
]

ROOT_URLCONF = "gpg_site.urls"
WSGI_APPLICATION = "gpg_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                # The admin needs these two. Public templates must not use `user` or `messages`:
                # a page that reads the session varies by cookie.
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "gpg.sqlite3",
        "OPTIONS": {
            # Readers don't wait for a writer, and a commit survives a crash of the process.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            # Take the write lock at the start of a transaction: two editors then wait for each
            # other instead of failing with "database is locked" halfway.
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en"
# INTERPOL's four languages. Pages are in English until their translations are complete.
LANGUAGES = [("ar", _("Arabic")), ("en", _("English")), ("es", _("Spanish")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# With DEBUG, files are served from where they are written; else hashed and compressed once.
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = DEBUG

# The whole site can be framed by nobody and leaks no address to other sites.
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# As Django 6 names it: delete our middleware on that upgrade and keep this setting.
SECURE_CSP = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "img-src": ["'self'", "data:"],
    "manifest-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
}
# A mail address for readers, shown on the accessibility page. None is invented when it is absent.
CONTACT = os.environ.get("GPG_CONTACT", "")

# Every part of the site that can write stands below this address; the rest only reads.
STAFF_PREFIX = "/staff/"

# Cookies are the staff's alone: no public address sees one, nor does another site's link. A
# session ends with the browser, and eight hours after signing in: a working day. Script needs none.
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = STAFF_PREFIX
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
# In the session: a cookie of its own would go to public addresses too.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Sign-in. The reasons are in docs/adr/0010-a-second-factor-and-a-count-in-the-database.md.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
# Where staff edit in earnest, they need a second factor; the demo only offers it.
REQUIRE_SECOND_FACTOR = env_flag("GPG_REQUIRE_SECOND_FACTOR", default=HTTPS)
ACCOUNT_ADAPTER = "gpg_site.staff.adapter.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
# Nobody signs up; allauth still asks here whether signing in takes a password.
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
# Nothing here sends mail.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"change_password": "gpg_site.staff.adapter.StaffPasswordForm"}
# Wrong passwords and wrong codes, of an account and from an address. That counts a wrong present
# password at a change too, so the change needs no count of its own.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/ip,5/15m/key", "change_password": None}
MFA_ADAPTER = "gpg_site.staff.adapter.StaffMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Global Policing Goals"
# Behind proxies, the address that is counted is the one that the outermost of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env_count("GPG_PROXIES")
# What is counted at sign-in must be the same for every process, and outlive it. There is room for
# so much that no flood of guesses pushes a count out before its quarter of an hour is over.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_counts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # Django mails errors to ADMINS when DEBUG is off; a process under gunicorn says them aloud.
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
