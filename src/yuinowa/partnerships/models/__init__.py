"""Partnerships and their sides."""

from yuinowa.partnerships.models.partnership import Partnership, Party

__all__ = ["Partnership", "Party"]
