"""Words for what institutions offer and seek, and for why a pair fits."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.core.rights import Level
from yuinowa.partnerships.domain.matching import Hindrance, Reason
from yuinowa.partnerships.domain.postings import (
    Audience,
    PostingState,
    PostingStep,
    Reach,
    Subject,
    Way,
)
from yuinowa.partnerships.labels.statements import RESOURCES

__all__ = ["RESOURCES"]

WAYS: dict[Way, Promise] = {
    Way.OFFER: pgettext_lazy("posting", "We offer"),
    Way.NEED: pgettext_lazy("posting", "We seek"),
}
#: The button that posts one, and the title of its form.
POST: dict[Way, Promise] = {
    Way.OFFER: _("Post what we offer"),
    Way.NEED: _("Post what we seek"),
}
REACHES: dict[Reach, Promise] = {
    Reach.TOWN: pgettext_lazy("reach", "Our municipality"),
    Reach.PREFECTURE: pgettext_lazy("reach", "Our prefecture"),
    Reach.ANYWHERE: pgettext_lazy("reach", "Anywhere"),
}
AUDIENCES: dict[Audience, Promise] = {
    Audience.EVERYBODY: pgettext_lazy("audience", "Everybody"),
    Audience.INFANTS: pgettext_lazy("audience", "Small children and their parents"),
    Audience.PUPILS: pgettext_lazy("audience", "Pupils"),
    Audience.YOUTH: pgettext_lazy("audience", "Young people"),
    Audience.WORKERS: pgettext_lazy("audience", "People at work"),
    Audience.ELDERLY: pgettext_lazy("audience", "Elderly people"),
    Audience.DISABLED: pgettext_lazy("audience", "People with disabilities"),
    Audience.FOREIGNERS: pgettext_lazy("audience", "People from abroad"),
    Audience.STAFF: pgettext_lazy("audience", "Staff of institutions"),
}
SUBJECTS: dict[Subject, Promise] = {
    Subject.ANY: pgettext_lazy("subject", "Nothing in particular"),
    Subject.GENERAL: pgettext_lazy("subject", "0 General works"),
    Subject.THOUGHT: pgettext_lazy("subject", "1 Philosophy and religion"),
    Subject.HISTORY: pgettext_lazy("subject", "2 History and geography"),
    Subject.SOCIETY: pgettext_lazy("subject", "3 Society and education"),
    Subject.NATURE: pgettext_lazy("subject", "4 Nature and medicine"),
    Subject.TECHNOLOGY: pgettext_lazy("subject", "5 Technology and home"),
    Subject.INDUSTRY: pgettext_lazy("subject", "6 Industry and trade"),
    Subject.ARTS: pgettext_lazy("subject", "7 Arts and sports"),
    Subject.LANGUAGE: pgettext_lazy("subject", "8 Language"),
    Subject.LITERATURE: pgettext_lazy("subject", "9 Literature"),
}
STATES: dict[PostingState, Promise] = {
    PostingState.OPEN: pgettext_lazy("state of a posting", "Open"),
    PostingState.PAUSED: pgettext_lazy("state of a posting", "Rests"),
    PostingState.MATCHED: pgettext_lazy("state of a posting", "Found"),
    PostingState.WITHDRAWN: pgettext_lazy("state of a posting", "Withdrawn"),
    PostingState.EXPIRED: pgettext_lazy("state of a posting", "Past its last day"),
}
STEPS: dict[PostingStep, Promise] = {
    PostingStep.PAUSE: _("Let it rest"),
    PostingStep.MATCH: _("We have found somebody"),
    PostingStep.WITHDRAW: _("Withdraw it"),
    PostingStep.REOPEN: _("Open it again"),
}
LEVELS: dict[Level, Promise] = {
    Level.PUBLIC: pgettext_lazy("seen by", "Everybody"),
    Level.MEMBERS: pgettext_lazy("seen by", "Institutions that take part"),
}
REASONS: dict[Reason, Promise] = {
    Reason.KIND: _("It is the same kind of thing"),
    Reason.SUBJECT: _("It is about the same subject"),
    Reason.WORDS: _("Both say the same words"),
    Reason.TOWN: _("Both are in the same municipality"),
    Reason.AUDIENCE: _("It is for the same people"),
    Reason.KNOWN: _("You had to do with each other before"),
    Reason.PREFECTURE: _("Both are in the same prefecture"),
    Reason.PERIOD: _("The times overlap"),
    Reason.QUANTITY: _("Both say how much"),
}
HINDRANCES: dict[Hindrance, Promise] = {
    Hindrance.KIND: _("It is another kind of thing"),
    Hindrance.REACH: _("It is too far away for one of you"),
    Hindrance.PERIOD: _("The times do not overlap"),
}
PLACES = (
    pgettext_lazy("place of a fault", "desk"),
    pgettext_lazy("place of a fault", "way"),
    pgettext_lazy("place of a fault", "audience"),
    pgettext_lazy("place of a fault", "title"),
)
