"""Simple Dublin Core as every OAI-PMH repository must give it: fifteen elements, all free text.

Source: OAI-PMH 2.0, Guidelines §"Metadata Schema"; Dublin Core Metadata Element Set 1.1.
"""

from __future__ import annotations

from typing import Final

from yuinowa.standards import xml
from yuinowa.standards.statements import PREFIXES, Statement, full, read_statements, write_flat
from yuinowa.standards.xml import Element

ROOT: Final = full("oai_dc:dc")
_PREFIXES: Final = {name: PREFIXES[name] for name in ("oai_dc", "dc", "xsi")}


class NoRecord(ValueError):
    """The element is no description in simple Dublin Core."""


def read(element: Element) -> tuple[Statement, ...]:
    """What ``element`` says with the fifteen, in its order; what is no Dublin Core is passed over.

    Some repositories put the elements into a root of their own: only the elements count.

    Raises:
        NoRecord: there is none of them.
    """
    said = tuple(one for one in read_statements(element) if one.name.startswith("dc:"))
    if not said:
        raise NoRecord(element.tag)
    return said


def write(said: tuple[Statement, ...]) -> Element:
    root = xml.element(ROOT, _PREFIXES)
    write_flat(root, said)
    return root
