"""How the explanation of a figure is said, in the reader's language (design: Metric, rule 10)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.labels import KINDS as INSTITUTION_KINDS
from yuinowa.ledger.domain.explain import Message, Sentence, Term
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.metrics import AskedSide, Count
from yuinowa.ledger.labels import kind_word
from yuinowa.ui import words

SENTENCES: dict[Message, Promise] = {
    Message.MAIN: _("%(subject)s, %(when)s: %(what)s (%(kinds)s)."),
    Message.RATIO: _(
        "%(subject)s, %(when)s: %(numerator)s, divided by %(denominator)s, times %(times)s."
    ),
    Message.GROUP_AS_ONE: _("The institutions are counted as one group."),
    Message.BOTH_IN_GROUP: _(
        "What they did among themselves is counted once as given and once as received."
    ),
    Message.TOTAL: _("Counted from the giving side, each deed once."),
    Message.RESIDENTS_ONLY: _("Only what residents received or did."),
    Message.RESIDENTS_LEFT_OUT: _("Without what residents received or did."),
    Message.PARTNER_KINDS: _("Only with partners of these kinds: %(kinds)s."),
    Message.PARTNER_AREAS: _("Only with partners in these areas: %(areas)s."),
    Message.PARTNERS_ONLY: _("Only with these partners: %(partners)s."),
    Message.PARTNERS_EXCEPT: _("Without these partners: %(partners)s."),
    Message.AS_OF_TODAY: _("Kinds and areas of partners are those of today."),
    Message.NEW_SINCE_ALWAYS: _("New is who does not appear in any earlier year of the ledger."),
    Message.IN_SOME_CONTEXT: _("Only what was done under a partnership."),
    Message.IN_NO_CONTEXT: _("Only what was done outside partnerships."),
    Message.IN_THIS_CONTEXT: _("Only what was done under %(context)s."),
    Message.AS_NOW: _("Institutions that were merged or renamed count as what they have become."),
    Message.RECORDED: _("By what is recorded here."),
    Message.STATED: _("By what institutions stated."),
    Message.RECORDED_AND_STATED: _(
        "By what is recorded here, and by the statements chosen in its place."
    ),
    Message.CONTESTED: _(
        "What is recorded and what is stated differ, and nobody has decided yet which counts."
    ),
    Message.DEFINITION: _("Definition %(code)s, version %(version)s"),
}

#: Kinds whose name in a table does not read well between the brackets of a sentence.
KINDS_IN_A_SENTENCE: dict[str, Promise] = {
    "ill.loan": pgettext_lazy("kind in a sentence", "interlibrary loan"),
}

#: What was done, for the kinds Yuinowa ships: kind, side, unit.
DEEDS: dict[tuple[str, AskedSide, str], Promise] = {
    ("contact", AskedSide.BOTH, Unit.TIME): _("contacts and visits with other institutions"),
    ("contact", AskedSide.BOTH, Unit.PERSON): _("people who took part in contacts and visits"),
    ("activity.joint", AskedSide.GIVEN, Unit.TIME): _("activities held together with others"),
    ("activity.joint", AskedSide.GIVEN, Unit.PERSON): _(
        "people who took part in activities held together with others"
    ),
    ("ill.request", AskedSide.GIVEN, Unit.ITEM): _("items asked of other institutions"),
    ("ill.request", AskedSide.RECEIVED, Unit.ITEM): _("items other institutions asked for"),
    ("ill.loan", AskedSide.GIVEN, Unit.ITEM): _("items lent to other institutions"),
    ("ill.loan", AskedSide.RECEIVED, Unit.ITEM): _("items borrowed from other institutions"),
    ("ill.copy", AskedSide.GIVEN, Unit.ITEM): _("copies given to other institutions"),
    ("ill.copy", AskedSide.RECEIVED, Unit.ITEM): _("copies received from other institutions"),
    ("group_loan", AskedSide.GIVEN, Unit.ITEM): _("items lent to groups"),
    ("group_loan", AskedSide.GIVEN, Unit.TIME): _("loans made to groups"),
    ("support.visit", AskedSide.GIVEN, Unit.TIME): _("visits made in support"),
    ("support.visit", AskedSide.RECEIVED, Unit.TIME): _("visits of support received"),
    ("support.answer", AskedSide.GIVEN, Unit.TIME): _("requests for support answered"),
    ("support.answer", AskedSide.RECEIVED, Unit.TIME): _(
        "requests for support that others answered"
    ),
    ("reference.answer", AskedSide.GIVEN, Unit.ITEM): _("reference questions answered"),
    ("eloan", AskedSide.GIVEN, Unit.ITEM): _("electronic items lent"),
    ("pathfinder", AskedSide.GIVEN, Unit.TITLE): _("pathfinders made for others"),
    ("catalogue.contributed", AskedSide.GIVEN, Unit.TITLE): _("records given to the catalogue"),
}

#: For everything else: how many of what unit went which way.
AMOUNTS: dict[str, Promise] = {
    Unit.ITEM: _("number of items"),
    Unit.TIME: _("number of times"),
    Unit.PERSON: _("number of people"),
    Unit.YEN: _("amount in yen"),
    Unit.MINUTE: _("number of minutes"),
    Unit.PAGE: _("number of pages"),
    Unit.TITLE: _("number of titles"),
}
WAYS: dict[AskedSide, Promise] = {
    AskedSide.GIVEN: _("%(amount)s given to others"),
    AskedSide.RECEIVED: _("%(amount)s received from others"),
    AskedSide.BOTH: _("%(amount)s given to and received from others"),
    AskedSide.TOTAL: _("%(amount)s given among them"),
}
ENTRIES: dict[AskedSide, Promise] = {
    AskedSide.GIVEN: _("entries of what was given to others"),
    AskedSide.RECEIVED: _("entries of what was received from others"),
    AskedSide.BOTH: _("entries of what was given to and received from others"),
}
PARTNERS: dict[AskedSide, Promise] = {
    AskedSide.GIVEN: _("institutions something was given to"),
    AskedSide.RECEIVED: _("institutions something was received from"),
    AskedSide.BOTH: _("institutions something was done with"),
}
NEW_PARTNERS: dict[AskedSide, Promise] = {
    AskedSide.GIVEN: _("institutions something was given to for the first time"),
    AskedSide.RECEIVED: _("institutions something was received from for the first time"),
    AskedSide.BOTH: _("institutions something was done with for the first time"),
}
DAYS: dict[Count, Promise] = {
    Count.FIRST_DAY: _("first day on which something was done"),
    Count.LAST_DAY: _("last day on which something was done"),
}


def say(sentences: Sequence[Sentence]) -> str:
    """The explanation as one text."""
    said = [
        str(SENTENCES[sentence.message])
        % {name: _term(term) for name, term in sentence.terms.items()}
        for sentence in sentences
    ]
    return ("" if words.in_japanese() else " ").join(said)


def _term(term: Term) -> str:
    if term.what == "what":
        return what(*term.words)
    said = {
        "text": lambda: term.words[0],
        "region": lambda: gettext("The institutions of %(region)s") % {"region": term.words[0]},
        "texts": lambda: listed(term.words),
        "kinds": lambda: listed(
            [str(KINDS_IN_A_SENTENCE.get(code, kind_word(code))) for code in term.words]
        ),
        "institution_kinds": lambda: listed(
            [str(INSTITUTION_KINDS[InstitutionKind(code)]) for code in term.words]
        ),
        "areas": lambda: listed([prefecture_name(code) or code for code in term.words]),
        "years": lambda: years([int(year) for year in term.words]),
        "until": lambda: _until([int(year) for year in term.words]),
    }
    return said[term.what]()


def what(count: str, side_word: str, unit: str, *kinds: str) -> str:
    """What a metric counts, as the middle of a sentence: 「他の機関へ貸し出した資料の点数」."""
    side = AskedSide(side_word)
    counted = Count(count)
    if counted is Count.QUANTITY:
        return _quantity(side, unit, kinds)
    if counted in DAYS:
        return str(DAYS[counted])
    by_side = {
        Count.ENTRIES: ENTRIES,
        Count.PARTNERS: PARTNERS,
        Count.NEW_PARTNERS: NEW_PARTNERS,
    }[counted]
    return str(by_side[side])


def _quantity(side: AskedSide, unit: str, kinds: tuple[str, ...]) -> str:
    if len(kinds) == 1:
        # In total each deed is counted as its giver tells it; of an undirected kind there is one telling.
        sides = (AskedSide.GIVEN, AskedSide.BOTH) if side is AskedSide.TOTAL else (side,)
        for told in sides:
            deed = DEEDS.get((kinds[0], told, unit))
            if deed is not None:
                return str(deed)
    return str(WAYS[side]) % {"amount": AMOUNTS.get(unit, unit)}


def listed(found: Sequence[str]) -> str:
    """相互貸借・複写; loans, copies."""
    return ("・" if words.in_japanese() else ", ").join(found)


def years(found: Sequence[int]) -> str:
    """令和7年度; of several in a row 令和5年度から令和7年度まで."""
    if len(found) > 2 and list(found) == list(range(found[0], found[-1] + 1)):
        return _range(found[0], found[-1])
    return listed([words.fiscal_year(year) for year in found])


def _until(found: Sequence[int]) -> str:
    if len(found) > 1:
        return _range(found[0], found[-1])
    return gettext("until %(year)s") % {"year": words.fiscal_year(found[0])}


def _range(first: int, last: int) -> str:
    return gettext("from %(first)s to %(last)s") % {
        "first": words.fiscal_year(first),
        "last": words.fiscal_year(last),
    }
