"""Who takes part: members, their groups, and the offices they hold."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from deliberation.core.likeness import ONE_PERSON
from deliberation.core.names import random_name


class Group(models.Model):
    """A local or thematic group of members."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Members(BaseUserManager["Member"]):
    """Finds and makes members; a member has no password, sign-in is by a mailed code."""

    def create_user(self, email: str, display_name: str, **fields: object) -> Member:
        """A new member; the address is kept in lower case."""
        member = Member(email=email.strip().lower(), display_name=display_name, **fields)
        member.set_unusable_password()
        member.save()
        return member

    def get_by_natural_key(self, username: str | None) -> Member:
        """The member with this address, whatever its case."""
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """A person of the organisation. Public: the display name, and nothing else."""

    # No time of the last sign-in: beside a mark it would help to join a person and a ballot.
    last_login = None

    email = models.EmailField(unique=True)  # always in lower case
    display_name = models.CharField(max_length=80)
    # The reference that the organisation's own register uses; hashed with a salt into a seat.
    reference = models.CharField(max_length=40, unique=True, default="")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="members")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    # The last day that the contribution is paid for; nothing when the register does not say.
    paid_until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects = Members()

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["joined_on"]), models.Index(fields=["group", "joined_on"])]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the member: the address in lower case, a random reference when the register gave none."""
        self.email = self.email.strip().lower()
        if not self.reference:
            self.reference = random_name(12)
        super().save(*args, **kwargs)


class Office(models.Model):
    """A function held by a member, for the whole organisation (no group) or for one group."""

    class Kind(models.TextChoices):
        ORGANISER = "organiser", _("organisateur")
        MODERATOR = "moderator", _("modérateur")
        OBSERVER = "observer", _("observateur")
        REFERENT = "referent", _("référent")
        CHAIR = "chair", _("animateur")
        TRUSTEE = "trustee", _("gardien de clé")
        REGISTRAR = "registrar", _("greffier")
        OPERATOR = "operator", _("exploitant")

    member = models.ForeignKey(Member, models.CASCADE, related_name="offices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True)
    appointed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["member", "ended_at"])]


class Likeness(models.Model):
    """The keyed hash of one trait of a member. What belongs to one person only is unique in the database."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="likenesses")
    trait = models.CharField(max_length=10)
    key = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "trait"], name="one_key_per_trait"),
            models.UniqueConstraint(
                fields=["trait", "key"],
                condition=models.Q(trait__in=[trait.value for trait in ONE_PERSON]),
                name="one_member_per_key",
            ),
        ]


class Double(models.Model):
    """Two members who may be one person, until two organisers said which."""

    class Verdict(models.TextChoices):
        SAME = "same", _("une seule personne")
        DIFFERENT = "different", _("deux personnes")

    name = models.SlugField(max_length=20, unique=True, default=random_name)
    # The one who joined first, or was there first, is the account that would stay.
    kept = models.ForeignKey(Member, models.CASCADE, related_name="+")
    other = models.ForeignKey(Member, models.CASCADE, related_name="+")
    # What they share, by the codes of `likeness.Trait`.
    traits = models.JSONField(default=list)
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    proposed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    settled_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("found_at", "pk")
        constraints = [models.UniqueConstraint(fields=["kept", "other"], name="one_row_per_double")]
