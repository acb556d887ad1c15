"""How the rows of the search tables are written down: one short name for each type of parameter.

A row reads like a line of the specification's list: code, expression, what it finds. The type that is searched is
the first step of the expression. A definition's address ends in type and code, unless ``published`` names another.

Source: https://hl7.org/fhir/6.0.0-ballot4/searchparameter-registry.html
"""

from __future__ import annotations

from typing import Any

from filmroom.fhir.search_parameter import SearchParameter, SearchType

__all__ = [
    "composite",
    "date",
    "name_parts",
    "patient",
    "places",
    "quantity",
    "reference",
    "special",
    "string",
    "telecoms",
    "token",
    "uri",
]

_DEFINITIONS = "http://hl7.org/fhir/SearchParameter/"


def date(code: str, expression: str, description: str, **more: Any) -> SearchParameter:
    """Write the row of a date, dateTime, instant, Period or Timing."""
    return _row(SearchType.DATE, code, expression, description, **more)


def quantity(code: str, expression: str, description: str, **more: Any) -> SearchParameter:
    """Write the row of a Quantity."""
    return _row(SearchType.QUANTITY, code, expression, description, **more)


def special(code: str, expression: str, description: str, **more: Any) -> SearchParameter:
    """Write the row of a parameter that is compared in a way of its own."""
    return _row(SearchType.SPECIAL, code, expression, description, **more)


def string(code: str, expression: str, description: str, **more: Any) -> SearchParameter:
    """Write the row of a text."""
    return _row(SearchType.STRING, code, expression, description, **more)


def token(code: str, expression: str, description: str, **more: Any) -> SearchParameter:
    """Write the row of a code or an identifier."""
    return _row(SearchType.TOKEN, code, expression, description, **more)


def uri(code: str, expression: str, description: str, **more: Any) -> SearchParameter:
    """Write the row of a URI."""
    return _row(SearchType.URI, code, expression, description, **more)


def reference(code: str, expression: str, targets: tuple[str, ...], description: str, **more: Any) -> SearchParameter:
    """Write the row of a reference to one of the resource types; to any when none is given."""
    return _row(SearchType.REFERENCE, code, expression, description, targets=targets, **more)


def composite(
    code: str, expression: str, components: tuple[tuple[str, str], ...], description: str, **more: Any
) -> SearchParameter:
    """Write the row of values that are found together; a component is a code of the type and its expression."""
    return _row(SearchType.COMPOSITE, code, expression, description, components=components, **more)


def patient(expression: str, description: str, **more: Any) -> SearchParameter:
    """Write the row of `patient`, which most clinical types have."""
    return reference("patient", expression, ("Patient",), description, **{"published": "clinical-patient", **more})


def places(path: str, published: str) -> tuple[SearchParameter, ...]:
    """Write the six rows of an Address. Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html#Address"""
    return (
        string("address", path, "Any part of the address", published=f"{published}-address"),
        string("address-city", f"{path}.city", "City", published=f"{published}-address-city"),
        string("address-country", f"{path}.country", "Country", published=f"{published}-address-country"),
        string("address-postalcode", f"{path}.postalCode", "Postal code", published=f"{published}-address-postalcode"),
        string("address-state", f"{path}.state", "State, province, canton", published=f"{published}-address-state"),
        token("address-use", f"{path}.use", "Home, work, old …", published=f"{published}-address-use"),
    )


def telecoms(path: str) -> tuple[SearchParameter, ...]:
    """Write the rows of ContactPoints. Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html#ContactPoint"""
    return (
        token("email", f"{path}.where(system='email')", "E-mail address", published="individual-email"),
        token("phone", f"{path}.where(system='phone')", "Telephone number", published="individual-phone"),
        token("telecom", path, "Any way to reach them", published="individual-telecom"),
    )


def name_parts(path: str) -> tuple[SearchParameter, ...]:
    """Write the rows of a HumanName. Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html#HumanName"""
    return (
        string("family", f"{path}.family", "Family name", published="individual-family"),
        string("given", f"{path}.given", "Given name", published="individual-given"),
        string("name", path, "Any part of the name"),
        string("phonetic", path, "Any part of the name, by its sound", published="individual-phonetic"),
    )


def _row(  # noqa: PLR0913 one argument for each column
    search_type: SearchType,
    code: str,
    expression: str,
    description: str,
    *,
    published: str = "",
    also: str = "",
    oid_forms: bool = False,
    targets: tuple[str, ...] = (),
    components: tuple[tuple[str, str], ...] = (),
) -> SearchParameter:
    base = expression.lstrip("(").partition(".")[0]
    return SearchParameter(
        base=base,
        code=code,
        type=search_type,
        expression=expression,
        description=description,
        also=also,
        oid_forms=oid_forms,
        targets=targets,
        components=components,
        url=_DEFINITIONS + (published or f"{base}-{code}"),
    )
