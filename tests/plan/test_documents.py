"""All formats of one plan: the same words, the same bytes each time, and nothing a seller typed can act."""

from __future__ import annotations

import html.parser
import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import mammoth
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.case import interview
from appeal_tool.case.model import Case, in_memory
from appeal_tool.plan import form
from appeal_tool.plan.blocks import Heading, ListBlock, Paragraph, Table, parse, plain
from appeal_tool.plan.build import build_plan
from appeal_tool.plan.document import FORMATS, convert, document
from appeal_tool.plan.escape import escape_markdown
from appeal_tool.plan.markdown import TemplateProblem, render
from appeal_tool.plan.safe import people_of, redact
from appeal_tool.plan.tree import Plan
from tests.plan.full_answers import full_case

TODAY = date(2026, 1, 15)
HOSTILE = [
    "**gras** _it_ `code` [lien](http://x) ![i](y) # titre",
    "<script>alert(1)</script> <b>x</b> &lt; &amp; <!-- c -->",
    "{{ 7*7 }} {% for x in y %} {# c #} {{ plan.__class__ }}",
    "a | b\n| c | d |\n|---|---|",
    "- un\n- deux\n1. trois\n> quatre\n=====\n-----",
    '#panic("x") #import "a" $x^2$ @ref \\ ~ #[y]',
    "\x1b[31mrouge\x1b]0;titre\x07 \u202eàrebours\u202c \x00",
    "=cmd|' /C calc'!A0",
    "1. premier",
    "&copy; &#169; \\* \\\\ \\`",
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return build_plan(full_case("cancellation", "fr"), today=TODAY)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def text_of(form_name: str, data: bytes, tmp_path: Path) -> str:
    """The words of a document as a reader of that format sees them."""
    if form_name == "html":
        return _HtmlText.of(data.decode())
    if form_name == "docx":
        return str(mammoth.extract_raw_text(io.BytesIO(data)).value)
    if form_name == "pdf":
        path = tmp_path / "plan.pdf"
        path.write_bytes(data)
        found = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
        pages = found.stdout.decode()
        return re.sub(
            r"\n\s*\d+\s*/\s*\d+\s*(?=\n|\f|$)", "\n", pages
        )  # the page numbers are not of the plan
    return data.decode()


class _HtmlText(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._skip = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._skip = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._skip = False
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.parts.append(data)

    @classmethod
    def of(cls, page: str) -> str:
        reader = cls()
        reader.feed(page)
        return "".join(reader.parts)


def blocks_text(markdown: str) -> str:
    def of(blocks: object) -> list[str]:
        found: list[str] = []
        for block in blocks:  # type: ignore[attr-defined]
            if isinstance(block, Heading | Paragraph):
                found.append(plain(block.runs))
            elif isinstance(block, ListBlock):
                for item in block.items:
                    found += of(item)
        return found

    return "\n".join(of(parse(markdown)))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("form_name", ["txt", "html", "docx", "pdf"])
def test_every_format_holds_the_same_words(form_name: str, lang: str, tmp_path: Path) -> None:
    if form_name == "pdf" and shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    plan = build_plan(full_case("inauthentic", lang), today=TODAY)
    wanted = words(blocks_text(render(plan, lang)))
    found = words(text_of(form_name, document(plan, lang, form_name), tmp_path))
    # The PDF breaks words at the line's end only where they have a hyphen, which is no word character.
    assert [word.casefold() for word in found] == [word.casefold() for word in wanted]


@pytest.mark.parametrize("form_name", FORMATS)
def test_the_same_plan_gives_the_same_bytes(form_name: str, plan: Plan) -> None:
    assert document(plan, "fr", form_name) == document(plan, "fr", form_name)


def hostile_case(text: str) -> Case:
    case = in_memory("fr")
    interview.take(case, "causes", ["cancellation"])
    for field in ("facts", "why_1", "how_known", "items"):
        interview.take(case, f"causes/cancellation/{field}", text)
    for field in ("what", "scope", "who", "proof", "result"):
        interview.take(case, f"causes/cancellation/corrective/1/{field}", text)
    interview.take(case, "causes/cancellation/corrective/1/done_on", "2025-03-04")
    for field in ("title", "file"):
        interview.take(case, f"exhibits/1/{field}", text)
    interview.take(case, "contact_name", text)
    return case


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_seller_types_is_only_ever_text(text: str, tmp_path: Path) -> None:
    plan = build_plan(hostile_case(text), today=TODAY)
    markdown = render(plan, "fr")
    calm = parse(render(build_plan(hostile_case("Rien de particulier"), today=TODAY), "fr"))
    assert [type(block) for block in parse(markdown)] == [type(block) for block in calm]
    assert not any(isinstance(block, Table) for block in parse(markdown))
    assert not any(
        run.bold or run.italic
        for block in parse(markdown)
        if isinstance(block, Paragraph)
        for run in block.runs
    )
    assert "49" not in markdown
    page = document(plan, "fr", "html").decode()
    assert "<script" not in page
    assert "<b>" not in page
    for form_name in ("md", "txt", "html"):
        shown = document(plan, "fr", form_name).decode()
        assert not [c for c in shown if (ord(c) < 0x20 and c not in "\n\t") or c in "\u202e\u202c\x7f"]
    for form_name in ("docx", "pdf"):
        assert document(plan, "fr", form_name)
    assert words(text_of("html", page.encode(), tmp_path)) == words(blocks_text(markdown))


def test_a_megabyte_is_printed_whole(tmp_path: Path) -> None:
    case = in_memory("fr")
    interview.take(case, "causes", ["cancellation"])
    interview.take(case, "causes/cancellation/facts", "mot " * 250_000)
    markdown = render(build_plan(case, today=TODAY), "fr")
    assert markdown.casefold().count("mot") == 250_000
    assert convert(markdown, "fr", "txt").decode().casefold().count("mot") == 250_000


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=60))
@settings(max_examples=150)
def test_escaped_text_reads_as_it_was_typed(text: str) -> None:
    said = " ".join(text.split())
    for before in ("", "Dit : "):
        blocks = parse(f"{before}{escape_markdown(said)}\n")
        shown = "".join(plain(block.runs) for block in blocks if isinstance(block, Paragraph))
        assert shown == f"{before}{said}".strip()


