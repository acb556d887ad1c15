"""Which interaction is at which address: the table, and how Falcon learns it.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#summary
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from filmroom.rest.batch import carry_out_bundle
from filmroom.rest.create import create
from filmroom.rest.delete import delete, delete_where
from filmroom.rest.door import BASE_PATH
from filmroom.rest.everything import everything
from filmroom.rest.history import history
from filmroom.rest.metadata import metadata
from filmroom.rest.patch import patch, patch_where
from filmroom.rest.read import read, read_version
from filmroom.rest.read_published import post_search_published, read_published, search_published
from filmroom.rest.search import post_search, search
from filmroom.rest.types import PUBLISHED_TYPES, StoredType
from filmroom.rest.update import update, update_where
from filmroom.rest.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from falcon import App, Request, Response

    from filmroom.rest.door import Door

__all__ = ["PUBLISHED_ROUTES", "ROUTES", "mount_fhir"]

_TYPE: Final = "/{resource_type:fhir_type}"
_INSTANCE: Final = _TYPE + "/{resource_id}"

ROUTES: Final[dict[str, dict[str, Callable[..., None]]]] = {
    "": {"GET": search, "POST": carry_out_bundle},
    "/metadata": {"GET": metadata},
    "/_search": {"GET": search, "POST": post_search},
    "/_history": {"GET": history},
    _TYPE: {"GET": search, "POST": create, "PUT": update_where, "PATCH": patch_where, "DELETE": delete_where},
    _TYPE + "/_search": {"GET": search, "POST": post_search},
    _TYPE + "/_history": {"GET": history},
    _TYPE + "/$validate": {"GET": validate, "POST": validate},
    _INSTANCE: {"GET": read, "PUT": update, "PATCH": patch, "DELETE": delete},
    _INSTANCE + "/_history": {"GET": history},
    _INSTANCE + "/_history/{version}": {"GET": read_version},
    _INSTANCE + "/$validate": {"GET": validate, "POST": validate},
    _INSTANCE + "/$everything": {"GET": everything},
}
"""The interactions by address and method; HEAD is wherever GET is."""

PUBLISHED_ROUTES: Final[dict[str, dict[str, Callable[..., None]]]] = {
    "": {"GET": search_published},
    "/_search": {"GET": search_published, "POST": post_search_published},
    "/$validate": {"POST": validate},
    "/{resource_id}": {"GET": read_published},
}
"""The same below the name of a type whose resources are the server's own."""


class _Route:
    """One address; Falcon looks for its methods by name."""

    def __init__(self, door: Door, interactions: dict[str, Callable[..., None]], **bound: Any) -> None:
        for method, interaction in interactions.items():
            responder = partial(interaction, door, **bound)
            setattr(self, f"on_{method.lower()}", responder)
            if method == "GET":
                self.on_head = responder


def mount_fhir(app: App[Request, Response], door: Door) -> None:
    """Add the FHIR door to an app."""
    app.router_options.converters["fhir_type"] = StoredType
    for path, interactions in ROUTES.items():
        app.add_route(BASE_PATH + path, _Route(door, interactions))
    for name in PUBLISHED_TYPES:
        for path, interactions in PUBLISHED_ROUTES.items():
            app.add_route(f"{BASE_PATH}/{name}{path}", _Route(door, interactions, resource_type=name))
