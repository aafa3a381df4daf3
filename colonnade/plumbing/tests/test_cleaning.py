"""Foreign text made safe."""

import pytest

from colonnade.plumbing.cleaning import line, looks_like_html, plain, safe_html, safe_markdown


@pytest.mark.parametrize(
    ("hostile", "safe"),
    [
        ("<p>Hi<script>alert(1)</script></p>", "<p>Hi</p>"),
        ('<img src=x onerror="alert(1)">Hi', "Hi"),
        ('<p onclick="alert(1)" style="color:red">Hi</p>', "<p>Hi</p>"),
        ('<a href="javascript:alert(1)">Hi</a>', '<a rel="nofollow noopener noreferrer">Hi</a>'),
        ('<a href="data:text/html,x">Hi</a>', '<a rel="nofollow noopener noreferrer">Hi</a>'),
        ('<iframe src="https://example.org"></iframe>Hi', "Hi"),
        ("<svg><script>alert(1)</script></svg>Hi", "Hi"),
        ("<style>p{}</style><p>Hi", "<p>Hi</p>"),
        ("<form><input name=q>Hi</form>", "Hi"),
        ("<!-- hidden --><b>Hi</b>", "<b>Hi</b>"),
        ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", ""),
    ],
)
def test_hostile_html_is_made_harmless(hostile, safe):
    assert safe_html(hostile) == safe


def test_good_html_stays():
    html = '<p>One <strong>two</strong></p><ul><li>three</li></ul><a href="https://example.org/">four</a>'

    assert safe_html(html) == html.replace("<a ", "<a ").replace(
        '/">four', '/" rel="nofollow noopener noreferrer">four'
    )


def test_plain_text_becomes_paragraphs():
    assert safe_html('One\ntwo\n\n3 < 4 & "five"') == '<p>One<br>two</p><p>3 &lt; 4 &amp; "five"</p>'
    assert safe_html("  \n ") == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>One</p><p>two</p>", "One\ntwo"),
        ("Tea &amp; cake", "Tea & cake"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Hi", "Hi"),
        ("a\u202eb\x00c", "abc"),
        ("a \t\xa0 b", "a b"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("3 < 4", "3 < 4"),
        ("", ""),
    ],
)
def test_plain_leaves_words_alone(text, words):
    assert plain(text) == words


def test_a_line_is_one_line():
    assert line(" <b>Pottery</b>\n for \t beginners ") == "Pottery for beginners"


@pytest.mark.parametrize(
    ("text", "answer"),
    [("a < b", False), ("<b>a", True), ("a &amp; b", True), ("Q&A; more", False), ("AT&T", False)],
)
def test_html_is_told_from_text(text, answer):
    assert looks_like_html(text) is answer


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("# One\n\ntwo", "<h2>One</h2>\n<p>two</p>"),
        ("###### Six", "<h6>Six</h6>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("[go](javascript:x)", "<p>[go](javascript:x)</p>"),
        ("[go](https://a.org)", '<p><a href="https://a.org" rel="nofollow noopener noreferrer">go</a></p>'),
    ],
)
def test_safe_markdown(text, made):
    assert safe_markdown(text, below=1).strip() == made
