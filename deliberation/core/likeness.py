"""Whether two lines of a register may be one person: what is alike once spelling is taken away.

A *trait* is a normalised address, telephone number, membership number or name. Only its keyed hash is
ever stored: without the key nobody can test whether an address is in the register.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

COUNTRY = "33"
SHORTEST_NUMBER = 6
# Providers that deliver to the same box whatever the dots, and whatever of these names is written.
DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
# Small letters of other alphabets that look like one of ours: an address may be written with them to pass.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһԛԝвкмнтгпαεορυνικτχуıɑɡ", "aeopcyxijsdhqwbkmhtrnaeopuviktxyiag")


class Trait(StrEnum):
    """What two lines may share. The first three belong to one person; the others only make one look."""

    MAIL = "mail"
    PHONE = "phone"
    NUMBER = "number"
    MAILBOX = "mailbox"
    NAME = "name"


ONE_PERSON = (Trait.MAIL, Trait.PHONE, Trait.NUMBER)


def traits_of(
    email: str, name: str, number: str = "", phone: str = "", group: str = ""
) -> Iterator[tuple[Trait, str]]:
    """The normalised traits of one line; none for what is empty or too short to say anything.

    A name counts within its group: across a whole country many people share one.
    """
    yield Trait.MAIL, plain_mail(email)
    yield Trait.MAILBOX, plain_mailbox(email)
    if said := plain_phone(phone):
        yield Trait.PHONE, said
    if said := plain_number(number):
        yield Trait.NUMBER, said
    if said := plain_name(name):
        yield Trait.NAME, f"{said} / {group}"


def plain_mail(email: str) -> str:
    """The address that mail arrives at: without case, +tag, and the dots that its provider skips."""
    local, _, domain = "".join(_folded(email).split()).rpartition("@")
    local, domain = local.split("+", 1)[0], domain.rstrip(".")
    if domain in DOTLESS:
        return f"{local.replace('.', '')}@{DOTLESS[domain]}"
    return f"{local}@{domain}"


def plain_mailbox(email: str) -> str:
    """The same, more loosely: no accents, dots, dashes or underscores before the @."""
    local, _, domain = plain_mail(email).rpartition("@")
    return f"{re.sub(r'[^a-z0-9]', '', _bare(local))}@{_bare(domain)}"


def plain_phone(phone: str, country: str = COUNTRY) -> str:
    """Digits with the country in front: +33 6 12..., 0033 6 12... and 06.12... are one; "" for none."""
    written = unicodedata.normalize("NFKC", phone).replace("(0)", "").strip()
    digits = "".join(str(unicodedata.digit(sign)) for sign in written if sign.isdigit())
    if written.startswith("+"):
        pass
    elif digits.startswith("00"):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = country + digits[1:]
    if digits.startswith(f"{country}0"):
        digits = country + digits[len(country) + 1 :]
    return f"+{digits}" if len(digits) >= SHORTEST_NUMBER else ""


def plain_number(number: str) -> str:
    """A membership number without spaces, dashes, case and leading zeros; "" for none."""
    signs = re.sub(r"[^a-z0-9]", "", _bare(_folded(number)))
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", signs)


def plain_name(name: str) -> str:
    """The words of a name without case, accents and order; "" for a first name alone or with an initial,
    which many share.
    """
    parts = [re.findall(r"[a-z0-9]{2,}", part) for part in _bare(_folded(name)).split()]
    whole = sum(1 for words in parts if words)
    return " ".join(sorted(word for words in parts for word in words)) if whole > 1 else ""


def keyed(secret: str, trait: Trait, value: str) -> str:
    """The hash of a trait that is stored: HMAC-SHA-256 under the house's secret, 64 hexadecimal digits."""
    written = f"livret-likeness-v1\x00{trait}\x00{value}"
    return hmac.digest(secret.encode(), written.encode(), hashlib.sha256).hex()


def _folded(text: str) -> str:
    if text.isascii():  # most are, and a register has many: the same, at once
        return text.strip().lower()
    shown = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", shown).strip().casefold()


def _bare(text: str) -> str:
    """Without accents, and with our letters for those that look like them."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LOOKALIKES)
