"""The XHTML of a narrative: the elements and attributes it may use, and that it says something.

No DTDs, no entities but XML's own five, nothing active.

Source: https://hl7.org/fhir/narrative.html#rules (txt-1, txt-2)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from filmroom.errors import FhirError

__all__ = ["XHTML_NAMESPACE", "Xhtml", "inspect_xhtml"]

XHTML_NAMESPACE: Final = "http://www.w3.org/1999/xhtml"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELEMENTS: Final = _words(
    "a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 "
    "h4 h5 h6 hr i img kbd li map ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var"
)
_EVERYWHERE: Final = _words(
    "accesskey class dir http://www.w3.org/XML/1998/namespace|lang http://www.w3.org/XML/1998/namespace|space "
    "id idref lang style tabindex title"
)
_CELL: Final = _words("abbr align axis char charoff colspan headers height rowspan scope valign width")
_ROWS: Final = _words("align char charoff valign width span")
_ATTRIBUTES: Final = {
    "a": _words("href name rel rev hreflang charset type"),
    "area": _words("shape coords href nohref alt"),
    "blockquote": _words("cite"),
    "img": _words("src alt width height longdesc usemap ismap"),
    "li": _words("value"),
    "map": _words("name"),
    "ol": _words("start type"),
    "q": _words("cite"),
    "table": _words("border cellpadding cellspacing frame rules summary width"),
    "td": _CELL,
    "th": _CELL,
    **dict.fromkeys(("col", "colgroup", "tbody", "tfoot", "thead", "tr"), _ROWS),
}
_DEPTH_LIMIT: Final = 200
_REFUSED_SCHEMES: Final = ("javascript:", "vbscript:", "file:")


@dataclass(frozen=True, slots=True)
class Xhtml:
    """What was found in a narrative.

    Attributes:
        problem: the first thing that is not allowed; empty when all is well.
        has_content: whether there is any text or image in it (txt-2).
        is_element: whether it is one well-formed element of XHTML, whatever is in it.
    """

    problem: str
    has_content: bool
    is_element: bool


def _shown(name: str) -> str:
    return name[:32]


class _RefusedError(FhirError):
    """A declaration that ends the parse; it never leaves this module."""


class _Reader:
    """The handlers of one parse."""

    def __init__(self) -> None:
        self.depth = 0
        self.has_content = False
        self.problem = ""
        self.is_element = False

    def _note(self, problem: str) -> None:
        self.problem = self.problem or problem

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition("|")
        is_xhtml = namespace == XHTML_NAMESPACE
        if self.depth == 0:
            self.is_element = is_xhtml
        if not is_xhtml:
            self._note(f"an element outside the namespace {XHTML_NAMESPACE}")
        elif self.depth == 0 and local != "div":
            self._note("a root other than div")
        elif local not in _ELEMENTS:
            self._note(f"the element {_shown(local)}")
        for attribute, value in attributes.items():
            self._check_attribute(local, attribute, value)
        self.depth += 1
        if self.depth > _DEPTH_LIMIT:
            self._note(f"more than {_DEPTH_LIMIT} nested elements")
        self.has_content = self.has_content or local == "img"

    def _check_attribute(self, element: str, attribute: str, value: str) -> None:
        if attribute not in _EVERYWHERE and attribute not in _ATTRIBUTES.get(element, ()):
            self._note(f"the attribute {_shown(attribute.rpartition('|')[2])} of {_shown(element)}")
        if attribute in ("href", "src") and value.strip().lower().startswith(_REFUSED_SCHEMES):
            self._note(f"an active {attribute} of {_shown(element)}")

    def end(self, _name: str) -> None:
        self.depth -= 1

    def text(self, data: str) -> None:
        self.has_content = self.has_content or bool(data.strip())

    def refuse_doctype(self, *_arguments: object) -> None:
        raise _RefusedError("a document type declaration")

    def refuse_instruction(self, *_arguments: object) -> None:
        raise _RefusedError("a processing instruction")


def inspect_xhtml(text: str) -> Xhtml:
    """Read the ``div`` of a narrative and say what is wrong with it."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.ProcessingInstructionHandler = reader.refuse_instruction
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        problem = f"XML that is not well-formed: {expat.ErrorString(error.code)}"
        return Xhtml(reader.problem or problem, reader.has_content, is_element=False)
    except (_RefusedError, UnicodeEncodeError) as error:
        problem = str(error) if isinstance(error, _RefusedError) else "half of a surrogate pair"
        return Xhtml(reader.problem or problem, reader.has_content, is_element=False)
    return Xhtml(reader.problem, reader.has_content, reader.is_element)
