"""Who a name and a password belong to, with the same work for a name nobody has (R26)."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from yuinowa.accounts.domain.names import folded
from yuinowa.accounts.models import Person


class PersonBackend(BaseBackend):
    """The only way in with a password. Rights are not asked here: see ``permissions`` of each wing."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002  # Django hands it to every backend
        login: str = "",
        password: str = "",
        **_other: Any,
    ) -> Person | None:
        person = Person.objects.filter(login=folded(login)).first()
        if person is None:
            check_password(password, _nobodys_password())
            return None
        # Asked before is_active, so that a closed account takes as long as an open one.
        fits = person.check_password(password)
        return person if fits and person.is_active else None

    def get_user(self, user_id: int) -> Person | None:
        return Person.objects.filter(pk=user_id, is_active=True).first()


@cache
def _nobodys_password() -> str:
    """A hash that no password fits, made with the same cost as everybody's."""
    return make_password(get_random_string(32))