def test_the_word_document_is_structured(plan: Plan) -> None:
    data = document(plan, "fr", "docx")
    result = mammoth.convert_to_html(io.BytesIO(data))
    assert not [message for message in result.messages if message.type == "error"]
    assert result.value.count("<h1>") == 1
    assert "<h2>La cause</h2>" in result.value
    assert "<li>" in result.value
    styles = zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode()
    assert 'w:val="fr-FR"' in styles


def test_numbered_lists_of_the_word_document_start_again() -> None:
    data = convert("1. a\n2. b\n\ntexte\n\n1. c\n2. d\n\n| x | y |\n|---|---|\n| 1 | 2 |\n", "en", "docx")
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    ids = re.findall(r'<w:numId w:val="(\d+)"', body)
    assert ids[0] == ids[1] != ids[2] == ids[3]
    assert "<w:tblHeader/>" in body


def test_the_pdf_is_tagged_and_has_a_title_and_language(plan: Plan) -> None:
    data = document(plan, "fr", "pdf")
    assert b"/MarkInfo" in data
    assert b"/Lang" in data
    assert b"/StructTreeRoot" in data


def test_gaps_are_marked_in_html() -> None:
    case = in_memory("fr")
    interview.take(case, "causes", ["cancellation"])
    assert "<mark>⟨à compléter" in document(build_plan(case, today=TODAY), "fr", "html").decode()


def test_the_form_is_split_with_its_counts(plan: Plan) -> None:
    parts = form.fields(plan, "fr", limit=300)
    assert [part.part for part in parts] == ["cause", "done", "prevented"]
    assert all(part.characters == len(part.text) for part in parts)
    assert parts[0].over == max(0, len(parts[0].text) - 300)
    assert "##" not in "".join(part.text for part in parts)
    assert form.fields(plan, "fr")[0].over == 0
    whole = words(blocks_text(render(plan, "fr")))
    for part in parts:
        assert set(words(part.text)) <= set(whole)


def test_a_safe_copy_names_nobody(plan: Plan) -> None:
    text = (
        "Camille Roux a remboursé 403-1234567-7654321 et 403-1234567-7654321, puis 404-7654321-1234567. "
        "Écrire à camille@exemple.fr ou au 06 39 98 12 40, 12 rue des Lilas, 44000 Nantes. Camille suit. Lampes du Quai."
    )
    safe = redact(text, "fr", people_of(plan), ["Lampes du Quai"])
    for secret in ("Camille", "Roux", "403-", "404-", "@", "39 98", "Lilas", "Nantes", "Quai"):
        assert secret not in safe
    assert safe.count("⟦commande 1⟧") == 2
    assert safe.count("⟦commande 2⟧") == 1
    assert safe.count("⟦personne 1⟧") == 2
    shown = redact(render(plan, "fr"), "fr", people_of(plan), ["Lampes du Quai"])
    assert "Camille" not in shown
    assert "Idriss" not in shown


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("# Titre\n\n{{ nothing_of_the_kind }}\n", 3),
        ("# Titre\n{% if %}\n", 2),
        ("{{ plan.causes[99].id }}", 1),
    ],
)
def test_a_template_that_fails_says_where(tmp_path: Path, plan: Plan, template: str, line: int) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "plan.md").write_text(template, encoding="utf-8")
    with pytest.raises(TemplateProblem) as found:
        render(plan, "fr", templates=tmp_path)
    assert found.value.path.endswith("plan.md")
    assert found.value.line == line


@pytest.mark.parametrize(
    "template",
    [
        "{{ plan.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ plan.causes.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_a_template_reaches_nothing_but_the_plan(tmp_path: Path, plan: Plan, template: str) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "plan.md").write_text(template, encoding="utf-8")
    with pytest.raises(TemplateProblem):
        render(plan, "fr", templates=tmp_path)


def test_a_users_template_comes_before_ours(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "plan.md").write_text(
        '{% import "sentences.md" as say with context %}\nMon modèle : {{ say.signature(plan.contact)|trim }}\n',
        encoding="utf-8",
    )
    assert render(plan, "fr", templates=tmp_path) == "Mon modèle\u00a0: Idriss Benali, Lampes du Quai\n"


def test_html_opens_in_a_browser(tmp_path: Path, plan: Plan) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium")
    path = tmp_path / "plan.html"
    path.write_bytes(document(plan, "fr", "html"))
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", f"file://{path}"]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "Ce que nous avons fait" in found.stdout
