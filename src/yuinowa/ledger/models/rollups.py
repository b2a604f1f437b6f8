"""The four roll-ups (集計表) every figure is read from. Their cells are always the exact fold of the entries.

Written by ``services.posting`` in the transaction of the posting, checked by ``services.verify``. In a key 0
stands for "unnamed". ``entries`` counts the legs in force (a reversal takes its leg away again), ``quantity``
adds all legs, ``quantity_total`` the principal ones.

Measured on 10 million entries: cells per pair and day hardly fold, per month and giver 38 times; hence these
four and no daily one.
"""

from __future__ import annotations

from django.db import models

# A question about the whole region is answered from an index alone: it leads to the cells in the order in which
# they are added up, and holds what is added.
OF_EVERYBODY = ("kind", "unit", "voice", "fiscal_year")
SUMS = ("entries", "quantity", "quantity_total")


class Cell(models.Model):
    """What every cell has."""

    kind = models.CharField(max_length=40)
    fiscal_year = models.SmallIntegerField()
    scope = models.SmallIntegerField()
    unit = models.CharField(max_length=16)
    voice = models.SmallIntegerField()
    entries = models.BigIntegerField()
    quantity = models.BigIntegerField()
    quantity_total = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.pk)


class PairYear(Cell):
    """Per pair and year; ``first_day`` and ``last_day`` of the legs in force, none if nothing is in force."""

    pk = models.CompositePrimaryKey(
        "kind", "fiscal_year", "giver", "receiver", "scope", "unit", "voice"
    )
    giver = models.BigIntegerField()
    receiver = models.BigIntegerField()
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        db_table = "ledger_pair_year"
        indexes = [
            # The key begins with the giver: partners of a receiver need the other order.
            models.Index(fields=["kind", "fiscal_year", "receiver"], name="pair_year_by_receiver"),
            *(
                models.Index(fields=[*OF_EVERYBODY, end, "scope", other, *SUMS], name=name)
                for end, other, name in (
                    ("giver", "receiver", "pair_year_of_all_given"),
                    ("receiver", "giver", "pair_year_of_all_received"),
                )
            ),
        ]


class GivenMonth(Cell):
    """Per giver and month; voices 1, 2 and 4."""

    pk = models.CompositePrimaryKey(
        "kind", "fiscal_year", "month", "giver", "scope", "unit", "voice"
    )
    month = models.IntegerField()
    giver = models.BigIntegerField()

    class Meta:
        db_table = "ledger_given_month"
        indexes = [
            models.Index(
                fields=[*OF_EVERYBODY, "giver", "scope", "month", *SUMS],
                name="given_month_of_all",
            )
        ]


class ReceivedMonth(Cell):
    """Per receiver and month; voices 1, 3 and 4."""

    pk = models.CompositePrimaryKey(
        "kind", "fiscal_year", "month", "receiver", "scope", "unit", "voice"
    )
    month = models.IntegerField()
    receiver = models.BigIntegerField()

    class Meta:
        db_table = "ledger_received_month"
        indexes = [
            models.Index(
                fields=[*OF_EVERYBODY, "receiver", "scope", "month", *SUMS],
                name="received_month_of_all",
            )
        ]


class ContextYear(Cell):
    """Per context, pair and year: each party's share in a partnership."""

    pk = models.CompositePrimaryKey(
        "context", "fiscal_year", "kind", "giver", "receiver", "scope", "unit", "voice"
    )
    context = models.BigIntegerField()
    giver = models.BigIntegerField()
    receiver = models.BigIntegerField()

    class Meta:
        db_table = "ledger_context_year"
        indexes = [
            # The key begins with the context: all contexts of a kind need the other order.
            models.Index(fields=["kind", "fiscal_year"], name="context_year_by_kind"),
        ]
