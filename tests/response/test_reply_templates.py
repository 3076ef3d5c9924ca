"""The shelf: forty twins, what they ask for, what comes of them, and a user's own."""

import re
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from cmwatch.errors import UsageError
from cmwatch.model import Item
from cmwatch.model.case import Case
from cmwatch.response.casebook import CaseBook
from cmwatch.response.replies import reply, text_hash, used
from cmwatch.response.templates import Shelf, Situation, fill, slots_from
from cmwatch.response.templates.template import Block, Slot, Template

SHELF = Shelf.load()
FILES = sorted(Path(__file__).parents[2].glob("cmwatch/response/templates/*/t*.toml"))

OWN = """
id = "T3"
lang = "fr"
category = "T3"
version = 4
name = "Attente maison"
posture = "inform"
reviewed = 2026-01-05
[[block]]
name = "seul"
required = true
wordings = ["Bonjour {author}, on arrive à {heure}.", "Nous arrivons à {heure}."]
"""


def _every_slot(template: Template) -> dict[str, str]:
    return {name: name.upper() for b in template.blocks for i in range(len(b.wordings)) for name in b.slots(i)}


def test_the_twenty_categories_are_there_in_both_languages() -> None:
    """And every file is read."""
    assert {t.key for t in SHELF.all()} == {f"{lang}/T{n}" for lang in ("fr", "en") for n in range(1, 21)}
    assert SHELF.problems == ()
    assert len(FILES) == 40


@pytest.mark.parametrize("template", [t for t in SHELF.all() if t.lang == "fr"], ids=lambda t: t.id)
def test_twins_have_the_same_bones(template: Template) -> None:
    """Blocks in the same order, the same slots, the same posture, the same caution."""
    twin = SHELF.twin(template)
    assert twin is not None

    def bones(t: Template) -> object:
        return (
            t.version, t.category, t.posture, t.audience, t.max_severity, t.fits,
            [(b.name, b.required, len(b.wordings)) for b in t.blocks], _every_slot(t),
        )  # fmt: skip

    assert bones(twin) == bones(template)
    assert twin.name != template.name


@pytest.mark.parametrize("template", SHELF.all(), ids=lambda t: t.key)
def test_a_template_is_complete(template: Template) -> None:
    """Two to four unlike wordings a block, a question for each slot, something that is required."""
    assert any(block.required for block in template.blocks)
    for block in template.blocks:
        assert 2 <= len(block.wordings) <= 4
        assert len(set(block.wordings)) == len(block.wordings)
    for name in _every_slot(template):
        assert template.slot(name).ask != name, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_typography_is_right(path: Path) -> None:
    """Curly apostrophes; in French a no-break space before two-part signs and inside guillemets, and never tu."""
    text = path.read_text(encoding="utf-8")
    said = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    for line in said:
        assert "'" not in line, line
        if path.parent.name == "fr":
            assert not re.search(r"(?<![\u00a0\u202f ])[;?!»](?!\w)|[ ][;:?!»]|« ", line), line
            assert not re.search(r"\b(?:tu|toi|ton|tes|te)\b", line.casefold()), line


@pytest.mark.parametrize("key", ["fr/T6", "en/T6"])
def test_an_apology_has_no_but_and_no_if(key: str) -> None:
    """Nor anywhere a request for data in public."""
    said = " ".join(w for b in SHELF.get(key).blocks for w in b.wordings).casefold()
    assert not re.search(r"\b(?:mais|si|but|if|anyone|however)\b", said)


@pytest.mark.parametrize("template", SHELF.all(), ids=lambda t: t.key)
def test_every_number_of_a_wording_makes_another_text(template: Template) -> None:
    """All of them are different, and neighbours differ in every block that has a choice."""
    chosen = [template.chosen(number) for number in range(template.wordings)]
    assert len(set(chosen)) == template.wordings
    assert template.chosen(template.wordings) == template.chosen(0)
    for now, then in pairwise(chosen):
        assert now[0] != then[0]


