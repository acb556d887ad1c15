"""What `filmroom explain` prints: for each element its value, its tags, their raw values, what was done."""

from __future__ import annotations

from filmroom.mapping.imaging_study import INSTANCE_RULES, SERIES_RULES, STUDY_RULES
from filmroom.mapping.trace import TraceEntry, TraceSource
from filmroom.settings import MappingSettings, parse_time_zone
from samples import Json, code, instance, issuer, map_facts

HEADER: Json = {
    "StudyDate": "20240715",
    "StudyTime": "1200",
    "PatientID": "P-1 ",
    "PatientName": "Muster^Anna",
    "Modality": "ct",
    "SeriesNumber": "7",
    "BodyPartExamined": "KNEE",
    "Laterality": "L",
    "ReasonForTheRequestedProcedure": "Pain",
    "ReasonForRequestedProcedureCodeSequence": [code("29857009", "SCT", "Chest pain")],
    "RequestAttributesSequence": [{"AccessionNumber": "A1"}, {"AccessionNumber": "A2"}],
}
ZURICH = MappingSettings(time_zone=parse_time_zone("Europe/Zurich"))


def trace() -> dict[str, TraceEntry]:
    mapped = map_facts(instance(keep_raw=True, **HEADER), settings=ZURICH, keep_trace=True)
    return {one.expression: one for one in mapped.trace}


def test_every_element_has_an_entry_present_or_not() -> None:
    series, held = "ImagingStudy.series[0]", "ImagingStudy.series[0].instance[0]"
    expected = [f"ImagingStudy.{one.name}" for one in STUDY_RULES]
    expected += [f"{series}.{one.name}" for one in SERIES_RULES]
    expected += [f"{held}.{one.name}" for one in INSTANCE_RULES]

    assert list(trace()) == expected


def test_an_entry_holds_the_value_that_the_resource_has() -> None:
    mapped = map_facts(instance(keep_raw=True, **HEADER), settings=ZURICH, keep_trace=True)
    entries = {one.expression: one.value for one in mapped.trace}
    study = mapped.imaging_study

    for rule in STUDY_RULES:
        assert entries[f"ImagingStudy.{rule.name}"] == study.get(rule.name)
    for rule in SERIES_RULES:
        assert entries[f"ImagingStudy.series[0].{rule.name}"] == study["series"][0].get(rule.name)
    for rule in INSTANCE_RULES:
        path = f"ImagingStudy.series[0].instance[0].{rule.name}"
        assert entries[path] == study["series"][0]["instance"][0].get(rule.name)


def test_the_start_names_its_tags_their_raw_values_and_the_zone() -> None:
    entry = trace()["ImagingStudy.started"]

    assert entry.value == "2024-07-15T12:00:00+02:00"
    assert entry.sources == (
        TraceSource("(0008,0020)", "StudyDate", "20240715"),
        TraceSource("(0008,0030)", "StudyTime", "1200"),
    )
    assert any("Europe/Zurich" in done for done in entry.done)


def test_the_modality_names_its_raw_value() -> None:
    entry = trace()["ImagingStudy.series[0].modality"]

    assert entry.sources == (TraceSource("(0008,0060)", "Modality", "ct"),)


def test_the_modality_of_the_study_names_that_of_its_series() -> None:
    entry = trace()["ImagingStudy.modality"]

    assert entry.sources == (TraceSource("(0008,0060)", "Modality", "ct"),)
    assert entry.done


def test_a_sequence_says_how_many_items_it_has() -> None:
    entry = trace()["ImagingStudy.basedOn"]

    assert entry.sources == (TraceSource("(0040,0275)", "RequestAttributesSequence", "2 items"),)


def test_what_stands_in_items_and_series_is_named_too() -> None:
    header: Json = {
        "PerformedProcedureStepID": "PPS1",
        "PerformedProcedureStepDescription": "CT",
        "AccessionNumber": "A1",
        "IssuerOfAccessionNumberSequence": [issuer("RIS")],
        "InstitutionalDepartmentName": "Radiology",
        "InstitutionName": "City Hospital",
    }
    mapped = map_facts(instance(**header), keep_trace=True)
    sources = {one.expression: [source.keyword for source in one.sources] for one in mapped.trace}

    assert sources["ImagingStudy.procedure"] == ["PerformedProcedureStepID", "PerformedProcedureStepDescription"]
    assert sources["ImagingStudy.basedOn"] == ["AccessionNumber", "IssuerOfAccessionNumberSequence"]
    assert sources["ImagingStudy.location"] == ["InstitutionalDepartmentName", "InstitutionName"]


def test_the_body_site_names_part_side_and_annex() -> None:
    entry = trace()["ImagingStudy.series[0].bodySite"]

    assert entry.sources == (
        TraceSource("(0018,0015)", "BodyPartExamined", "KNEE"),
        TraceSource("(0020,0060)", "Laterality", "L"),
    )
    assert any("Annex L" in done for done in entry.done)


def test_the_subject_names_every_attribute_that_it_is_made_from_once() -> None:
    entry = trace()["ImagingStudy.subject"]

    assert entry.sources == (
        TraceSource("(0010,0020)", "PatientID", "P-1"),
        TraceSource("(0010,0010)", "PatientName", "Muster^Anna"),
    )


def test_the_reason_names_code_and_text() -> None:
    entry = trace()["ImagingStudy.reason"]
    keywords = [one.keyword for one in entry.sources]

    assert keywords[:2] == ["ReasonForRequestedProcedureCodeSequence", "ReasonForTheRequestedProcedure"]


def test_an_attribute_whose_value_was_dropped_is_named_with_its_raw_value() -> None:
    mapped = map_facts(instance(keep_raw=True, SeriesNumber=b"abc"), keep_trace=True)
    (entry,) = [one for one in mapped.trace if one.expression == "ImagingStudy.series[0].number"]

    assert entry.value is None
    assert entry.sources == (TraceSource("(0020,0011)", "SeriesNumber", "abc"),)


def test_a_counted_element_names_no_tag() -> None:
    entry = trace()["ImagingStudy.numberOfInstances"]

    assert (entry.value, entry.sources, entry.done) == (1, (), ("counted",))


def test_a_long_raw_value_is_cut() -> None:
    mapped = map_facts(instance(keep_raw=True, StudyDescription="x" * 1000), keep_trace=True)
    (entry,) = [one for one in mapped.trace if one.expression == "ImagingStudy.description"]

    assert len(entry.sources[0].raw) == 64


def test_without_raw_values_the_tags_are_named_all_the_same() -> None:
    mapped = map_facts(instance(**HEADER), keep_trace=True)
    (entry,) = [one for one in mapped.trace if one.expression == "ImagingStudy.series[0].number"]

    assert entry.sources == (TraceSource("(0020,0011)", "SeriesNumber", ""),)


def test_no_trace_is_kept_unless_it_is_asked_for() -> None:
    assert map_facts(instance(**HEADER)).trace == ()
