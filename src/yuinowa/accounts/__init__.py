"""Persons, their affiliations and the actor they act as; sign-in."""
