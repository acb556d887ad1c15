"""What a run of ``index`` can be asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from filmroom.batch.index import IndexJob, index
from filmroom.errors import UsageError


@pytest.mark.parametrize("paths", ["in", Path("in"), ["in"], ("in",)])
def test_one_path_may_stand_for_several(paths: Any) -> None:
    assert IndexJob(paths=paths).paths in ((Path("in"),), ("in",))


def test_targets_may_be_given_as_text() -> None:
    given: dict[str, Any] = {"output": "a", "bundle": "b", "facts": "c", "report": "d"}

    job = IndexJob(paths=(), **given)

    assert (job.output, job.files) == (Path("a"), {"bundle": Path("b"), "facts": Path("c"), "report": Path("d")})


def test_a_job_without_any_output_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        index(IndexJob(paths=(tmp_path,)))

    told = "index: found nothing to write; expected an output folder, lines, a bundle, facts or a report"
    assert str(caught.value) == told
