"""Principles: an institution's own sets, what a partnership adopts, who agreed to it, each side's checks."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yuinowa.partnerships.domain.principles import (
    MAX_CREDIT,
    MAX_NAME,
    Moment,
    PrincipleSet,
    own_set,
    set_of,
)
from yuinowa.partnerships.models.partnership import one_of


class OwnPrinciples(models.Model):
    """A set that an institution wrote itself. What was adopted of it is a copy, so it may be changed at any time."""

    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="own_principles"
    )
    name = models.CharField(max_length=MAX_NAME)
    #: Where it comes from, as all sides read it: an ordinance, a guide, a declaration.
    credit = models.CharField(max_length=MAX_CREDIT, blank=True, default="")
    #: The principles, in their order.
    lines = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "own principles"
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"], name="own_principles_named_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="own_principles_have_a_name"),
        ]
        ordering = ["institution", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def as_set(self) -> PrincipleSet:
        return own_set(f"own-{self.pk}", self.version, self.name, self.credit, self.lines)


class Adoption(models.Model):
    """A set as it was proposed to the sides: frozen with its digest. The newest that was not taken back counts."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", on_delete=models.PROTECT, related_name="adoptions"
    )
    number = models.PositiveIntegerField()
    #: ``domain.principles.document_of``.
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    proposed_for = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="adoptions_proposed"
    )
    proposed_at = models.DateTimeField()
    #: When the side that proposed it took it back.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="adoption_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="adoption_numbered_from_one"),
        ]
        ordering = ["partnership", "-number"]

    def __str__(self) -> str:
        return f"{self.partnership_id} v{self.number}"

    @property
    def chosen(self) -> PrincipleSet:
        return set_of(self.document)


class AdoptionConsent(models.Model):
    """A side agrees to the principles of one proposal, and so signs them. Another proposal asks it anew."""

    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="consents")
    party = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="adoption_consents"
    )
    #: Id only.
    person = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["adoption", "party"], name="adoption_consent_once")
        ]
        ordering = ["adoption", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.adoption_id} {self.party_id}"


class PrincipleCheck(models.Model):
    """What one side says of the adopted principles at one moment. Given once and then never changed."""

    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="checks")
    party = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="principle_checks"
    )
    moment = models.CharField(max_length=8)
    #: ``domain.principles.answers_as_values``: by principle its answer, a line, where it can be looked up.
    answers = models.JSONField()
    #: Id only.
    person = models.BigIntegerField(null=True, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("moment", Moment, "principle_check_moment_known"),
            models.UniqueConstraint(
                fields=["adoption", "party", "moment"], name="principle_check_once"
            ),
        ]
        ordering = ["adoption", "party", "pk"]

    def __str__(self) -> str:
        return f"{self.adoption_id} {self.party_id} {self.moment}"
