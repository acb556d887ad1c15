"""Headers made up by hypothesis: what our walk, the layouts and pydicom have to read alike."""

from __future__ import annotations

from hypothesis import strategies as st

from builders import Element, Items, identified

__all__ = ["codes", "data_sets", "elements", "mutated"]

_TEXTS = st.binary(max_size=12)
_LETTERS = st.text("ABC 019.", max_size=12).map(str.encode)

# Tags that are wanted, with their VRs; tags that nobody wants, private ones and group lengths among them.
_WANTED = [(0x00080060, "CS"), (0x00100010, "PN"), (0x00100020, "LO"), (0x00200013, "IS"), (0x00400253, "SH")]
_UNWANTED = [
    (0x00080000, "UL"),
    (0x00090010, "LO"),
    (0x00091001, "OB"),
    (0x00091002, "UN"),
    (0x00091003, "UT"),
    (0x00180050, "DS"),
    (0x00200032, "DS"),
    (0x00280106, "US"),
    (0x00281052, "FD"),
]
_SEQUENCES = [0x00081032, 0x00082218, 0x00081140, 0x00091010, 0x00400275]
_CODES = [(0x00080100, "SH"), (0x00080104, "LO"), (0x00091001, "OB"), (0x00280106, "US")]


def _plain(pool: list[tuple[int, str]]) -> st.SearchStrategy[Element]:
    return st.builds(lambda row, value: Element(row[0], row[1], value), st.sampled_from(pool), _TEXTS | _LETTERS)


def _in_order(found: list[Element]) -> tuple[Element, ...]:
    return tuple(sorted({one.tag: one for one in found}.values(), key=lambda one: one.tag))


def _sequences(content: st.SearchStrategy[tuple[Element, ...]], tags: list[int]) -> st.SearchStrategy[Element]:
    items = st.builds(Items, st.lists(content, max_size=2).map(tuple), st.booleans())
    return st.builds(lambda tag, value: Element(tag, "SQ", value), st.sampled_from(tags), items)


codes = st.lists(_plain(_CODES), max_size=3).map(_in_order)
"""The content of an item, without sequences."""

_nested = st.recursive(
    codes,
    lambda inner: st.lists(_plain(_CODES) | _sequences(inner, [0x00082220, 0x00091010, 0x00081199]), max_size=3).map(
        _in_order
    ),
    max_leaves=4,
)

elements = _plain(_WANTED) | _plain(_UNWANTED) | _sequences(_nested, _SEQUENCES)
"""One element of the root."""

_pixels = st.sampled_from([(), (Element(0x7FE00010, "OW", bytes(8)),)])

data_sets = st.builds(
    lambda found, pixels: (*identified(*_in_order(found)), *pixels), st.lists(elements, max_size=8), _pixels
)
"""A data set with its UIDs, in the order of the tags."""


@st.composite
def mutated(draw: st.DrawFn, original: tuple[Element, ...]) -> tuple[Element, ...]:
    """Much the same data set: some values others, an element less or more."""
    changed = list(original)
    for _ in range(draw(st.integers(0, 3))):
        index = draw(st.integers(0, len(changed) - 1))
        one = changed[index]
        if isinstance(one.value, bytes):
            value = draw(st.binary(min_size=len(one.value), max_size=len(one.value)) | _TEXTS)
            changed[index] = Element(one.tag, one.vr, value)
        else:
            content = draw(st.lists(codes, max_size=2).map(tuple))
            changed[index] = Element(one.tag, one.vr, Items(content, one.value.is_undefined_length))
    if draw(st.integers(0, 5)) == 0:
        changed.insert(draw(st.integers(0, len(changed))), draw(elements))
    if draw(st.integers(0, 5)) == 0:
        changed.pop(draw(st.integers(0, len(changed) - 1)))
    return tuple(changed)
