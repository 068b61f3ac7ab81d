"""One settings file, two switches: DATABASE_URL and REDIS_URL. Everything else has a default that works."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from deliberation import env

HERE = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("LIVRET_FOLDER", HERE / "var"))
FOLDER.mkdir(parents=True, exist_ok=True)

# Who we are ---------------------------------------------------------------------------------------
ORGANISATION = os.environ.get("LIVRET_ORGANISATION", "Rives communes")
PUBLIC_ADDRESS = os.environ.get("LIVRET_ADDRESS", "http://localhost:8000").rstrip("/")
SOURCE_ADDRESS = os.environ.get("LIVRET_SOURCE", "")
DEFAULT_FROM_EMAIL = os.environ.get("LIVRET_SENDER", "livret@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
TIME_ZONE = os.environ.get("LIVRET_TIME_ZONE", "Europe/Paris")
USE_TZ = True

# Demo: one-click sign-in and a clock that "next phase" may move. `checks` refuses both in public.
DEMO = env.switch(os.environ, "LIVRET_DEMO")
CLOCK_MAY_MOVE = DEMO
DEBUG = env.switch(os.environ, "LIVRET_DEBUG")

SECRET_KEY = env.secret_key(os.environ, FOLDER)
# Keys of before, which still read what they wrote: second factors, sessions.
SECRET_KEY_FALLBACKS = env.words(os.environ, "SECRET_KEY_FALLBACKS", "")
PUBLIC_HOST = urlsplit(PUBLIC_ADDRESS).hostname or "localhost"
MORE_HOSTS = env.words(os.environ, "LIVRET_HOSTS", "")
ALLOWED_HOSTS = [PUBLIC_HOST, "localhost", "127.0.0.1", "[::1]", *MORE_HOSTS]
SECURE = PUBLIC_ADDRESS.startswith("https://")
CSRF_FAILURE_VIEW = "frontend.pages.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if SECURE else []

# Where things are kept -----------------------------------------------------------------------------
DATABASES = {"default": env.database(os.environ.get("DATABASE_URL", ""), FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.redis_url(os.environ, FOLDER)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "livret",
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "livret"},
    }
}
RQ_QUEUES = {
    name: {
        "URL": REDIS_URL,
        "DEFAULT_TIMEOUT": limit,
        "SERIALIZER": "rq.serializers.JSONSerializer",
    }
    for name, limit in (("prompt", 300), ("slow", 3600))
}
RQ = {"COMMIT_MODE": "on_db_commit"}
# How far the database had come, remembered outside of it: on another disk than the database's, if there is.
KNOWN_HEAD = Path(os.environ.get("LIVRET_KNOWN_HEAD", FOLDER / "journal.head"))
STORE = FOLDER / "store"  # bundles and evidence packs, by digest

globals().update(env.mail(os.environ.get("EMAIL_URL", ""), FOLDER))
EMAIL_TIMEOUT = 20  # seconds: a mail server that does not answer must not hold a worker

# The application ------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "channels",
    "django_rq",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "deliberation.apps.House",
    "deliberation.outbox.apps.Outbox",
    "deliberation.journal.apps.Journal",
    "deliberation.members.apps.Members",
    "deliberation.rooms.apps.Rooms",
    "proposals.apps.Proposals",
    "votes.apps.Votes",
    "frontend.apps.Frontend",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Outside WhiteNoise, so that static files carry the policy too: a picture may hold a script.
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "deliberation.journal.watching.Watch",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "deliberation.members.asking.AskAgain",
    "frontend.middleware.RefusalPages",
]
ROOT_URLCONF = "deliberation.urls"
ASGI_APPLICATION = "deliberation.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ours before django-allauth's of the same names.
        "DIRS": [HERE / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.every_page",
            ],
            "builtins": ["django.templatetags.i18n", "frontend.templatetags.livret"],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = FOLDER / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_CODE = os.environ.get("LIVRET_LANGUAGE", "fr")
LOCALE_PATHS = [HERE / "frontend" / "locale"]
USE_THOUSAND_SEPARATOR = True

# Sign-in ---------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["deliberation.members.signin.Sessions"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "deliberation.members.signin.Adapter"
ACCOUNT_FORMS = {
    "request_login_code": "deliberation.members.forms.AskForCode",
    "confirm_login_code": "deliberation.members.forms.TypeCode",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
# Not sent: the adapter writes a mail to nobody instead, so that both answers take as long.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
# Wrong codes of the second factor: by address and by account. A delay, never a lock-out.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/15m/ip,5/15m/key"}
# Whether an office's rights wait for its holder's second factor: on wherever members come from outside.
SECOND_FACTOR_DEMANDED = env.switch(
    os.environ,
    "LIVRET_SECOND_FACTOR",
    otherwise=not DEMO and any(map(env.is_public, (PUBLIC_HOST, *MORE_HOSTS))),
)
RIGHTS_SLEEP_AFTER = 30 * 60  # seconds without a page of one who holds an office
ASKED_AGAIN_AFTER = 15 * 60  # seconds since the last code, before an act that weighs
MFA_ADAPTER = "deliberation.members.signin.FactorAdapter"
MFA_FORMS = {"authenticate": "deliberation.members.forms.GiveFactor"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = f"Livret, {ORGANISATION}"
MFA_TOTP_TOLERANCE = 1  # a telephone may be half a minute off; a code still serves once (forms.py)
SESSION_ENGINE = "deliberation.members.session_rows"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# No exception anywhere: no page asks anything of another host, nothing runs inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LIVRET_LOG", "WARNING")},
    "loggers": {
        # A request that fails must not print its body: it could hold a ballot.
        "django.request": {"level": "ERROR"},
        # Where Redis went away it prints each channel that it could not leave; the hub says it once.
        "channels_redis.pubsub": {"level": "CRITICAL"},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"

# What the house asks of its guests, by name, so that it imports none of them ------------------------
DUE_WORK = [
    "votes.actions.asking_drawn.remind_drawn",
    "deliberation.outbox.actions.hand_out_mails",
    "proposals.actions.running.resume_runs",
    "proposals.actions.filing.resume_files",
    "votes.actions.closing.close_due_votes",
    "votes.actions.announcing.announce_files",
    "votes.actions.forgetting.forget_seats",
    "votes.actions.checkpointing.take_due_checkpoints",
    "deliberation.journal.reads.forget_old_reads",
    "proposals.actions.indexing.renew_similar",  # last: no act waits for it
]
WENT_BACK = ["votes.actions.suspending.suspend_votes"]  # what is done when a backup was restored
NOT_WHILE = ["votes.queries.going.is_vote_open"]  # while this is so, no migration runs
INVARIANTS = ["votes.actions.checking.broken_invariants"]  # what `manage.py invariants` looks at
WHAT_IS_HELD = [  # on a member, for the account's export
    "proposals.queries.support.held_on",
    "proposals.queries.contesting.held_on",
    "votes.queries.held.held_on",
]
WHAT_IS_LEFT = [
    "proposals.queries.left.left_for",
    "proposals.queries.contested.left_for",
    "votes.queries.left.left_for",
]
# RuleBroken -> its words (happened, to_do, status), for our command lines.
WORDS_OF_A_REFUSAL = "frontend.wording.refusal"
# A booklet's printed forms: who words them, the template of the PDF, the styles inside the HTML file.
WORDS_OF_A_DOCUMENT = "frontend.printing.booklets.in_words"
PRINTED_TEMPLATE = HERE / "frontend" / "printing" / "booklet.typ"
PRINTED_STYLES = [HERE / "frontend" / "static" / "css" / name for name in ("tokens.css", "document.css")]
