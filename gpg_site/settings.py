"""One settings module. It runs with no environment at all; the environment changes it.

Every line that differs from Django's own default says why.
"""

import os
import secrets
from pathlib import Path

from gpg_site import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
# Where the running site keeps what it makes: database, collected static files, secret key.
VAR_DIR = environment.folder(os.environ, "GPG_VAR_DIR", default=BASE_DIR / "var")

# Whether readers come by https. The demo on this machine's own address does not.
HTTPS = environment.flag(os.environ, "GPG_HTTPS")
DEBUG = environment.debug(os.environ, production=HTTPS)
# Whether this process serves readers alone: the end of this module takes the staff's side away.
PUBLIC_ONLY = environment.flag(os.environ, "GPG_PUBLIC_ONLY")
# Nothing that readers get is signed: a process for them alone holds no secret.
SECRET_KEY = (
    secrets.token_urlsafe(50)
    if PUBLIC_ONLY
    else environment.secret_key(os.environ, production=HTTPS, kept_in=VAR_DIR)
)
ALLOWED_HOSTS = environment.hosts(os.environ, production=HTTPS)
# Scheme and host in the portal's own addresses, whichever way a reader came; empty where they are
# those of each request.
ORIGIN = environment.origin(os.environ, production=HTTPS, allowed=ALLOWED_HOSTS)
# How many proxies of ours a request has passed. Only they may say how a reader came.
PROXIES = environment.count(os.environ, "GPG_PROXIES")

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
    "gpg_site.logs.RequestMiddleware",
    # Outside of all that says anything.
    "gpg_site.middleware.LanguageMiddleware",
    # Outside of all that answers, so that errors and static files carry the headers too.
    "gpg_site.middleware.SecurityHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # After all that says who is asking.
    "gpg_site.staff.middleware.StaffMiddleware",
]

ROOT_URLCONF = "gpg_site.urls"
WSGI_APPLICATION = "gpg_site.wsgi.application"

_CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    # The admin needs these two. Public templates must not use `user` or `messages`: a page that
    # reads the session varies by cookie.
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT_PROCESSORS},
    }
]

DATABASES = {"default": environment.database(os.environ, kept_in=VAR_DIR, read_only=PUBLIC_ONLY)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en"
# INTERPOL's four languages, each by its own name.
LANGUAGES = [("ar", "العربية"), ("en", "English"), ("es", "Español"), ("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["gpg_site.formats"]
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
# Who comes by http is sent to https, and browsers remember that for a year. A proxy that ends TLS
# says by this header how the reader came; it must set it itself on every request.
SECURE_SSL_REDIRECT = HTTPS
# What watches over the process asks it directly, by http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_SSL_HOST = ORIGIN.removeprefix("https://") or None
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# Names below the portal's own are somebody else's to decide on, and cannot be taken back for long.
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag(os.environ, "GPG_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
# A proxy may pass on another port or name than the one that staff see.
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
# A mail address for readers, shown on the accessibility page.
CONTACT = environment.contact(os.environ)

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
REQUIRE_SECOND_FACTOR = environment.flag(os.environ, "GPG_REQUIRE_SECOND_FACTOR", default=HTTPS)
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
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
# What is counted at sign-in must be the same for every process, and outlive it. There is room for
# so much that no flood of guesses pushes a count out before its quarter of an hour is over.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_counts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# runserver says on its own how it answered.
LOGGING = logs.configuration(readable=DEBUG)

if PUBLIC_ONLY:
    _OF_STAFF = (
        "allauth",
        "django.contrib.admin",
        "django.contrib.auth.",
        "django.contrib.messages",
        "django.contrib.sessions",
        "gpg_site.staff",
        "simple_history.middleware",
    )
    for _names in (INSTALLED_APPS, MIDDLEWARE, _CONTEXT_PROCESSORS):
        _names[:] = [name for name in _names if not name.startswith(_OF_STAFF)]