@pytest.mark.parametrize("key", ["fr/T1", "en/T1", "fr/T2", "en/T2", "fr/T17", "en/T17", "fr/T10", "en/T10"])
def test_short_replies_fit_the_shortest_network_in_every_wording(key: str) -> None:
    """With slots of an ordinary length."""
    template = SHELF.get(key)
    slots = dict.fromkeys(_every_slot(template), "votre commande d'hier")
    for number in range(template.wordings):
        assert fill(template, number, slots, "x").fits


@pytest.mark.parametrize("template", SHELF.all(), ids=lambda t: t.key)
def test_filled_texts_read_well(template: Template) -> None:
    """No slot left, no double sign, no double space, a capital at the start of each sentence."""
    for number in range(min(template.wordings, 50)):
        made = fill(template, number, _every_slot(template), "email")
        assert made.missing == made.optional == made.left_out == ()
        assert not re.search(r"[{}]|  |\.\.|,\.|\s\.", made.text), made.text
        assert not re.search(r"[.!?][ \n]+[a-zàâéèêîôû]", made.text), made.text


def test_missing_slots_are_named_and_shown() -> None:
    """Required ones stay in the text as `{slot}`; blocks that may be absent are left out."""
    made = fill(SHELF.get("fr/T1"), 0, {"author": "@lea", "subject": "la panne"}, "mastodon")
    assert made.missing == ("when", "signature")
    assert made.optional == ("team",)
    assert made.left_out == ("next",)
    assert "{when}" in made.text
    assert "@lea" in made.text


def test_a_fallback_stands_in_for_an_unknown_author() -> None:
    """« Bonjour à vous », rather than a hole."""
    made = fill(SHELF.get("fr/T1"), 0, {}, "trustpilot")
    assert made.text.startswith("Bonjour à vous,")
    assert "author" not in made.missing


def test_optional_blocks_go_before_the_text_is_too_long() -> None:
    """The last ones first; the required ones never."""
    template = SHELF.get("fr/T3")
    slots = dict.fromkeys(_every_slot(template), "une phrase d'une longueur moyenne ici")
    whole, short = fill(template, 0, slots, "mastodon"), fill(template, 0, slots, "x")
    assert whole.left_out == ()
    assert short.left_out == ("do_now", "contact")


@pytest.mark.parametrize(
    "value", ["{signature}", "{0.__class__}", "%s", "{{author}}", "\x1b]52;c;QQ==\x07a", "\u202eab"]
)
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    """What a mention says is put in as it is, made safe."""
    made = fill(SHELF.get("fr/T1"), 0, {"author": value, "subject": "x", "when": "y", "signature": "SIG"}, "email")
    assert made.text.count("SIG") == 1
    assert not {"\x1b", "\u202e", "\x07"} & set(made.text)


def test_a_value_that_ends_its_sentence_takes_the_full_stop_away() -> None:
    """« Bientôt !. » is nobody's French."""
    made = fill(SHELF.get("fr/T8"), 0, {"changed": "tout remarche !", "next_update": "20 h"}, "x")
    assert "!." not in made.text


def test_slots_come_from_the_mention(mention: Callable[..., Item]) -> None:
    """Handles where there are handles, local time, and who signs for whom."""
    slots = slots_from(mention(url="https://example.org/1"), "Lumen", "Europe/Paris", "fr", "Ana")
    assert slots == {
        "author": "@lea_r", "brand": "Lumen", "network": "mastodon", "time": "01 h 57", "date": "22/11/2026",
        "link": "https://example.org/1", "signature": "Ana, équipe Lumen",
    }  # fmt: skip
    review = slots_from(mention(source="trustpilot", author="Léa R."), "Lumen", "Europe/Paris", "en", "Ana")
    assert (review["author"], review["time"], review["signature"]) == ("Léa R.", "01:57", "Ana, Lumen team")
    assert "author" not in slots_from(mention(author=""), "Lumen", "UTC", "fr")


