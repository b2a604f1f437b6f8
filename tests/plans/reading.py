"""Read tables out of served pages as people see them: spans spread out, hidden words left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "img", "input", "link", "meta", "use", "path", "circle"}


@dataclass
class Cell:
    text: str
    rows: int
    columns: int
    is_head: bool
    scope: str


@dataclass
class Table:
    caption: str = ""
    rows: list[list[Cell]] = field(default_factory=list)

    def grid(self) -> list[list[str]]:
        """The texts with every span spread out over the cells it covers."""
        found: dict[tuple[int, int], str] = {}
        for r, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (r, column) in found:
                    column += 1
                for down in range(cell.rows):
                    for right in range(cell.columns):
                        found[r + down, column + right] = cell.text
                column += cell.columns
        width = 1 + max(c for _r, c in found)
        return [[found.get((r, c), "") for c in range(width)] for r in range(len(self.rows))]


class Page(HTMLParser):
    """The visible text and the tables of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._cell: Cell | None = None
        self._in_caption = False
        self.feed(html)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "br":
            self.handle_data("\n")
        if tag in VOID:
            return
        hidden = "yw-hidden" in (given.get("class") or "") or tag in {"svg", "style", "script"}
        self._open.append((tag, hidden))
        if tag == "table":
            self.tables.append(Table())
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag in {"th", "td"}:
            self._cell = Cell(
                "",
                int(given.get("rowspan") or 1),
                int(given.get("colspan") or 1),
                tag == "th",
                given.get("scope") or "",
            )
            self.tables[-1].rows[-1].append(self._cell)
        elif tag == "caption":
            self._in_caption = True

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, _hidden = self._open.pop()
            if name == tag:
                break
        if tag in {"th", "td"} and self._cell is not None:
            self._cell.text = self._cell.text.strip()
            self._cell = None
        elif tag == "caption":
            self._in_caption = False

    def handle_data(self, data: str) -> None:
        if any(hidden for _tag, hidden in self._open):
            return
        self.texts.append(data)
        # A line break made by the template is white space; one from <br> is the cell's own.
        if self._cell is not None:
            self._cell.text += data if data == "\n" else data.replace("\n", "")
        elif self._in_caption and self.tables:
            self.tables[-1].caption += data
