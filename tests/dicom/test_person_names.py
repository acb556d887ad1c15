"""Names of people, their writings and components; the examples are those of PS3.5 6.2.1.1."""

from __future__ import annotations

import pytest

from filmroom.dicom.decoded import Decoded, Problem
from filmroom.dicom.person_names import NameParts, PersonName, parse_person_name, split_name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Adams^John Robert Quincy^^Rev.^B.A. M.Div.", ("Adams", "John Robert Quincy", "", "Rev.", "B.A. M.Div.")),
        (
            "Morrison-Jones^Susan^^^Ph.D., Chief Executive Officer",
            ("Morrison-Jones", "Susan", "", "", "Ph.D., Chief Executive Officer"),
        ),
        ("Doe^John", ("Doe", "John", "", "", "")),
        ("Smith^Fluffy", ("Smith", "Fluffy", "", "", "")),
        ("ABC Farms^Running on Water", ("ABC Farms", "Running on Water", "", "", "")),
        ("Doe John", ("Doe John", "", "", "", "")),
        ("^John", ("", "John", "", "", "")),
        ("Doe ^ John ", ("Doe", "John", "", "", "")),
        ("A^B^C^D^E^F^G", ("A", "B", "C", "D", "E F G")),
    ],
)
def test_a_group_is_split_into_its_components(text: str, parts: tuple[str, ...]) -> None:
    assert split_name(text) == NameParts(*parts)


def test_a_name_has_up_to_three_writings() -> None:
    found = parse_person_name("Yamada^Tarou=山田^太郎=やまだ^たろう").value
    assert found == PersonName("Yamada^Tarou", "山田^太郎", "やまだ^たろう")
    assert found.groups == ("Yamada^Tarou", "山田^太郎", "やまだ^たろう")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Doe^John^^^", PersonName("Doe^John")),
        (" Doe^John ", PersonName("Doe^John")),
        ("Doe==", PersonName("Doe")),
        ("=山田", PersonName("", "山田")),
        ("^^^^", None),
        ("==", None),
    ],
)
def test_what_is_empty_is_trimmed(text: str, name: PersonName | None) -> None:
    assert parse_person_name(text) == Decoded(name)


def test_a_fourth_group_and_a_sixth_component_are_reported() -> None:
    assert parse_person_name("A=B=C=D") == Decoded(
        PersonName("A", "B", "C"), (Problem("A=B=C=D", "at most three component groups", "the others left out"),)
    )
    assert parse_person_name("A^B^C^D^E^F") == Decoded(
        PersonName("A^B^C^D^E^F"),
        (Problem("A^B^C^D^E^F", "at most five components", "the others added to the suffix"),),
    )
