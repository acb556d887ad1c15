"""Sorted lines, and their merging."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from filmroom.batch.sorted_lines import Line, Merged, State, merge_lines, write_lines
from filmroom.study.recency import recency_rank

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_LINES = st.lists(
    st.builds(
        Line,
        key=st.text("abc", min_size=1, max_size=2),
        rank=st.builds(recency_rank, st.sampled_from(["", "2024-01-01", "2025-01-01"]), st.text("12", min_size=1)),
        instances=st.integers(1, 9),
        json=st.sampled_from([b"{}", b"[]", b"1"]),
    )
)


@given(parts=st.lists(_LINES, min_size=1, max_size=4))
def test_each_key_comes_once_in_order_with_its_first_state_and_those_that_differ(
    parts: list[list[Line]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("lines")
    for number, lines in enumerate(parts):
        write_lines(folder / f"{number}.lines", lines)

    merged = list(merge_lines(folder.glob("*.lines")))

    every = sorted((line for lines in parts for line in lines), key=lambda line: (line.key, line.rank))
    expected = {key: list(lines) for key, lines in groupby(every, key=lambda line: line.key)}
    assert [one.key for one in merged] == sorted(expected)
    for one in merged:
        kept_rank = min(line.rank for line in expected[one.key])
        assert kept_rank.endswith(f" {one.kept.study_instance_uid}")
        assert sorted(line.json for line in expected[one.key] if line.json != one.kept.json) == sorted(
            state.json for state in one.others
        )


def test_a_merged_resource_says_which_studies_are_behind_its_states(tmp_path: Path) -> None:
    write_lines(tmp_path / "1", [Line("p", recency_rank("2024-01-01", "1.2"), 3, b"{}")])
    write_lines(tmp_path / "2", [Line("p", recency_rank("2025-01-01", "1.9"), 4, b"[]")])

    merged = list(merge_lines(tmp_path.iterdir()))

    assert merged == [Merged("p", State("1.9", 4, b"[]"), [State("1.2", 3, b"{}")])]


def test_the_latest_comes_first_and_the_undated_last() -> None:
    ranks = {
        recency_rank("2024-12-31", "1"): "older",
        recency_rank("2025-01-01", "1"): "newer",
        recency_rank("", "1"): "undated",
    }

    assert [ranks[rank] for rank in sorted(ranks)] == ["newer", "older", "undated"]
