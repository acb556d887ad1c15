"""Sorted lines, and their merging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from filmroom.batch.sorted_lines import merge_lines, recency_rank, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_ROWS = st.lists(
    st.tuples(st.text("abc", min_size=1, max_size=2), st.text("01", max_size=2), st.sampled_from([b"{}", b"[]"]))
)


@given(parts=st.lists(_ROWS, min_size=1, max_size=4))
def test_each_key_comes_once_in_order_with_the_line_of_its_first_rank(
    parts: list[list[tuple[str, str, bytes]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("lines")
    for number, rows in enumerate(parts):
        write_lines(folder / f"{number}.lines", rows)

    merged = list(merge_lines(folder.glob("*.lines")))

    every = sorted(row for rows in parts for row in rows)
    firsts = {key: line for key, _, line in reversed(every)}
    assert merged == sorted(firsts.items())


def test_the_latest_comes_first_and_the_undated_last() -> None:
    ranks = {
        recency_rank("2024-12-31", "1"): "older",
        recency_rank("2025-01-01", "1"): "newer",
        recency_rank("", "1"): "undated",
    }

    assert [ranks[rank] for rank in sorted(ranks)] == ["newer", "older", "undated"]
