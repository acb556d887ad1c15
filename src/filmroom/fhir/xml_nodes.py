"""XML text into nodes that know their line and column.

Refused are document type declarations, hence entities but XML's own, and processing instructions. What else FHIR
has no place for (text between elements, other namespaces) is left out, and noted on the node where it stood.
XHTML inside a narrative is kept as it is written.

Source: https://hl7.org/fhir/6.0.0-ballot4/xml.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn
from xml.parsers import expat

from filmroom.errors import FhirLimitError, FhirSyntaxError
from filmroom.fhir.text import decode_document
from filmroom.fhir.xhtml import XHTML_NAMESPACE, inspect_xhtml

if TYPE_CHECKING:
    from filmroom.fhir.limits import DocumentLimits

__all__ = ["FHIR_NAMESPACE", "Note", "XmlNode", "read_nodes"]

FHIR_NAMESPACE: Final = "http://hl7.org/fhir"

_SCHEMA_LOCATION: Final = "http://www.w3.org/2001/XMLSchema-instance|schemaLocation"
_OTHER_NAMESPACE: Final = f"Found an element outside the namespace {FHIR_NAMESPACE}, expected one inside"
_FOREIGN_PREFIX: Final = "Found a narrative that relies on a prefix declared outside it, expected its own namespace"
_TEXT: Final = "Found text between elements, expected the value attribute"


@dataclass(frozen=True, slots=True)
class Note:
    """What was left out at a place.

    Attributes:
        message: what was found and what was expected.
        line: counted from 1.
        column: counted from 1, in characters.
    """

    message: str
    line: int
    column: int


@dataclass(slots=True)
class XmlNode:
    """One element.

    Attributes:
        name: without its namespace.
        attributes: by name, in the order of the document.
        line: counted from 1.
        column: counted from 1, in characters.
        children: the elements in it.
        notes: what was in it and is left out.
        xhtml: the text of a narrative's ``div``, tags included; empty for all others.
    """

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[XmlNode] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    xhtml: str = ""


class _Reader:
    """The handlers of one parse."""

    def __init__(self, data: bytes, depth_limit: int) -> None:
        self._data = data
        self._depth_limit = depth_limit
        self._open: list[XmlNode] = []
        self._xhtml_depth = 0
        self._xhtml_start = 0
        self._skipped_depth = 0
        self._namespaces = {FHIR_NAMESPACE}
        self.root: XmlNode | None = None
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator="|")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.ProcessingInstructionHandler = self._refuse_instruction

    def _place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _refuse(self, message: str) -> NoReturn:
        line, column = self._place()
        raise FhirSyntaxError(f"XML: {message}", line=line, column=column)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) + self._xhtml_depth + self._skipped_depth >= self._depth_limit:
            raise FhirLimitError(f"Found more than {self._depth_limit} nested XML elements, expected fewer")
        namespace, _, local = name.rpartition("|")
        if self._xhtml_depth:
            self._xhtml_depth += 1
        elif self._skipped_depth:
            self._skipped_depth += 1
        elif not self._open:
            self._start_root(namespace, local, attributes)
        elif namespace == XHTML_NAMESPACE:
            self._xhtml_depth, self._xhtml_start = 1, self.parser.CurrentByteIndex
            self._add(XmlNode(local, {}, *self._place()))
        elif namespace in self._namespaces:
            self._add(XmlNode(local, attributes, *self._place()))
        else:
            self._skipped_depth = 1
            self._open[-1].notes.append(Note(_OTHER_NAMESPACE, *self._place()))

    def _start_root(self, namespace: str, local: str, attributes: dict[str, str]) -> None:
        """Take the root; whatever its namespace is, the elements in it may have the same."""
        self._namespaces.add(namespace)
        self._add(XmlNode(local, attributes, *self._place()))
        if namespace != FHIR_NAMESPACE:
            self._open[-1].notes.append(Note(_OTHER_NAMESPACE, *self._place()))

    def _add(self, node: XmlNode) -> None:
        if any("|" in key and key != _SCHEMA_LOCATION for key in node.attributes):
            node.notes.append(Note("Found an attribute of another namespace, expected none", node.line, node.column))
        node.attributes = {key: value for key, value in node.attributes.items() if "|" not in key}
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        if self._xhtml_depth > 1:
            self._xhtml_depth -= 1
            return
        if self._skipped_depth:
            self._skipped_depth -= 1
            return
        node = self._open.pop()
        if self._xhtml_depth:
            self._xhtml_depth = 0
            node.xhtml = self._source(self._xhtml_start, self.parser.CurrentByteIndex)
            if not inspect_xhtml(node.xhtml).is_element:
                node.notes.append(Note(_FOREIGN_PREFIX, node.line, node.column))

    def _source(self, start: int, end: int) -> str:
        """Give the source of an element; `end` is its end tag or, when it has none, just behind it."""
        alone = self._data[start:end].decode("utf-8")
        if inspect_xhtml(alone).is_element:
            return alone
        return self._data[start : self._data.index(b">", end) + 1].decode("utf-8")

    def _text(self, data: str) -> None:
        if self._xhtml_depth or self._skipped_depth or not data.strip():
            return
        notes = self._open[-1].notes
        if all(note.message != _TEXT for note in notes):
            notes.append(Note(_TEXT, *self._place()))

    def _refuse_doctype(self, *_arguments: object) -> None:
        self._refuse("Found a document type declaration, expected none")

    def _refuse_instruction(self, *_arguments: object) -> None:
        self._refuse("Found a processing instruction, expected none")


def read_nodes(data: bytes | str, limits: DocumentLimits) -> XmlNode:
    """Read a document into its root.

    Raises:
        FhirSyntaxError: it is not well-formed, or has declarations or instructions; with line and column.
        FhirLimitError: it is larger or deeper than the limits.
    """
    encoded = decode_document(data, limits.size_bytes).encode("utf-8", "surrogatepass")
    reader = _Reader(encoded, limits.depth)
    try:
        reader.parser.Parse(encoded, True)
    except expat.ExpatError as error:
        message = f"XML: {expat.ErrorString(error.code)}"
        raise FhirSyntaxError(message, line=error.lineno, column=error.offset + 1) from error
    if reader.root is None:
        raise FhirSyntaxError("XML: Found no element, expected a resource", line=1, column=1)
    return reader.root
