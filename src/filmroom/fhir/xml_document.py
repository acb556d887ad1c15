"""FHIR XML, read into the same objects that JSON is read into.

Two doors: `inspect_xml` reads all that can be read and says what could not, for validation; `read_xml` gives a
resource only when nothing is lost.

Source: https://hl7.org/fhir/6.0.0-ballot4/xml.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from filmroom.errors import FhirError, FhirSyntaxError
from filmroom.fhir.limits import DEFAULT_LIMITS, DocumentLimits
from filmroom.fhir.outcome import Issue
from filmroom.fhir.xml_nodes import read_nodes
from filmroom.fhir.xml_objects import XmlFinding, XmlObjects
from filmroom.fhir.xml_writer import write_xml

__all__ = ["XmlDocument", "inspect_xml", "read_xml", "write_xml"]


@dataclass(frozen=True, slots=True)
class XmlDocument:
    """A resource as it was read from XML, and what was met on the way.

    Attributes:
        resource: as JSON has it. An element that its type does not have is a property, for the validator to report.
        findings: what FHIR XML has no place for, which was left out: text between elements, elements out of order,
            other namespaces, attributes.
        untyped: the resources of types that filmroom does not define. XML says neither which elements repeat nor
            which values are numbers or booleans; so in them every value is text, and only what does repeat is a list.
    """

    resource: dict[str, Any]
    findings: tuple[XmlFinding, ...]
    untyped: tuple[XmlFinding, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The findings as errors, each with its expression, line and column; the validator says the rest."""
        return tuple(
            Issue("error", "structure", each.expression, f"{each.message} (line {each.line}, column {each.column})")
            for each in self.findings
        )


def inspect_xml(data: bytes | str, *, limits: DocumentLimits = DEFAULT_LIMITS) -> XmlDocument:
    """Read one resource, whatever is wrong with it.

    A primitive that is none of its type is kept as text, and a resource or an element that FHIR does not know is kept
    too, for the validator to report.

    Raises:
        FhirSyntaxError: it is not well-formed, or has a document type, entities or processing instructions; with
            line and column.
        FhirLimitError: it is larger or deeper than the limits.
    """
    root = read_nodes(data, limits)
    objects = XmlObjects()
    resource = objects.resource(root, root.name)
    return XmlDocument(resource, tuple(objects.findings), tuple(objects.untyped))


def read_xml(data: bytes | str, *, limits: DocumentLimits = DEFAULT_LIMITS) -> dict[str, Any]:
    """Read one resource of which nothing is left out, and every type is known.

    Returns:
        The object that the resource is in JSON, with decimals as Decimal.

    Raises:
        FhirSyntaxError: it is not XML or has what FHIR XML has no place for; with line and column of the first.
        FhirLimitError: it is larger or deeper than the limits.
        FhirError: there is a type in it that filmroom does not define.
    """
    document = inspect_xml(data, limits=limits)
    for found in document.findings:
        raise FhirSyntaxError(f"XML: {found.message}", line=found.line, column=found.column)
    for found in document.untyped:
        raise FhirError(f"XML: {found.message} (line {found.line}, column {found.column})")
    return document.resource
