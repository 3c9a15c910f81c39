"""Units, posts, people, powers, delegations and the working calendar."""

from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Unit(models.Model):
    """A unit of the district: an office, a street, a department, a company. parent: the unit it stands under.

    aliases: other names it is called by in documents; short_name: what lists show.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=30, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("unit")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Makes people; needed by Django's sign-in."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Person":
        """Return a new person; without a password they cannot sign in until one is set."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Someone who may sign in. What they may do comes from the posts they hold.

    epoch: raised whenever the account is closed; a session of an earlier epoch opens nothing.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    epoch = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    is_staff = False
    is_superuser = False

    class Meta:
        verbose_name = _("person")
        ordering: ClassVar = ["username"]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Return what a session must know to be this person's: it changes with the password and when they are shut out."""
        return self._of_this_epoch(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return the same under the earlier keys of the installation."""
        return map(self._of_this_epoch, super().get_session_auth_fallback_hash())

    def _of_this_epoch(self, known: str) -> str:
        return f"{known}.{self.epoch}" if self.epoch else known

    def get_full_name(self) -> str:
        return self.name

    def has_perm(self, *_args: object) -> bool:
        """No Django permissions are in use: powers belong to posts."""
        return False

    def has_module_perms(self, *_args: object) -> bool:
        return False


class Post(models.Model):
    """A chair in a unit with its powers; people come and go."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60)
    powers = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("post")
        ordering: ClassVar = ["unit__code", "title", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "title"], name="orgs_post_unit_title")]

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"


class Holding(models.Model):
    """One person in one post from one day to another, both inclusive; to_on empty means still."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("post held")
        ordering: ClassVar = ["from_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="orgs_holding_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class Delegation(models.Model):
    """The holder of a post lets another person act in it for some days, both inclusive.

    ended_at: set when it was taken back before its last day; it then counts for nothing from that moment.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="delegations")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputising")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("delegation")
        ordering: ClassVar = ["from_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="orgs_delegation_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.holding}"


class CalendarYear(models.Model):
    """One year of the working calendar: days off on weekdays (closed), working days on weekends (opened).

    closed and opened: lists of {"on": ISO date, "name": text}. A year without a row is refused, not guessed.
    """

    year = models.PositiveIntegerField(primary_key=True)
    closed = models.JSONField(default=list)
    opened = models.JSONField(default=list)
    source = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("calendar year")
        ordering: ClassVar = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class District(models.Model):
    """The one district this installation serves, and its service hours."""

    name = models.CharField(max_length=60)
    code = models.CharField(max_length=12, blank=True)
    service_hours = models.CharField(max_length=60, default="08:00-12:00,14:00-18:00")
    is_invented = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("district")

    def __str__(self) -> str:
        return self.name


class AccessToken(models.Model):
    """A key for a machine that acts as one person in one post. Only its SHA-256 is stored."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("access token")
        ordering: ClassVar = ["made_at", "id"]

    def __str__(self) -> str:
        return self.label
