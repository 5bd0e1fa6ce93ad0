"""What a reader sees of a text that may be HTML: tags, comments and hidden parts taken out, entities undone."""

import html
import re
from functools import cache
from html.parser import HTMLParser

from zoom_policy_lint.texts.lists import lists

LINE_END, BLOCK_END = "\u2028", "\u2029"
"""Unicode's line and paragraph separators: a <br>, and the edge of a paragraph, list item, table cell or heading."""

_LAYERS = 4
"""How often a text is undone that was escaped again and again."""

_MARKUP = re.compile(
    r"""<!--(?:-?>|.*?(?:--!?>|\Z))
    | <(?:[!?]|/(?![a-z]))[^>]*(?:>|\Z)
    | (?P<tag></?[a-z](?:[^>"']++|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*+)(?P<closed>>|\Z)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_NO_CHARACTER = re.compile(r"&#(?:[0-9]{8,}|x[0-9a-f]{7,});?", re.IGNORECASE)
_SPACES = dict.fromkeys(map(ord, " \t\n\r\f"))
_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|mso-hide:all|line-through"
    r"|(?:font-size|opacity|(?:max-)?height|(?:max-)?width):0+(?:\.0*)?(?:[a-z%]|;|$)"
    r"|(?:left|top|right|bottom|text-indent|margin-left|margin-top):-\d{3,}"
    r"|clip:rect\(0|clip-path:|transform:scale\(0|font:0|font-size:[01]px|color:transparent"
)


@cache
def _tags(kind: str) -> frozenset[str]:
    return frozenset(lists("html")[kind])


@cache
def _html() -> re.Pattern[str]:
    known = "|".join(sorted(tag for kind in lists("html") for tag in _tags(kind)))
    return re.compile(rf"<!--|<!doctype|</?(?:{known}|[ovw]:\w+)(?:[\s/][^<>]*)?>", re.IGNORECASE)


def shown(text: str) -> str:
    """The text as a reader sees it, with `LINE_END` and `BLOCK_END` where HTML breaks lines and blocks.

    Plain text stays as it is, but for entities (`&amp;`): a text is HTML only if it has a tag that HTML knows, so that
    "ages < 7 & up" survives. What a stylesheet's classes or colours hide cannot be told.
    """
    for _ in range(_LAYERS):
        seen = _rendered(text) if _html().search(text) else unescaped(text)
        if seen == text:
            break
        text = seen
    return text


def unescaped(text: str) -> str:
    """The text with its character references undone; only those with their semicolon, since "R&D" is a name."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _rendered(text: str) -> str:
    page = _Page()
    page.feed(_MARKUP.sub(_whole_tag, _NO_CHARACTER.sub("", text)))
    page.close()
    return "".join(page.seen)


def _whole_tag(found: re.Match[str]) -> str:
    """The tag, if it is a whole one. Comments go here too: on what is left the parser cannot stumble or slow down."""
    return found[0] if found["tag"] and found["closed"] else ""


class _Page(HTMLParser):
    """Collects what is shown in `seen`. `_root` is the hidden element we are in, `_depth` how deep among its likes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._root = ""
        self._depth = 0
        self._blocks = set(_tags("blocks"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = _style(attrs)
        if "display:" in style and "display:inline" not in style:
            self._blocks.add(tag)  # from here on, since its end tag has no style
        if self._root == "p" and tag in self._blocks:
            self._root = ""  # a paragraph ends where another block begins
        if self._root:
            self._depth += tag == self._root
        elif tag not in _tags("empty") and (tag in _tags("unseen") or _is_hidden(style, attrs)):
            self._root, self._depth = tag, 1
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # HTML has no self-closing elements beside the empty ones

    def handle_endtag(self, tag: str) -> None:
        if tag == self._root:
            self._depth -= 1
            self._root = self._root if self._depth else ""
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._root:
            self.seen.append(data)

    def parse_html_declaration(self, i: int) -> int:
        """Pass over whatever begins with `<!`: what broken tags leave of one may be nothing that the parser knows."""
        return self.parse_bogus_comment(i)

    def _break(self, tag: str) -> None:
        if tag in self._blocks:
            self.seen.append(BLOCK_END)
        elif tag == "br" and not self._root:
            self.seen.append(LINE_END)
        elif tag == "img":
            self.seen.append(" ")


def _is_hidden(style: str, attrs: list[tuple[str, str | None]]) -> bool:
    return any(name == "hidden" for name, _ in attrs) or _HIDING.search(style) is not None


def _style(attrs: list[tuple[str, str | None]]) -> str:
    """The element's own style, in lower case and without spaces."""
    return "".join(value or "" for name, value in attrs if name == "style").lower().translate(_SPACES)