RANKED = [
    ("La lampe est en panne, une honte !", {}, 2, {"fr/T3", "fr/T8"}),
    ("Merci pour cette lampe magnifique", {"tone": "positive"}, None, {"fr/T17"}),
    ("La lampe a brûlé la main de mon fils", {}, 2, {"fr/T4"}),
    ("Il paraît que la lampe est un fake", {"tone": "neutral"}, None, {"fr/T5"}),
    ("Ma livraison n'est pas arrivée, vous répondez quand ?", {"question": True}, None, {"fr/T1"}),
    ("You charged me twice, I want a refund", {"lang": "en"}, None, {"en/T1", "en/T2", "en/T7"}),
    ("Bande de connards", {}, None, {"fr/T11"}),
    ("¿Dónde está mi lámpara?", {"lang": "es", "question": True, "tone": "unsure"}, None, {"en/T1"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "more", "severity", "first"), RANKED, ids=[row[0] for row in RANKED])
def test_the_fitting_template_comes_first_and_says_why(
    mention: Callable[..., Item], text: str, more: dict[str, object], severity: int | None, first: set[str]
) -> None:
    """Language, what it is about, the network's length."""
    ranked = SHELF.rank(Situation(mention(text, **more), severity))  # type: ignore[arg-type]
    assert ranked[0].template.key in first, [(r.score, r.template.key, r.reasons) for r in ranked[:5]]
    assert "fits 500" in ranked[0].reasons
    assert any(reason in ("French", "English") for reason in ranked[0].reasons)


def test_internal_texts_are_never_offered_to_the_public(mention: Callable[..., Item]) -> None:
    """T13 to T16, T18, and the press line."""
    offered = {found.template.id for found in SHELF.rank(Situation(mention()))}
    assert offered == {f"T{n}" for n in (*range(1, 12), 17, 19, 20)}


def test_the_posture_asked_for_weighs(mention: Callable[..., Item]) -> None:
    """« S'excuser » puts the apology first."""
    ranked = SHELF.rank(Situation(mention("Vous m'avez menti"), posture="apologise"))
    assert ranked[0].template.key == "fr/T6"
    assert "needs an approver" in ranked[0].reasons


def test_wordings_take_turns(book: CaseBook, case: Case, at: datetime, mention: Callable[..., Item]) -> None:
    """What was said in this case is not said again until everything was."""
    item, said = mention("Merci, superbe", tone="positive"), set()
    slots = {"specific": "la lumière est douce"}
    total = SHELF.get("fr/T17").wordings
    for _turn in range(total):
        place = SHELF.rank(Situation(item, used=used(book.load(case.id))))[0]
        made = fill(place.template, place.wording, slots, "mastodon")
        book.append(case.id, reply(made.text, "mastodon", filled=made, answers="mastodon:111"), "Ana", at)
        said.add(made.text)
    assert len(said) == total
    again = SHELF.rank(Situation(item, used=used(book.load(case.id))))[0]
    assert again.wording == 0


def test_a_reply_keeps_its_template_its_wording_and_the_hash_of_its_text(
    book: CaseBook, case: Case, at: datetime
) -> None:
    """So that a later reader can tell what was changed by hand."""
    made = fill(SHELF.get("fr/T17"), 3, {}, "x")
    entry = book.append(case.id, reply(made.text + " !\x1b[2J", "x", filled=made, answers="x:1"), "Ana", at)
    assert (entry.kind, entry.hat) == ("reply", "voice")
    assert entry.comms is not None
    assert (entry.comms.template, entry.comms.wording, entry.comms.answers) == ("fr/T17@1", 3, "x:1")
    assert entry.comms.text_hash == text_hash(entry.text)


@pytest.mark.parametrize(
    ("key", "answers", "kind"),
    [("fr/T3", None, "comms_external"), ("fr/T12", None, "comms_external"), ("fr/T13", None, "comms_internal"),
     ("fr/T16", None, "comms_external"), ("fr/T18", "x:1", "hold"), ("fr/T1", "x:1", "reply")],
)  # fmt: skip
def test_the_kind_of_entry_follows_the_audience(key: str, answers: str | None, kind: str) -> None:
    """An internal message is no reply."""
    made = fill(SHELF.get(key), 0, {}, "x")
    assert reply(made.text, "x", filled=made, answers=answers).kind == kind


def test_a_file_of_the_user_comes_before_ours(tmp_path: Path) -> None:
    """The same id and language overrides, another id adds; both are told from ours."""
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "attente.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "maison.toml").write_text(OWN.replace('"T3"', '"M1"', 1), encoding="utf-8")
    shelf = Shelf.load(tmp_path)
    mine = shelf.get("fr/T3")
    assert (mine.name, mine.ref, mine.origin) == ("Attente maison", "fr/T3@4", str(tmp_path / "fr" / "attente.toml"))
    assert mine.slot("heure") == Slot("heure", "heure")
    assert mine.slot("author").fallback == "à vous"
    assert shelf.get("en/T3").origin == ""
    assert shelf.twin(shelf.get("fr/M1")) is None
    assert len(shelf.all()) == 41


BAD = [
    ('name = "Attente maison"', "name = 3", "name"),
    ('name = "Attente maison"', "", "name"),
    ('posture = "inform"', 'posture = "shout"', "posture"),
    ('posture = "inform"', 'postur = "inform"\nposture = "inform"', "postur"),
    ("required = true", "require = true", "block[0].require"),
    ("{heure}.", "{heure.", "block[0].wordings[0]"),
    ("{heure}.", "{0}.", "block[0].wordings[0]"),
    ('wordings = ["', 'words = ["', "block[0].words"),
    ('id = "T3"', 'id = "../x"', "id"),
    ("reviewed = 2026-01-05", 'reviewed = "hier"', "reviewed"),
    ("[[block]]", "[[block", ""),
]


@pytest.mark.parametrize(("good", "bad", "key"), BAD, ids=[row[2] or "toml" for row in BAD])
def test_a_bad_file_is_named_with_its_key_and_the_others_are_read(
    tmp_path: Path, good: str, bad: str, key: str
) -> None:
    """File, key, what is wrong, what to do."""
    (tmp_path / "bad.toml").write_text(OWN.replace(good, bad, 1), encoding="utf-8")
    (tmp_path / "good.toml").write_text(OWN.replace('"T3"', '"M1"', 1), encoding="utf-8")
    shelf = Shelf.load(tmp_path)
    (problem,) = shelf.problems
    assert (problem.file, problem.key) == (str(tmp_path / "bad.toml"), key)
    assert problem.reason
    assert problem.remedy
    assert shelf.get("fr/M1").version == 4
    assert shelf.get("fr/T3").version == 1


def test_an_unknown_key_suggests_the_nearest(tmp_path: Path) -> None:
    """`postur` is `posture`."""
    (tmp_path / "x.toml").write_text(OWN.replace("posture", "postur"), encoding="utf-8")
    assert "'posture'" in Shelf.load(tmp_path).problems[0].remedy


def test_a_template_is_found_by_its_names() -> None:
    """`fr/T3`, `T3` in a language, `fr/T3@1`; anything else is an error with a remedy."""
    assert SHELF.get("t3", "en").key == "en/T3"
    assert SHELF.get("fr/T3@1").key == "fr/T3"
    with pytest.raises(UsageError):
        SHELF.get("T99")


def test_a_level_decides_who_must_approve() -> None:
    """Thanks may go out in a crisis; an apology never without a second pair of eyes."""
    assert not SHELF.get("fr/T1").needs_approver(2)
    assert SHELF.get("fr/T1").needs_approver(1)
    assert SHELF.get("fr/T6").needs_approver(4)
    assert not SHELF.get("fr/T3").needs_approver(None)


def test_a_block_of_one_wording_is_allowed_to_a_user() -> None:
    """Variety is ours to provide, not theirs to be forced into."""
    block = Block("x", required=True, wordings=("Bonjour",))
    assert block.slots(0) == ()
