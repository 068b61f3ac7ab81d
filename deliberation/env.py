"""What the environment says: parsed once, with a clear sentence where a value is wrong."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


class WrongSetting(Exception):
    """A variable of the environment holds something we cannot use; the message says what to write."""


def database(url: str, folder: Path) -> dict[str, object]:
    """Django's DATABASES entry for a DATABASE_URL; SQLite in `folder` when the URL is empty.

    Accepts `sqlite:///PATH` and `postgresql://user:password@host:port/name?host=/socket/folder`;
    `pool=transaction` says that a pool before it hands each transaction another connection.
    """
    if not url:
        return _sqlite(folder / "livret.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgresql", "postgres"):
        raise WrongSetting(
            f"DATABASE_URL starts with {parts.scheme!r}: write postgresql://... or sqlite:///..."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
        "DISABLE_SERVER_SIDE_CURSORS": query.get("pool") == "transaction",
        "OPTIONS": {"connect_timeout": 5},
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 15,
            # synchronous: a receipt that was shown must outlive a power cut (decision 11).
            # secure_delete: what a mix or an erasure removes must not stay readable in free pages.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
        },
    }


def redis_url(environ: Mapping[str, str], folder: Path) -> str:
    """REDIS_URL, or the address that a running `serve` wrote down, or the one it would use."""
    if environ.get("REDIS_URL"):
        return environ["REDIS_URL"]
    noted = folder / "redis.url"
    if noted.exists():
        return noted.read_text().strip()
    return f"unix://{folder / 'valkey.sock'}?db=0"


def secret_key(environ: Mapping[str, str], folder: Path) -> str:
    """SECRET_KEY, or the content of SECRET_KEY_FILE, or a key made once in `folder`, mode 600."""
    if environ.get("SECRET_KEY"):
        return environ["SECRET_KEY"]
    path = Path(environ.get("SECRET_KEY_FILE") or folder / "secret.key")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def mail(url: str, folder: Path) -> dict[str, object]:
    """The mail settings for an EMAIL_URL (`smtp://user:password@host:port`, `smtps://`).

    Without one, mails are printed on the console and kept in `folder`/mail.
    """
    if not url:
        return {
            "EMAIL_BACKEND": "deliberation.mailbox.ConsoleAndFolder",
            "EMAIL_FILE_PATH": str(folder / "mail"),
        }
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps", "smtp+tls"):
        raise WrongSetting(f"EMAIL_URL starts with {parts.scheme!r}: write smtp://, smtp+tls:// or smtps://")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def switch(environ: Mapping[str, str], name: str, otherwise: bool = False) -> bool:
    """Whether a yes/no variable says yes; unset is `otherwise`. Raises WrongSetting for anything else."""
    value = environ.get(name, "").strip().lower()
    if value == "":
        return otherwise
    if value in ("0", "no", "false", "off"):
        return False
    if value in ("1", "yes", "true", "on"):
        return True
    raise WrongSetting(f"{name}={value!r}: write 1 or 0")


def words(environ: Mapping[str, str], name: str, default: str) -> list[str]:
    """A list separated by commas or spaces."""
    return [word for word in environ.get(name, default).replace(",", " ").split() if word]


def is_public(host: str) -> bool:
    """Whether members reach the site by this name; a laptop's own names are not public."""
    return host not in LOCAL_HOSTS and not host.endswith(".localhost")
