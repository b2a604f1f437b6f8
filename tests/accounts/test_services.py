from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from tests.accounts.factories import (
    PASSWORD,
    a_person,
    an_affiliation,
    an_institution,
    just_signed_in,
)
from yuinowa.accounts import queries, services
from yuinowa.accounts.hashers import MeasuredArgon2
from yuinowa.accounts.models import Affiliation, AffiliationRole, FailureTally, Person
from yuinowa.accounts.services.guesses import Guess
from yuinowa.config import settings as product
from yuinowa.core import clock
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, NotAllowed, TooMany

SYSTEM = Actor.system()
ADDRESS = "192.0.2.7"


def _audited() -> list[str]:
    return list(AuditRow.objects.order_by("pk").values_list("action", flat=True))


# ---------------------------------------------------------------- people


def test_passwords_are_hashed_with_the_measured_cost() -> None:
    hashed = MeasuredArgon2().encode("x", "saltsaltsalt")

    assert product.PASSWORD_HASHERS == ["yuinowa.accounts.hashers.MeasuredArgon2"]
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in hashed


@pytest.mark.django_db
def test_a_new_person_is_stored_in_folded_form_and_audited() -> None:
    person = services.create_person(
        login="Ｋoho",
        email="Koho@Example.org",
        display_name="広報",
        actor=SYSTEM,
        password=PASSWORD,
    )

    assert (person.login, person.email, person.check_password(PASSWORD)) == (
        "koho",
        "koho@example.org",
        True,
    )
    assert _audited() == ["accounts.create-person"]


@pytest.mark.django_db
def test_a_person_without_a_password_cannot_sign_in() -> None:
    person = services.create_person(
        login="koho", email="koho@example.org", display_name="広報", actor=SYSTEM
    )

    assert not person.has_usable_password()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bad",
    [
        {"login": "館長"},
        {"email": "nowhere"},
        {"display_name": "　"},
        {"display_name": "a\x00b"},
        {"password": "short"},
        {"password": "1q2w3e4r5t6y"},
        {"password": "koho@example.org"},
        {"login": "koho-to-renkei", "password": "koho-to-renkei"},
        {"language": "fr"},
    ],
)
def test_a_person_with_an_unusable_entry_is_refused(bad: dict[str, str]) -> None:
    good = {
        "login": "koho",
        "email": "koho@example.org",
        "display_name": "広報",
        "password": PASSWORD,
    }

    with pytest.raises(ValidationError):
        services.create_person(**(good | bad), actor=SYSTEM)  # type: ignore[arg-type]  # all are text

    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_sign_in_name_belongs_to_one_person() -> None:
    a_person("koho")

    with pytest.raises(ValidationError):
        services.create_person(
            login="KOHO", email="other@example.org", display_name="広報", actor=SYSTEM
        )


@pytest.mark.django_db
def test_only_administrators_make_people() -> None:
    editor = queries.actor_of(a_person(), None)

    with pytest.raises(NotAllowed):
        services.create_person(login="x", email="x@example.org", display_name="x", actor=editor)


@pytest.mark.django_db
def test_demo_people_are_noticed() -> None:
    assert not services.has_demo_persons()

    a_person(demo=True)

    assert services.has_demo_persons()


@pytest.mark.django_db
def test_nobody_sets_the_password_of_somebody_else() -> None:
    person, other = a_person(), a_person()

    with pytest.raises(NotAllowed):
        services.set_password(other.pk, "another-long-phrase", actor=queries.actor_of(person, None))


# ---------------------------------------------------------------- affiliations


