"""Compressed answers."""

from __future__ import annotations

import gzip

import pytest
import zstandard

from asking import Asking
from filmroom.http.compression import choose_coding, is_text


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip", "gzip"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("zstd;q=0, *", "gzip"),
        ("*", "zstd"),
        ("br", ""),
        ("identity", ""),
        ("gzip;q=0.5, identity", ""),
        ("gzip;q=0", ""),
    ],
)
def test_the_coding_is_the_best_that_both_know(accepted: str, expected: str) -> None:
    assert choose_coding(accepted) == expected


def test_only_text_is_compressed() -> None:
    assert is_text("application/fhir+json; charset=utf-8")
    assert is_text("text/plain")
    assert not is_text("application/dicom")


def large(asking: Asking) -> bytes:
    content = asking.resources.keep({"resourceType": "Basic", "language": "x" * 2000}, ("Basic", "1")).content
    assert content is not None
    return content


def test_a_large_answer_is_compressed_by_gzip_or_zstd() -> None:
    asking = Asking()
    content = large(asking)
    by_gzip = asking.get("/fhir/Basic/1", Accept_Encoding="gzip")
    by_zstd = asking.get("/fhir/Basic/1", Accept_Encoding="zstd")

    assert (by_gzip.headers["content-encoding"], gzip.decompress(by_gzip.content)) == ("gzip", content)
    assert by_zstd.headers["content-encoding"] == "zstd"
    assert zstandard.ZstdDecompressor().decompress(by_zstd.content) == content
    assert int(by_gzip.headers["content-length"]) == len(by_gzip.content) < len(content)
    assert by_gzip.headers["vary"] == "Accept, Accept-Encoding"


def test_a_small_answer_and_one_that_nobody_wants_compressed_stay_as_they_are() -> None:
    asking = Asking()
    content = large(asking)
    asking.resources.keep({"resourceType": "Basic"}, ("Basic", "2"))
    small = asking.get("/fhir/Basic/2", Accept_Encoding="gzip")
    plain = asking.get("/fhir/Basic/1")

    assert "content-encoding" not in small.headers
    assert ("content-encoding" not in plain.headers, plain.content) == (True, content)
