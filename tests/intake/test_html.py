"""HTML to the text a reader would see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.html import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain, 3 > 2", "plain, 3 > 2"),
        ("<p>one</p><p>two</p>", "one\n\n\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("a &amp;amp; b &lt;p&gt; &eacute; &#8364;", "a &amp; b <p> é €"),
        ("<script>alert(1)</script><style>p{}</style>text", "text"),
        ("<b>bo</b>ld <i>it</i>alic", "bold italic"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ('hello <img alt=":blobcat:" src="x"> there', "hello :blobcat: there"),
        ("a   lot \t of\r\nblanks <b> </b>", "a lot of\nblanks"),
        ("<!-- hidden -->shown<!DOCTYPE x>", "shown"),
        ("</p></div></script>nothing was open", "nothing was open"),
    ],
)
def test_html(html: str, text: str) -> None:
    """Breaks as newlines, entities decoded once, what a browser hides left out."""
    assert html_to_text(html) == text


def test_a_link_split_into_invisible_spans_comes_back_whole() -> None:
    """As Mastodon sends it: the protocol and the tail are hidden, and both are part of the address."""
    html = (
        '<p>See <a href="https://example.org/a/long/path?x=1"><span class="invisible">https://</span>'
        '<span class="ellipsis">example.org/a/lo</span><span class="invisible">ng/path?x=1</span></a></p>'
    )
    assert html_to_text(html) == "See https://example.org/a/long/path?x=1"


def test_a_tag_and_a_handle_are_words() -> None:
    """They are links around spans; no blank may come between the sign and the word."""
    html = '<a href="/tags/lumo" class="mention hashtag">#<span>lumo</span></a> <a href="/@x">@<span>lumo</span></a>'
    assert html_to_text(html) == "#lumo @lumo"


@given(st.text())
def test_any_text_is_read_without_a_failure(html: str) -> None:
    """Broken markup is what the net sends."""
    html_to_text(html)
    html_to_text(f"<p>{html}<")


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<a x='", "</a", "<![x", "<![CDATA[>", "<!--x>", "<?x", "&", "<!x"])
def test_ends_that_are_not_there_are_not_looked_for_again_and_again(piece: str) -> None:
    """A hundred thousand beginnings take no minutes, and the words before and after the last of them stay."""
    text = html_to_text("<p>before</p>" + piece * 100_000 + "<p>")
    assert text.startswith("before")


def test_comments_and_sections_for_one_program_are_no_text() -> None:
    """Also a comment that holds tags, and one that never ends."""
    html = "<p>a<!-- x <b>y</b> -->b<![if !mso]>c<![endif]>d</p><!--[if mso]>e<![endif]--> 1 < 2 <!-- never"
    assert html_to_text(html) == "abcd\n\n1 < 2"