@pytest.mark.django_db
def test_an_affiliation_makes_an_actor() -> None:
    institution = an_institution("試験県立図書館", region_office=True)
    person = a_person()

    affiliation = services.grant_affiliation(
        person.pk, institution.pk, {Role.EDITOR, Role.SIGNATORY}, unit="連携担当", actor=SYSTEM
    )

    assert queries.actor_of(person, affiliation) == Actor(
        person=person.pk,
        institution=institution.pk,
        unit="連携担当",
        roles=frozenset({Role.EDITOR, Role.SIGNATORY}),
        region=True,
        member=True,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [
        (-1, None, True),
        (0, None, True),
        (1, None, False),
        (-5, 1, True),
        (-5, 0, False),
        (0, 0, False),
    ],
)
def test_an_affiliation_gives_rights_on_its_days_alone(
    begins: int,
    ends: int | None,
    holds: bool,  # noqa: FBT001  # a column of the table above
) -> None:
    today = clock.today()
    affiliation = an_affiliation(
        None,
        None,
        Role.EDITOR,
        from_day=today + timedelta(begins),
        to_day=None if ends is None else today + timedelta(ends),
    )

    actor = queries.actor_of(affiliation.person, affiliation)

    assert (actor.institution is not None) is holds
    assert bool(actor.roles) is holds
    assert queries.own_affiliations(actor).filter(pk=affiliation.pk).exists() is holds


@pytest.mark.django_db
def test_nobody_acts_through_the_affiliation_of_another() -> None:
    affiliation = an_affiliation(None, None, Role.ADMIN)
    other = a_person()

    assert queries.actor_of(other, affiliation) == Actor(person=other.pk)


@pytest.mark.django_db
def test_an_administrator_grants_and_ends_in_the_own_institution_alone() -> None:
    post = an_affiliation(None, None, Role.ADMIN)
    admin = just_signed_in(post)
    newcomer, elsewhere = a_person(), an_institution()

    granted = services.grant_affiliation(
        newcomer.pk, post.institution_id, {Role.EDITOR}, actor=admin
    )
    with pytest.raises(NotAllowed):
        services.grant_affiliation(newcomer.pk, elsewhere.pk, {Role.EDITOR}, actor=admin)
    ended = services.end_affiliation(granted.pk, actor=admin)

    assert not ended.is_current(clock.today())
    assert _audited() == ["accounts.grant-affiliation", "accounts.end-affiliation"]


@pytest.mark.django_db
def test_an_administrator_cannot_give_roles_of_the_region() -> None:
    post = an_affiliation(None, None, Role.ADMIN)

    with pytest.raises(NotAllowed):
        services.grant_affiliation(
            post.person_id,
            post.institution_id,
            {Role.OPERATOR},
            unit="x",
            actor=queries.actor_of(post.person, post),
        )


@pytest.mark.django_db
def test_an_editor_grants_nothing() -> None:
    post = an_affiliation(None, None, Role.EDITOR)

    with pytest.raises(NotAllowed):
        services.grant_affiliation(
            a_person().pk,
            post.institution_id,
            {Role.EDITOR},
            actor=queries.actor_of(post.person, post),
        )


@pytest.mark.django_db
def test_an_affiliation_not_begun_ends_before_it_begins() -> None:
    later = clock.today() + timedelta(30)
    affiliation = an_affiliation(from_day=later)

    ended = services.end_affiliation(affiliation.pk, actor=SYSTEM)

    assert (ended.from_day, ended.to_day) == (later, later)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "make"),
    [
        (
            "affiliation_dates_in_order",
            lambda a: Affiliation.objects.create(
                person=a.person,
                institution=a.institution,
                unit="x",
                from_day=date(2026, 4, 1),
                to_day=date(2026, 3, 31),
            ),
        ),
        (
            "affiliation_open_once",
            lambda a: Affiliation.objects.create(
                person=a.person, institution=a.institution, from_day=a.from_day
            ),
        ),
        (
            "affiliation_role_known",
            lambda a: AffiliationRole.objects.create(affiliation=a, role="king"),
        ),
        (
            "person_login_is_folded",
            lambda _a: Person.objects.create(login="A", email="a@example.org", display_name="a"),
        ),
        (
            "person_email_is_folded",
            lambda _a: Person.objects.create(login="a", email="A@example.org", display_name="a"),
        ),
    ],
)
def test_the_database_itself_refuses_what_must_not_be(
    name: str, make: Callable[[Affiliation], object]
) -> None:
    affiliation = an_affiliation()

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make(affiliation)

    # SQLite names the columns of a unique index, not the index.
    assert name in str(caught.value) or "UNIQUE" in str(caught.value)


