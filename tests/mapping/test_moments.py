"""When a study and its series started: dates, times, offsets and what stands in for them."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.mapping.map_study import map_imaging_study
from filmroom.settings import MappingSettings, parse_time_zone
from samples import Json, instance, map_facts, map_one, one_study, series_of

ZURICH = MappingSettings(time_zone=parse_time_zone("Europe/Zurich"))


def started(settings: MappingSettings = ZURICH, **elements: Any) -> str | None:
    found: str | None = map_one(settings=settings, **elements).imaging_study.get("started")
    return found


def series_started(settings: MappingSettings = ZURICH, **elements: Any) -> str | None:
    found: str | None = series_of(map_one(settings=settings, **elements)).get("started")
    return found


def reported(settings: MappingSettings = ZURICH, **elements: Any) -> list[str]:
    """Name the attributes that the study's report says something about."""
    facts = instance(**elements)
    mapped = map_facts(facts, settings=settings)
    levels = (facts.study, facts.series, facts.instance)
    return [one.keyword for one in (*(defect for level in levels for defect in level.defects), *mapped.defects)]


@pytest.mark.parametrize(
    ("date", "offset"),
    [("20240115", "+01:00"), ("20240715", "+02:00"), ("20240330", "+01:00"), ("20240401", "+02:00")],
)
def test_a_configured_zone_knows_summer_and_winter(date: str, offset: str) -> None:
    assert started(StudyDate=date, StudyTime="120000") == f"{date[:4]}-{date[4:6]}-{date[6:]}T12:00:00{offset}"


def test_the_zone_changes_within_the_day_that_begins_summer_time() -> None:
    assert started(StudyDate="20240331", StudyTime="015959") == "2024-03-31T01:59:59+01:00"
    assert started(StudyDate="20240331", StudyTime="030000") == "2024-03-31T03:00:00+02:00"


@pytest.mark.parametrize(
    ("own", "offset"), [("+0900", "+09:00"), ("-0330", "-03:30"), ("+0000", "+00:00"), ("-0000", "+00:00")]
)
def test_the_offset_of_the_instance_wins_over_the_configured_zone(own: str, offset: str) -> None:
    found = started(StudyDate="20240715", StudyTime="120000", TimezoneOffsetFromUTC=own)

    assert found == f"2024-07-15T12:00:00{offset}"


@pytest.mark.parametrize("own", ["+1500", "-1300", "0100x", "+0160", "CET"])
def test_an_impossible_offset_is_reported_and_the_zone_used(own: str) -> None:
    elements: Json = {"StudyDate": "20240715", "StudyTime": "120000", "TimezoneOffsetFromUTC": own}

    assert started(**elements) == "2024-07-15T12:00:00+02:00"
    assert reported(**elements) == ["TimezoneOffsetFromUTC"]


def test_without_any_offset_the_date_stands_alone_and_the_report_says_so() -> None:
    elements: Json = {"StudyDate": "20240715", "StudyTime": "120000"}

    assert started(MappingSettings(), **elements) == "2024-07-15"
    assert reported(MappingSettings(), **elements) == ["StudyTime"]


@pytest.mark.parametrize(
    ("time", "iso"),
    [
        ("07", "07:00:00"),
        ("0730", "07:30:00"),
        ("073015", "07:30:15"),
        ("073015.5", "07:30:15.5"),
        ("073015.123456", "07:30:15.123456"),
        ("07:30:15", "07:30:15"),
        ("07:30", "07:30:00"),
        ("000000", "00:00:00"),
        ("073015 ", "07:30:15"),
    ],
)
def test_a_time_has_the_precision_that_it_says(time: str, iso: str) -> None:
    assert started(StudyDate="20240115", StudyTime=time) == f"2024-01-15T{iso}+01:00"


@pytest.mark.parametrize("time", ["240000", "2400", "24:00:00"])
def test_midnight_at_the_end_of_the_day_begins_the_next_day(time: str) -> None:
    assert started(StudyDate="20240131", StudyTime=time) == "2024-02-01T00:00:00+01:00"


def test_a_leap_second_is_reported_and_stays_within_the_day() -> None:
    elements: Json = {"StudyDate": "20161231", "StudyTime": "235960"}

    assert started(**elements) == "2016-12-31T23:59:59+01:00"
    assert reported(**elements) == ["StudyTime"]


@pytest.mark.parametrize("time", ["250000", "0760", "7", "noon", "12000", "120000.5x"])
def test_an_impossible_time_is_dropped_and_reported(time: str) -> None:
    elements: Json = {"StudyDate": "20240115", "StudyTime": time}

    assert started(**elements) == "2024-01-15"
    assert reported(**elements) == ["StudyTime"]


