"""Bytes of text -> str, by the Specific Character Set.

Source: PS3.3 C.12.1.1.2 (the defined terms), PS3.5 6.1.2 (code extensions after ISO 2022).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from filmroom.dicom.decoded import Problem, show

__all__ = ["DEFAULT_CHARACTER_SETS", "CharacterSets", "parse_character_sets"]

_ESCAPE = 0x1B
_MOST_TERMS = 32  # more than there are


class _Coding(NamedTuple):
    """A set of characters that can be designated. Source: PS3.3 tables C.12-2 to C.12-5."""

    codec: str  # Python's name
    escapes: tuple[bytes, ...] = ()  # how ISO 2022 designates it
    is_two_byte: bool = False


# By the number in the defined term; the codecs of the single-byte sets read both halves.
_BY_NUMBER = {
    "6": _Coding("ascii", (b"\x1b(B",)),
    "100": _Coding("latin_1", (b"\x1b-A",)),
    "101": _Coding("iso8859_2", (b"\x1b-B",)),
    "109": _Coding("iso8859_3", (b"\x1b-C",)),
    "110": _Coding("iso8859_4", (b"\x1b-D",)),
    "126": _Coding("iso8859_7", (b"\x1b-F",)),
    "127": _Coding("iso8859_6", (b"\x1b-G",)),
    "138": _Coding("iso8859_8", (b"\x1b-H",)),
    "144": _Coding("iso8859_5", (b"\x1b-L",)),
    "148": _Coding("iso8859_9", (b"\x1b-M",)),
    "166": _Coding("tis_620", (b"\x1b-T",)),
    "203": _Coding("iso8859_15", (b"\x1b-b",)),
    "13": _Coding("shift_jis", (b"\x1b)I", b"\x1b(J")),
    "87": _Coding("euc_jp", (b"\x1b$B",), is_two_byte=True),
    "159": _Coding("euc_jp", (b"\x1b$(D",), is_two_byte=True),
    "149": _Coding("euc_kr", (b"\x1b$)C",), is_two_byte=True),
    "58": _Coding("gb2312", (b"\x1b$)A",), is_two_byte=True),
}
_BY_ESCAPE = {escape: coding for coding in _BY_NUMBER.values() for escape in coding.escapes}

# The sets that stand alone. Source: PS3.3 table C.12-5.
_ALONE = {"ISO_IR 192": "utf_8", "GB18030": "gb18030", "GBK": "gbk"}

_MULTI_BYTE_NUMBERS = frozenset({"87", "159", "149", "58"})

# What careless writers write, and mean. Source: seen in the field; pydicom.charset mends the same.
_MEANT = {
    "ISO 2022 GBK": "GBK",
    "ISO 2022 58": "ISO 2022 IR 58",
    "UTF-8": "ISO_IR 192",
    "UTF8": "ISO_IR 192",
    "ISO 2022 IR 192": "ISO_IR 192",
    "ISO 2022 B6": "ISO 2022 IR 6",
    "ASCII": "ISO_IR 6",
}
_TERM = re.compile(r"ISO[ _-]?(2022[ _-]?)?IR[ _-]?(\d+)")

# An escape sequence that designates a set; the lower half of the code; the upper half.
_PIECE = re.compile(rb"\x1b[\x20-\x2f]*[\x30-\x7e]|[\x00-\x1a\x1c-\x7f]+|[\x80-\xff]+|\x1b", re.DOTALL)
_GRAPHIC_RUN = re.compile(rb"[\x21-\x7e]+|[^\x21-\x7e]+")

_UPPER_HALF = bytes(byte | 0x80 for byte in range(256))

_C1_CONTROLS = re.compile("[\x80-\x9f]")
_LINE_DELIMITERS = frozenset("\r\n\f\t")
_DELIMITERS = {
    "PN": _LINE_DELIMITERS | frozenset("\\^="),
    **dict.fromkeys(("LT", "ST", "UT"), _LINE_DELIMITERS),
}
_VALUE_DELIMITERS = _LINE_DELIMITERS | {"\\"}

_ASCII = _BY_NUMBER["6"]
_JIS_X_0212 = _BY_NUMBER["159"]


@dataclass(frozen=True, slots=True)
class CharacterSets:
    """The character sets that a data set, or an item, is written in.

    Attributes:
        terms: the defined terms, mended where they were misspelled; empty for the default (ISO_IR 6).
        problems: what was wrong with the Specific Character Set itself.
    """

    terms: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def _initial_codec(self) -> str:
        """The codec of what stands before any escape sequence."""
        first = self.terms[0] if self.terms else "ISO_IR 6"
        if first in _ALONE:
            return _ALONE[first]
        number = _number(first)
        return "ascii" if number in ("87", "159") else _BY_NUMBER[number].codec

    def decode(self, raw: bytes, vr: str) -> tuple[str, tuple[Problem, ...]]:
        """Decode the text of an element, delimiters and padding included.

        What cannot be decoded as declared is read as UTF-8 if it is that, else as Latin-1, and reported.
        """
        if raw.isascii() and _ESCAPE not in raw:
            return raw.decode("ascii"), ()
        try:
            text, problems = self._decode_as_declared(raw, _DELIMITERS.get(vr, _VALUE_DELIMITERS))
        except UnicodeDecodeError:
            return self._fall_back(raw)
        if _C1_CONTROLS.search(text) and _is_utf_8(raw):
            return self._fall_back(raw)
        return text, problems

    def _decode_as_declared(self, raw: bytes, delimiters: frozenset[str]) -> tuple[str, tuple[Problem, ...]]:
        if _ESCAPE not in raw or (self.terms and self.terms[0] in _ALONE):
            return raw.decode(self._initial_codec), ()
        text, used = _decode_extended(raw, self._initial_codec, delimiters)
        declared = {_BY_NUMBER[_number(term)].codec for term in self.terms} | {_ASCII.codec, _BY_NUMBER["13"].codec}
        if used <= declared:
            return text, ()
        problem = Problem(
            show(raw), "characters of the sets in Specific Character Set", "decoded by the escape sequences"
        )
        return text, (problem,)

    def _fall_back(self, raw: bytes) -> tuple[str, tuple[Problem, ...]]:
        expected = f"text in {', '.join(self.terms) or 'ISO_IR 6'}"
        codec, name = ("utf_8", "UTF-8") if _is_utf_8(raw) else ("latin_1", "ISO_IR 100")
        return raw.decode(codec), (Problem(show(raw), expected, f"read as {name}"),)


DEFAULT_CHARACTER_SETS = CharacterSets()
"""What holds where there is no Specific Character Set: ASCII."""


def parse_character_sets(raw: bytes) -> CharacterSets:
    """Read the value of Specific Character Set (0008,0005)."""
    values = [value.strip() for value in raw.decode("latin-1").strip(" \0").split("\\", _MOST_TERMS)]
    terms: list[str] = []
    problems: list[Problem] = []
    if len(values) > _MOST_TERMS:
        del values[_MOST_TERMS:]
        problems.append(Problem(show(raw), "each character set once", f"those behind the first {_MOST_TERMS} ignored"))
    for index, value in enumerate(values):
        term = _defined_term(value) if value or index else "ISO_IR 6"
        if term is None:
            problems.append(Problem(show(value), "a defined term of PS3.3 C.12.1.1.2", "ignored"))
            continue
        if term != (value or "ISO_IR 6"):
            problems.append(Problem(show(value), "a defined term of PS3.3 C.12.1.1.2", f"read as {term}"))
        terms.append(term)
    if len(terms) > 1 and _ALONE.keys() & set(terms):
        terms = [terms[0]] if terms[0] in _ALONE else [term for term in terms if term not in _ALONE]
        problems.append(
            Problem(show(raw), "a character set without code extensions to stand alone", f"read as {terms}")
        )
    return CharacterSets(tuple(terms) if terms != ["ISO_IR 6"] else (), tuple(problems))


def _defined_term(value: str) -> str | None:
    value = _MEANT.get(value.upper(), value.upper())
    if value in _ALONE:
        return value
    match = _TERM.fullmatch(value)
    if match is None or match[2] not in _BY_NUMBER:
        return None
    is_extension = match[1] is not None or match[2] in _MULTI_BYTE_NUMBERS
    return f"ISO 2022 IR {match[2]}" if is_extension else f"ISO_IR {match[2]}"


def _number(term: str) -> str:
    return term.rpartition(" ")[2]


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf_8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_extended(raw: bytes, initial_codec: str, delimiters: frozenset[str]) -> tuple[str, set[str]]:
    """Decode text with escape sequences; return it and the codecs that they designated.

    The lower half of the code (G0) and the upper (G1) hold one set each; a delimiter brings back those
    that the text began with (PS3.5 6.1.2.5.3).
    """
    initial = _ASCII, _Coding(initial_codec)
    lower, upper = initial
    text: list[str] = []
    used: set[str] = set()
    for piece in _PIECE.findall(raw):
        if piece[0] == _ESCAPE:
            coding = _designated(piece, raw)
            used.add(coding.codec)
            lower, upper = (lower, coding) if piece[-2:-1] in (b")", b"-") else (coding, upper)
            continue
        part = piece.decode(upper.codec) if piece[0] >= 0x80 else _decode_lower(piece, lower)
        text.append(part)
        if not delimiters.isdisjoint(part):
            lower, upper = initial
    return "".join(text), used


def _designated(piece: bytes, raw: bytes) -> _Coding:
    coding = _BY_ESCAPE.get(piece)
    if coding is None:
        raise UnicodeDecodeError("iso2022", raw, 0, len(raw), "an unknown escape sequence")
    return coding


def _decode_lower(piece: bytes, coding: _Coding) -> str:
    if not coding.is_two_byte:
        return piece.decode(coding.codec)
    prefix = b"\x8f" if coding is _JIS_X_0212 else b""
    return "".join(
        run.decode("ascii") if not 0x21 <= run[0] <= 0x7E else _raise(run, prefix).decode(coding.codec)
        for run in _GRAPHIC_RUN.findall(piece)
    )


def _raise(run: bytes, prefix: bytes) -> bytes:
    """Move pairs of bytes to the upper half, as the EUC codecs have them."""
    high = run.translate(_UPPER_HALF)
    return b"".join(prefix + high[index : index + 2] for index in range(0, len(high), 2)) if prefix else high
