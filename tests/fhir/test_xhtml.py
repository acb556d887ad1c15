"""The XHTML of narratives."""

from __future__ import annotations

import pytest

from filmroom.fhir.xhtml import Xhtml, inspect_xhtml

OPEN = '<div xmlns="http://www.w3.org/1999/xhtml">'


@pytest.mark.parametrize(
    "text",
    [
        f"{OPEN}text</div>",
        f'{OPEN}<p class="a" id="b" style="color: red" xml:lang="en">x<br/><a href="#b" name="c">y</a></p></div>',
        f'{OPEN}<img src="a.png" alt="b"/></div>',
        f'{OPEN}<table border="1"><tbody><tr><td colspan="2">&amp;&#160;</td></tr></tbody></table>x</div>',
        '<h:div xmlns:h="http://www.w3.org/1999/xhtml">text</h:div>',
    ],
)
def test_a_narrative_within_the_rules_has_no_problem(text: str) -> None:
    assert inspect_xhtml(text) == Xhtml("", has_content=True, is_element=True)


@pytest.mark.parametrize(
    ("text", "problem", "is_element"),
    [
        (f"{OPEN}x<script>y</script></div>", "the element script", True),
        (f'{OPEN}x<p onclick="y"/></div>', "the attribute onclick of p", True),
        (f'{OPEN}x<a href=" JavaScript:y">z</a></div>', "an active href of a", True),
        (f'{OPEN}x<p xmlns=""/></div>', "an element outside the namespace http://www.w3.org/1999/xhtml", True),
        ("<div>x</div>", "an element outside the namespace http://www.w3.org/1999/xhtml", False),
        ('<p xmlns="http://www.w3.org/1999/xhtml">x</p>', "a root other than div", True),
        (f"{OPEN}x<script></div>", "the element script", False),
        (f"{OPEN}x", "XML that is not well-formed: no element found", False),
        (f"{OPEN}x&nbsp;</div>", "XML that is not well-formed: undefined entity", False),
        (f"<!DOCTYPE div>{OPEN}x</div>", "a document type declaration", False),
        (f"{OPEN}x<?php ?></div>", "a processing instruction", False),
        (f"{OPEN}x" + "<b>" * 200 + "</b>" * 200 + "</div>", "more than 200 nested elements", True),
        ("\ud800", "half of a surrogate pair", False),
    ],
)
def test_the_first_thing_against_the_rules_is_named(text: str, problem: str, is_element: bool) -> None:
    found = inspect_xhtml(text)

    assert (found.problem, found.is_element) == (problem, is_element)


@pytest.mark.parametrize("text", [f"{OPEN}</div>", f"{OPEN} <p>\n</p></div>"])
def test_a_narrative_without_text_or_image_says_nothing(text: str) -> None:
    assert inspect_xhtml(text) == Xhtml("", has_content=False, is_element=True)
