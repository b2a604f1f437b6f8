"""Contexts: what a deed was done under."""

from __future__ import annotations

from yuinowa.ledger.models import Context


def context_of(kind: str, key: str, label: str) -> Context:
    """The context of this name, made when it is new and called by ``label`` from now on."""
    Context.objects.bulk_create(
        [Context(kind=kind, key=key, label=label)],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["label"],
    )
    return Context.objects.get(kind=kind, key=key)
