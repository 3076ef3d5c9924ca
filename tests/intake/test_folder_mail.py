"""E-mails: what was written, in words, whatever wraps it."""

import io
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.folder.mail import MESSAGE_BYTES, NoMail, messages, read_mail
from cmwatch.intake.folder.quoting import own_html, own_words

AT = datetime(2026, 11, 26, 18, tzinfo=UTC)
HEAD = (
    b"From: =?utf-8?q?L=C3=A9a_R=2E?= <Lea@Example.org>\r\nSubject: =?iso-8859-1?B?Q29saXMgcGVyZHUg6A==?=\r\n"
    b"Date: Thu, 26 Nov 2026 10:00:00 +0100\r\nMessage-ID: <a1@example.org>\r\nIn-Reply-To: <a0@example.org>\r\n"
)


def text_of(message: bytes) -> str:
    return read_mail(message, AT)[0].text


def test_headers_are_decoded_and_become_the_fields() -> None:
    """Who, when, which, and in answer to what."""
    raw, payload = read_mail(HEAD + b"\r\nBonjour\r\n", AT)
    assert (raw.id, raw.author, raw.in_reply_to) == ("a1@example.org", "lea@example.org", "a0@example.org")
    assert raw.text == "Colis perdu è\n\nBonjour"
    assert datetime.fromisoformat(raw.created_at) == datetime(2026, 11, 26, 9, tzinfo=UTC)
    assert "Léa R." in payload