# ---------------------------------------------------------------- guessing


@pytest.mark.django_db
def test_wrong_name_wrong_password_and_closed_account_are_one_answer() -> None:
    a_person("koho")
    closed = a_person("closed")
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    answers = []

    for login, password in (("nobody", PASSWORD), ("koho", "wrong"), ("closed", PASSWORD)):
        with pytest.raises(InputRefused) as caught:
            services.sign_in(login, password, address=ADDRESS)
        answers.append(str(caught.value))

    assert len(set(answers)) == 1
    assert _audited() == ["accounts.sign-in-refused"] * 3


@pytest.mark.django_db
def test_a_name_nobody_has_costs_as_many_hashes_as_one_somebody_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_person("koho")
    with pytest.raises(InputRefused):  # makes the hash that no password fits, once a process
        services.sign_in("nobody", "wrong", address=ADDRESS)
    hashes: list[str] = []
    verify = MeasuredArgon2.verify

    def counted(self: MeasuredArgon2, password: str, encoded: str) -> bool:
        hashes.append(encoded.rpartition("$m=")[2][:16])
        return verify(self, password, encoded)

    monkeypatch.setattr(MeasuredArgon2, "verify", counted)
    costs = []
    for login in ("koho", "nobody"):
        hashes.clear()
        with pytest.raises(InputRefused):
            services.sign_in(login, "wrong", address=ADDRESS)
        costs.append(len(hashes))

    assert costs == [1, 1]


@pytest.mark.django_db
def test_what_was_typed_is_in_no_audit_row_and_no_tally() -> None:
    with pytest.raises(InputRefused):
        services.sign_in("my-secret-typed-here", "x", address=ADDRESS)

    row = AuditRow.objects.get()
    assert (row.object_id, row.before, row.after) == ("", None, None)
    assert not FailureTally.objects.filter(key__contains="secret").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["koho", "nobody", "ＫＯＨＯ"])
def test_the_eleventh_guess_waits_whether_or_not_the_name_is_somebodys(login: str) -> None:
    a_person("koho")
    for _ in range(10):
        with pytest.raises(InputRefused):
            services.sign_in(login, "wrong", address=ADDRESS)

    with pytest.raises(TooMany) as caught:
        services.sign_in(login, PASSWORD, address="198.51.100.1")

    assert 0 < caught.value.retry_after <= 30


@pytest.mark.django_db
def test_after_the_delay_the_right_password_is_heard_and_forgives_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = a_person("koho")
    for _ in range(10):
        with pytest.raises(InputRefused):
            services.sign_in("koho", "wrong", address=ADDRESS)
    later = clock.now() + timedelta(seconds=31)
    monkeypatch.setattr(clock, "now", lambda: later)

    found = services.sign_in("koho", PASSWORD, address=ADDRESS)

    assert found == person
    lengths = sorted(len(tally.moments) for tally in FailureTally.objects.all())
    assert lengths == [0, 10]  # the account starts anew, the address does not


@pytest.mark.django_db
def test_a_hundred_failures_from_one_address_are_the_limit() -> None:
    for number in range(100):
        Guess(f"name{number}", ADDRESS).count()

    with pytest.raises(TooMany):
        Guess("another", ADDRESS).count()
    Guess("another", "198.51.100.1").count()


@pytest.mark.django_db(transaction=True)
def test_of_sixty_four_guesses_at_once_exactly_ten_are_heard() -> None:
    def guess(number: int) -> bool:
        try:
            Guess("koho", f"192.0.2.{number}").count()
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(64) as threads:
        heard = list(threads.map(guess, range(64)))

    assert sum(heard) == 10
    longest = max(len(tally.moments) for tally in FailureTally.objects.all())
    assert longest == 10


@pytest.mark.django_db
def test_tallies_are_erased_a_day_after_the_last_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    Guess("koho", ADDRESS).count()
    assert services.erase_old_failures() == 0
    later = clock.now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert services.erase_old_failures() == 2