@pytest.mark.parametrize("date", ["20240230", "20241301", "00000000", "2024", "today", "20240115-20240116"])
def test_an_impossible_date_is_dropped_and_reported(date: str) -> None:
    assert started(StudyDate=date) is None
    assert reported(StudyDate=date) == ["StudyDate"]


def test_a_time_without_a_date_is_reported() -> None:
    assert started(StudyTime="120000") is None
    assert reported(StudyTime="120000") == ["StudyTime"]


def test_a_date_with_dots_is_read() -> None:
    assert started(StudyDate="2024.01.15") == "2024-01-15"
    assert reported(StudyDate="2024.01.15") == []


def test_a_date_alone_stays_a_date() -> None:
    assert started(StudyDate="20240115") == "2024-01-15"


def test_a_series_starts_by_its_own_date_and_time() -> None:
    elements: Json = {
        "SeriesDate": "20240115",
        "SeriesTime": "0800",
        "PerformedProcedureStepStartDate": "20240114",
        "AcquisitionDate": "20240113",
        "StudyDate": "20240112",
    }

    assert series_started(**elements) == "2024-01-15T08:00:00+01:00"


def test_a_series_without_a_date_starts_with_its_procedure_step() -> None:
    elements: Json = {
        "PerformedProcedureStepStartDate": "20240114",
        "PerformedProcedureStepStartTime": "0700",
        "AcquisitionDate": "20240113",
        "StudyDate": "20240112",
    }

    assert series_started(**elements) == "2024-01-14T07:00:00+01:00"


def test_a_series_without_any_date_of_its_own_starts_with_its_earliest_acquisition() -> None:
    mapped = map_facts(
        instance(SOPInstanceUID="1.1", AcquisitionDate="20240115", AcquisitionTime="090000"),
        instance(SOPInstanceUID="1.2", AcquisitionDate="20240115", AcquisitionTime="080000"),
        instance(SOPInstanceUID="1.3", AcquisitionDate="20240116", AcquisitionTime="070000"),
        settings=ZURICH,
    )

    assert series_of(mapped)["started"] == "2024-01-15T08:00:00+01:00"


def test_a_series_never_starts_by_the_date_of_its_study() -> None:
    assert series_started(StudyDate="20240112", StudyTime="0700") is None


@pytest.mark.parametrize(
    ("acquired", "settings", "iso"),
    [
        ("20240115080000.5+0900", ZURICH, "2024-01-15T08:00:00.5+09:00"),
        ("20240115080000", ZURICH, "2024-01-15T08:00:00+01:00"),
        ("20240115080000", MappingSettings(), "2024-01-15"),
        ("20240115", ZURICH, "2024-01-15"),
        ("202401", ZURICH, "2024-01"),
    ],
)
def test_an_acquisition_date_time_is_as_exact_as_date_time_and_offset_allow(
    acquired: str, settings: MappingSettings, iso: str
) -> None:
    assert series_started(settings, AcquisitionDateTime=acquired) == iso


def test_the_earliest_acquisition_date_time_is_earliest_in_time_whatever_the_offset() -> None:
    mapped = map_facts(
        instance(SOPInstanceUID="1.1", AcquisitionDateTime="20240115080000+0000"),
        instance(SOPInstanceUID="1.2", AcquisitionDateTime="20240115090000+0900"),
    )

    assert series_of(mapped)["started"] == "2024-01-15T09:00:00+09:00"


@pytest.mark.parametrize(
    ("elements", "word"),
    [
        ({"PerformedProcedureStepStartDate": "20240114"}, "procedure step"),
        ({"AcquisitionDate": "20240113"}, "acquisition"),
        ({"AcquisitionDateTime": "20240113"}, "acquisition"),
    ],
)
def test_the_trace_names_the_fallback(elements: Json, word: str) -> None:
    mapped = map_imaging_study(one_study(instance(**elements)), ZURICH, keep_trace=True)
    (entry,) = [one for one in mapped.trace if one.expression == "ImagingStudy.series[0].started"]

    assert any(word in done for done in entry.done)
    assert [one.keyword for one in entry.sources] == list(elements)


def acquired(uid: str, **elements: Any) -> Any:
    return instance(SOPInstanceUID=uid, **elements)


