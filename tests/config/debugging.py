"""Settings of somebody who turned DEBUG on."""

from yuinowa.config.settings import *  # noqa: F403  # all of them

DEBUG = True
