"""Merging, levels, suppressions, settings, bad input."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.lint.config import Config, ConfigError, find_config, read_config
from appeal_tool.lint.engine import decode, lint_bytes, lint_files, lint_text
from appeal_tool.lint.options import LintOptions
from tests.lint.pace import assert_linear

FAST = LintOptions(use_model=False)
GOOD_FR = """# Plan d’action : annulations

## Cause

Notre fichier de stock n’était envoyé que le lundi, à la main, si bien que des articles vendus au comptoir restaient en ligne : 21 commandes sur 73 ont été annulées entre le 18 et le 25 septembre.

## Ce que nous avons fait

- 26 septembre : Solène, la gérante, a mis à zéro les 14 références épuisées (export joint, pièce 1).
- 27 septembre : Solène a remboursé les 21 acheteurs et leur a écrit par la messagerie (pièce 2).

## Ce qui est en place

- Depuis le 28 septembre, la caisse envoie le stock toutes les 15 minutes ; Rosa lit le journal des échecs chaque soir : 2 échecs sur 1 340 envois, corrigés le jour même (pièce 3).
- Chaque lundi depuis le 1er octobre, Rosa recompte quarante références : 39 sur 40 étaient justes au dernier contrôle (feuille en pièce 4).

Merci de votre lecture.
"""
GOOD_EN = """# Plan of action: cancellations

## Root cause

Our stock file went up on Mondays only, by hand, so that items sold over the counter stayed online: 21 of 73 orders were cancelled between 18 and 25 September.

## What we have done

- 26 September: Solène, the manager, set the 14 sold-out articles to zero (export attached, exhibit 1).
- 27 September: Solène refunded the 21 buyers and wrote to them through the message centre (exhibit 2).

## What stands since

- Since 28 September the till has sent the stock every 15 minutes; Rosa reads the log of failures every evening: 2 of 1,340 failed and were put right the same day (exhibit 3).
- Every Monday since 1 October Rosa counts forty articles again: 39 of 40 were right at the last check (sheet, exhibit 4).