def test_an_acquisition_keeps_the_offset_of_its_own_instance() -> None:
    mapped = map_facts(
        acquired("1.1", AcquisitionDate="20240115", AcquisitionTime="1000", TimezoneOffsetFromUTC="+0500"),
        acquired("1.2", AcquisitionDate="20240115", AcquisitionTime="1200", TimezoneOffsetFromUTC="+0100"),
        acquired("1.3", AcquisitionDate="20240115", AcquisitionTime="1200", TimezoneOffsetFromUTC="+0100"),
    )

    assert series_of(mapped)["started"] == "2024-01-15T10:00:00+05:00"


def test_the_earliest_acquisition_is_earliest_in_time_whatever_the_clocks_showed() -> None:
    mapped = map_facts(
        acquired("1.1", AcquisitionDate="20240115", AcquisitionTime="1000", TimezoneOffsetFromUTC="+0100"),
        acquired("1.2", AcquisitionDate="20240115", AcquisitionTime="1200", TimezoneOffsetFromUTC="+0500"),
    )

    assert series_of(mapped)["started"] == "2024-01-15T12:00:00+05:00"


def test_the_earliest_acquisition_counts_however_it_is_written() -> None:
    mapped = map_facts(
        acquired("1.1", AcquisitionDate="20240115", AcquisitionTime="1000"),
        acquired("1.2", AcquisitionDateTime="20240115093000"),
        settings=ZURICH,
    )

    assert series_of(mapped)["started"] == "2024-01-15T09:30:00+01:00"


def test_an_acquisition_without_an_offset_is_placed_by_the_configured_zone() -> None:
    mapped = map_facts(
        acquired("1.1", AcquisitionDate="20240115", AcquisitionTime="1000", TimezoneOffsetFromUTC="+0000"),
        acquired("1.2", AcquisitionDate="20240115", AcquisitionTime="1030"),
        settings=ZURICH,
    )

    assert series_of(mapped)["started"] == "2024-01-15T10:30:00+01:00"


def test_an_acquisition_date_without_a_time_gives_way_to_the_moment_beside_it() -> None:
    found = series_started(AcquisitionDate="20240115", AcquisitionDateTime="20240115093000")

    assert found == "2024-01-15T09:30:00+01:00"


@pytest.mark.parametrize("moment", ["00010101000000+1400", "99991231235959-1200"])
def test_a_moment_at_the_end_of_all_years_is_placed_by_its_clock(moment: str) -> None:
    mapped = map_facts(
        acquired("1.1", AcquisitionDateTime=moment),
        acquired("1.2", AcquisitionDateTime="20240115080000+0000"),
    )
    first = {"0": "0001-01-01T00:00:00+14:00", "9": "2024-01-15T08:00:00+00:00"}[moment[0]]

    assert series_of(mapped)["started"] == first


def test_a_series_never_starts_at_a_moment_that_no_instance_states() -> None:
    stated = [("0800", "+0100"), ("0900", "+0200"), ("0900", "+0300"), ("1000", "+0100")]
    facts = [
        acquired(f"1.{index}", SeriesDate="20240115", SeriesTime=time, TimezoneOffsetFromUTC=offset)
        for index, (time, offset) in enumerate(stated)
    ]

    assert series_of(map_facts(*facts))["started"] == "2024-01-15T08:00:00+01:00"


def test_the_start_of_the_procedure_step_keeps_the_offset_that_stands_beside_it() -> None:
    date, time = "PerformedProcedureStepStartDate", "PerformedProcedureStepStartTime"
    stated = [("0800", "+0100"), ("0900", "+0200"), ("0900", "+0300"), ("1000", "+0100")]
    facts = [
        acquired(f"1.{index}", **{date: "20240115", time: clock, "TimezoneOffsetFromUTC": offset})
        for index, (clock, offset) in enumerate(stated)
    ]

    assert series_of(map_facts(*facts))["started"] == "2024-01-15T08:00:00+01:00"


def test_a_time_without_a_date_does_not_outvote_a_date() -> None:
    mapped = map_facts(
        acquired("1.1", SeriesTime="0800"),
        acquired("1.2", SeriesTime="0800"),
        acquired("1.3", SeriesDate="20240115", SeriesTime="0900"),
        settings=ZURICH,
    )

    assert series_of(mapped)["started"] == "2024-01-15T09:00:00+01:00"


def test_an_acquisition_at_the_end_of_a_day_is_the_first_of_the_next() -> None:
    mapped = map_facts(
        acquired("1.1", AcquisitionDate="20240115", AcquisitionTime="240000"),
        acquired("1.2", AcquisitionDate="20240116", AcquisitionTime="0100"),
        settings=ZURICH,
    )

    assert series_of(mapped)["started"] == "2024-01-16T00:00:00+01:00"