def test_plain_text_is_preferred_and_attachments_are_ignored() -> None:
    """Also text files that are attached."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.org", "S"
    mail.set_content("le texte à lire")
    mail.add_alternative("<p>le HTML</p>", subtype="html")
    mail.add_attachment(b"SECRET", maintype="application", subtype="pdf", filename="../../etc/passwd")
    mail.add_attachment("attached words", filename="note.txt")
    assert text_of(mail.as_bytes()) == "S\n\nle texte à lire"


def test_html_alone_becomes_text_without_script_style_and_the_quoted_message() -> None:
    """As a reader would see it."""
    html = (
        "<html><head><style>p {color: red}</style></head><body><p>Ma lampe<br>fume &amp; sent</p>"
        '<script>alert(1)</script><div class="gmail_quote">Le lundi, SAV a écrit :<blockquote>avant</blockquote>'
        "</div></body></html>"
    )
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail.set_content(html, subtype="html")
    assert text_of(mail.as_bytes()) == "Ma lampe\nfume & sent"
    assert own_html("<blockquote>all of it</blockquote>") == "<blockquote>all of it</blockquote>"


QUOTES = {
    "Gmail, English": "Mine.\n\nOn Mon, Nov 23, 2026 at 9:00 AM Care <care@x.org> wrote:\n> Theirs.\n",
    "Gmail, broken line": "Mine.\n\nOn Mon, Nov 23, 2026 at 9:00 AM Care Department\n<care@x.org> wrote:\n\n> Theirs.",
    "Gmail, French": "Mine.\n\nLe lun. 23 nov. 2026 à 09:00, SAV <sav@x.fr> a écrit :\n> Theirs.\n> Theirs.",
    "Apple, unquoted": "Mine.\n\nLe 23 nov. 2026 à 09:00, SAV <sav@x.fr> a écrit :\n\nTheirs.",
    "Outlook, English": "Mine.\n\n____________\nFrom: Care\nSent: Monday\nTo: Ana\nSubject: S\n\nTheirs",
    "Outlook, French": "Mine.\n\nDe : SAV\nEnvoyé : lundi 23\nÀ : Ana\nObjet : S\n\nTheirs.",
    "Outlook, old": "Mine.\n\n-----Original Message-----\nFrom: Care\n\nTheirs.",
    "French divider": "Mine.\n\n-------- Message d'origine --------\nDe : SAV\n\nTheirs.",
    "signature": "Mine.\n-- \nTheirs\n+33 1 23",
    "telephone": "Mine.\n\nEnvoyé de mon iPhone\n",
    "answers between": "> Theirs?\nMine.\n> Theirs.\n",
    "answer below": "On Monday 23 Nov, Care wrote:\n> Theirs.\n> Theirs.\n\nMine.\n",
}


@pytest.mark.parametrize("text", QUOTES.values(), ids=list(QUOTES))
def test_the_message_that_is_answered_is_cut_off(text: str) -> None:
    """However the mail program writes it."""
    assert own_words(text) == "Mine."


@pytest.mark.parametrize(
    "text",
    [
        "Le produit est cassé.\nVous a écrit ma sœur :\nrien",
        "On the other hand I wrote: nothing happens",
        "De : Paris\nà Lyon en train, sans billet",
        "- un\n- deux\n- trois",
        "> only quoted\n> words",
    ],
)
def test_what_only_looks_like_a_quote_stays(text: str) -> None:
    """A complaint must not lose its middle; and a text that is nothing but a quote is better than none."""
    assert own_words(text) == text


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"no header at all",
        b"Subject: \r\nFrom: a@b\r\n\r\n",
        HEAD.replace(b"Subject: =?iso-8859-1?B?Q29saXMgcGVyZHUg6A==?=\r\n", b"") + b"Content-Type: image/png\r\n\r\nx",
        b"From: a@b\r\n" + b"X: y\r\n" * 40_000 + b"\r\nhi",
        b"From: a@b\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n"
        + b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(500)),
    ],
    ids=["nothing", "no header", "no text", "an image", "an endless head", "nested 500 deep"],
)
def test_what_holds_no_message_is_refused_with_a_reason(message: bytes) -> None:
    """Never by another error."""
    with pytest.raises(NoMail):
        read_mail(message, AT)


@pytest.mark.parametrize(
    "more",
    [
        b"Content-Type: text/plain; charset=klingon\r\n\r\n",
        b"Content-Type: text/plain; charset=hex\r\n\r\n",
        b"Content-Type: text/plain; charset=unicode_escape\r\n\r\n",
        b"Content-Transfer-Encoding: sideways\r\n\r\n",
        b"Content-Type: multipart/mixed\r\n\r\n",
        b"Subject: =?utf-8?b?////x?=\r\n\r\n",
        b"Date: Thu, 99 Nov 99999 99:99:99 +9999\r\n\r\n",
        b"Content-Type: text/plain; " + b"; ".join(b"a*%d*=''%%00" % n for n in range(300)) + b"\r\n\r\n",
    ],
)
def test_broken_mime_is_read_as_well_as_can_be(more: bytes) -> None:
    """The words are there, so they are read."""
    assert "colis" in text_of(b"From: a@example.org\r\n" + more + b"mon colis\r\n")


def test_text_without_a_charset_is_read_in_the_one_it_looks_like() -> None:
    """UTF-8, else Windows-1252; raw bytes in headers too."""
    for encoding in ("utf-8", "cp1252"):
        message = "From: a@example.org\r\nSubject: Été\r\n\r\ndéçu €\r\n".encode(encoding)
        assert "déçu €" in text_of(message)
    assert text_of("From: a@example.org\nSubject: Été\n\nx".encode()) == "Été\n\nx"


@given(st.binary(max_size=600))
def test_no_bytes_make_it_fail_in_another_way(data: bytes) -> None:
    """Whatever is put into the folder."""
    for message in (data, b"From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + data):
        with suppress(NoMail):
            assert read_mail(message, AT)[0].text


def mbox(*bodies: bytes) -> bytes:
    return b"".join(b"From a@b Thu Nov 26 10:00:00 2026\nFrom: a@b\nSubject: n\n\n" + body + b"\n\n" for body in bodies)


def test_an_mbox_is_cut_into_its_messages_with_the_line_of_each() -> None:
    """A line that begins with From in a text is escaped, or stands after a line that is not blank."""
    data = mbox(b"one\n>From here", b"two\nFrom there", b"three")
    found = list(messages(io.BytesIO(data)))
    assert [number for number, _message in found] == [1, 8, 15]
    assert [text_of(message) for _number, message in found] == [
        "n\n\none\nFrom here", "n\n\ntwo\nFrom there", "n\n\nthree",
    ]  # fmt: skip


def test_of_an_endless_message_the_beginning_is_read_and_the_next_one_too() -> None:
    """An attachment of a gigabyte is not held."""
    found = list(messages(io.BytesIO(mbox(b"begins\n" + b"x" * (MESSAGE_BYTES + (1 << 20)), b"next"))))
    assert len(found[0][1]) <= MESSAGE_BYTES + (1 << 17)
    assert "begins" in text_of(found[0][1])
    assert text_of(found[1][1]) == "n\n\nnext"
