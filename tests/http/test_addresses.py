"""The server's address as clients see it."""

from __future__ import annotations

import falcon
import pytest
from falcon.testing import create_req

from filmroom.http.addresses import server_address
from filmroom.http.settings import HttpSettings

FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "fhir.example.org"}


def test_the_address_is_the_one_that_the_request_names() -> None:
    assert server_address(create_req(host="pacs.local", port=8080), HttpSettings()) == "http://pacs.local:8080"
    assert server_address(create_req(headers={"Host": "[::1]:8080"}), HttpSettings()) == "http://[::1]:8080"


def test_a_proxy_is_believed_only_when_that_was_decided() -> None:
    request = create_req(host="pacs.local", headers=FORWARDED)

    assert server_address(request, HttpSettings()) == "http://pacs.local"
    assert server_address(request, HttpSettings(trust_forwarded=True)) == "https://fhir.example.org"


def test_a_decided_address_is_the_address() -> None:
    settings = HttpSettings(base_url="https://fhir.example.org/", trust_forwarded=True)

    assert server_address(create_req(headers=FORWARDED), settings) == "https://fhir.example.org"


@pytest.mark.parametrize("host", ["a b", "x/y", "a@b", "<x>", "[x]"])
def test_a_host_that_is_none_is_refused(host: str) -> None:
    with pytest.raises(falcon.HTTPBadRequest):
        server_address(create_req(headers={"Host": host}), HttpSettings())
