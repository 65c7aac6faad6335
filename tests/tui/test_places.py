from __future__ import annotations

from pathlib import Path

from appeal_tool.tui.keymap import KEYS, load_keymap
from appeal_tool.tui.places import RECENT_LIMIT, Places


def test_recent_cases_are_newest_first_without_doubles(places: Places, tmp_path: Path) -> None:
    folders = [tmp_path / f"case-{number}" for number in range(RECENT_LIMIT + 3)]
    for folder in folders:
        folder.mkdir()
        places.remember(folder, "tasks")
    places.remember(folders[5], "question", "causes/cancellation/facts")
    found = places.recent()
    assert found[0] == {
        "folder": str(folders[5]),
        "screen": "question",
        "detail": "causes/cancellation/facts",
    }
    assert len(found) == RECENT_LIMIT
    assert len({entry["folder"] for entry in found}) == RECENT_LIMIT


def test_a_case_that_is_gone_is_not_offered(places: Places, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    places.remember(folder, "tasks")
    folder.rmdir()
    assert places.recent() == []


def test_damaged_files_of_our_own_are_no_obstacle(places: Places) -> None:
    for folder, name in (
        (places.config, "settings.json"),
        (places.state, "recent.json"),
        (places.state, "draft-lint.json"),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b'{"half": ')
    assert (places.settings(), places.recent(), places.draft("lint")) == ({}, [], "")


def test_settings_and_drafts_come_back(places: Places) -> None:
    places.save_settings(lang="fr")
    places.save_settings(theme="light")
    places.save_draft("lint", "« Bonjour »\n[/x]")
    again = Places(places.config, places.state, places.cases)
    assert again.settings() == {"lang": "fr", "theme": "light"}
    assert again.draft("lint") == "« Bonjour »\n[/x]"
    again.save_draft("lint", "")
    assert again.draft("lint") == ""


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    places = Places(file / "config", file / "state", file / "cases")
    places.save_settings(lang="fr")
    places.save_draft("lint", "text")
    assert (places.settings(), places.draft("lint")) == ({}, "")


def test_own_keys_hold_beside_wrong_ones(tmp_path: Path) -> None:
    path = tmp_path / "keymap.json"
    path.write_text('{"continue": "f10", "contineu": "f11", "help": 3, "zzz": "f12"}')
    keys, errors = load_keymap(path)
    assert keys == {"continue": "f10"}
    assert [(error.code, error.params.get("near")) for error in errors] == [
        ("keymap.unknown-near", "continue"),
        ("keymap.bad-key", None),
        ("keymap.unknown", ""),
    ]


def test_a_keymap_that_is_no_json_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "keymap.json"
    path.write_text("continue = f10")
    assert [error.code for error in load_keymap(path)[1]] == ["keymap.unreadable"]
    assert load_keymap(tmp_path / "missing.json") == ({}, [])


def test_no_two_actions_share_a_key() -> None:
    assert len(set(KEYS.values())) == len(KEYS)