Thank you for reading this plan.
"""


def rules(text: str, options: LintOptions = FAST) -> set[str]:
    return {finding.rule for finding in lint_text(text, options=options).findings}


@pytest.mark.parametrize("text", [GOOD_FR, GOOD_EN])
@pytest.mark.parametrize("use_model", [False, True])
def test_a_good_plan_is_ready_and_quiet(text: str, use_model: bool) -> None:
    report = lint_text(text, options=LintOptions(use_model=use_model))
    assert report.ready
    assert [f for f in report.findings if f.level != "suggestion"] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_refused_contestation(lang: str) -> None:
    text = (
        Path(__file__)
        .parents[2]
        .joinpath("examples", "refused", f"refused-{lang}.md")
        .read_text(encoding="utf-8")
    )
    report = lint_text(text)
    assert not report.ready
    found = {finding.rule for finding in report.findings}
    assert {"vague-measure", "unknown-cause", "self-praise", "empty-assurance", "missing-root-cause"} <= found


def test_a_comment_waives_one_rule_in_the_next_block() -> None:
    text = "<!-- appeal-tool: allow too-short the form takes 300 characters -->\n\nHello.\n"
    assert "too-short" not in rules(text)
    assert "missing-root-cause" in rules(text)
    assert lint_text(text, options=FAST).notes == ()


@pytest.mark.parametrize(
    ("comment", "note"),
    [
        ("<!-- appeal-tool: allow too-short -->", "gives no reason"),
        ("<!-- appeal-tool: allow too-shrot because -->", "did you mean 'too-short'"),
        ("<!-- appeal-tool: allow too-long it is short -->", "is not used"),
    ],
)
def test_a_comment_that_does_not_count_is_told(comment: str, note: str) -> None:
    report = lint_text(f"{comment}\n\nHello.\n", options=FAST)
    assert note in report.notes[0]
    assert "too-short" in {finding.rule for finding in report.findings}


def settings_file(folder: Path, content: str, name: str = "appeal-tool.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_settings_are_found_walking_up(tmp_path: Path) -> None:
    settings_file(tmp_path, '[levels]\ntoo-short = "off"\n[limits]\ntoo-long = 5\n')
    (tmp_path / "a" / "b").mkdir(parents=True)
    config = find_config(tmp_path / "a" / "b")
    found = rules("one two three four five six", LintOptions(use_model=False, config=config))
    assert "too-short" not in found
    assert "too-long" in found


def test_settings_in_a_pyproject(tmp_path: Path) -> None:
    settings_file(tmp_path, "[tool.appeal-tool.limits]\ntoo-short = 3\n", "pyproject.toml")
    assert find_config(tmp_path).too_short == 3


def test_per_file_settings(tmp_path: Path) -> None:
    config = read_config(settings_file(tmp_path, '[per-file]\n"drafts/*.md" = ["too-short"]\n'))
    options = LintOptions(use_model=False, config=config)
    for name, expected in (("drafts/a.md", False), ("sent/a.md", True)):
        report = lint_text("Hello.", path=str(tmp_path / name), options=options)
        assert ("too-short" in {finding.rule for finding in report.findings}) is expected


@pytest.mark.parametrize(
    ("content", "key", "code", "near"),
    [
        ("levles = {}", "levles", "config-unknown-near", "levels"),
        ('[levels]\nvague-mesure = "error"', "levels.vague-mesure", "config-unknown-near", "vague-measure"),
        ('[levels]\nvague-measure = "eror"', "levels.vague-measure", "config-unknown-near", "error"),
        ("[limits]\ntoo-long = 'many'", "limits.too-long", "config-number", None),
        ('rules = "nowhere"', "rules", "config-folder", None),
        ("[[", "", "config-unreadable", None),
        ("levels = 3", "levels", "config-table", None),
        ('[per-file]\n"*" = "too-short"', "per-file.*", "config-list", None),
    ],
)
def test_bad_settings_name_file_key_and_nearest(
    tmp_path: Path, content: str, key: str, code: str, near: str | None
) -> None:
    path = settings_file(tmp_path, content)
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert (caught.value.path, caught.value.key, caught.value.code) == (path, key, code)
    assert caught.value.params.get("near") == near


def test_one_broken_file_hides_no_other(tmp_path: Path) -> None:
    good = tmp_path / "good.md"
    good.write_text(GOOD_EN, encoding="utf-8")
    (tmp_path / "binary.md").write_bytes(bytes(range(32)) * 40)
    (tmp_path / "empty.md").write_bytes(b" \n")
    names = [str(tmp_path / name) for name in ("missing.md", "binary.md", "good.md", "empty.md", "")]
    outcomes = lint_files(names, FAST)
    assert [(report is not None, code) for _, report, code in outcomes] == [
        (False, "file-missing"),
        (False, "file-binary"),
        (True, ""),
        (False, "file-empty"),
        (False, "file-folder"),
    ]


def test_many_big_files_give_what_each_gives_alone(tmp_path: Path) -> None:
    paths = []
    for number in range(4):
        path = tmp_path / f"{number}.md"
        path.write_text(GOOD_EN * 110, encoding="utf-8")
        paths.append(str(path))
    together = lint_files(paths, FAST)
    assert [path for path, _, _ in together] == paths
    alone = lint_files(paths[:1], FAST)[0][1]
    assert alone is not None
    assert together[0][1] == alone


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert decode("Nous avons vérifié à l’œil".encode(encoding)) == "Nous avons vérifié à l’œil"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_linted(data: bytes) -> None:
    text = decode(data)
    for finding in lint_bytes(data, path="x", options=FAST).findings:
        assert finding.excerpt == text[finding.offset : finding.end_offset]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Nous avons mis en place un processus rigoureux. ",
                "We promise it. ",
                "\n- ",
                "## Cause\n\n",
                "> ",
                "[insert name] ",
                "a@b.example ",
                "12,5 % ",
                "\n\n",
                "« ",
                " » ",
                "é",
                "é",
                "\x00",
                "<!-- appeal-tool: allow too-short x -->",
                "**",
                "| a | b |\n",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_findings_keep_exact_places(text: str) -> None:
    for finding in lint_text(text, options=FAST).findings:
        assert finding.excerpt == text[finding.offset : finding.end_offset]
        lines = text.split("\n")
        assert lines[finding.line - 1][finding.column - 1 :].startswith(finding.excerpt.split("\n")[0][:5])


def test_time_grows_linearly_through_all_layers() -> None:
    for piece in (GOOD_EN, "nous avons mis en place ", "we will try to ", "[insert ", "a@", "12 34 "):
        times = max(1, 15_000 // len(piece))
        assert_linear(
            lambda text: lint_text(text, options=FAST), piece * times, piece * times * 8, name=piece[:30]
        )


def test_a_megabyte() -> None:
    report = lint_text(
        "Rosa counted the stock again on 3 May and corrected 31 quantities.\n\n" * 15_000, options=FAST
    )
    assert "too-long" in {finding.rule for finding in report.findings}


def test_levels_of_settings_never_raise_a_suggestion() -> None:
    config = Config(levels={"weak-commitment": "error", "too-short": "suggestion"})
    report = lint_text("We hope to improve.", options=LintOptions(use_model=False, config=config))
    assert {f.level for f in report.findings if f.rule == "too-short"} == {"suggestion"}
