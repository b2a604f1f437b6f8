"""People who sign in."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from yuinowa.accounts import labels
from yuinowa.accounts.domain.policy import LONGEST_EMAIL, LONGEST_LOGIN


class Person(AbstractBaseUser):
    """Somebody who signs in. All rights come from affiliations; there is no superuser."""

    login = models.CharField(max_length=LONGEST_LOGIN, unique=True)
    email = models.CharField(max_length=LONGEST_EMAIL, unique=True)
    display_name = models.CharField(max_length=100)
    language = models.CharField(
        max_length=10,
        choices=list(labels.LANGUAGES.items()),
        default="ja",
    )
    is_active = models.BooleanField(default=True)
    #: Came with the demo region; its password is printed on the sign-in page.
    demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    #: Not kept: the sessions and the audit trail say it, for as long as it is of use.
    last_login = None

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "display_name"]

    class Meta:
        ordering = ("display_name", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(login=Lower("login")) & ~Q(login=""), name="person_login_is_folded"
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""), name="person_email_is_folded"
            ),
            models.CheckConstraint(condition=~Q(display_name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(language__in=["ja", "ja-simple", "en"]), name="person_language_known"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name
