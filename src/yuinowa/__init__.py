"""Yuinowa 結の輪: the open platform on which libraries work together and with their towns."""

__version__ = "0.1.0"
