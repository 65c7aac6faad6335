"""The case folder: nothing that was answered is lost, whatever happens to the process or the disk."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from appeal_tool.case import files, interview, journal, store, submissions, upgrades
from appeal_tool.case.model import CaseError, SetLanguage

KILLS = int(os.environ.get("APPEAL_TOOL_KILLS", "12"))
"""How many processes are killed while they type; the full count of 200 was run by hand."""

TYPIST = """
import sys
from appeal_tool.case import interview, store
case = store.open_case(sys.argv[1])
n = 0
while True:
    n += 1
    interview.take(case, "contact_shop", f"Boutique {n}")
    print(n, flush=True)
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_text("Taux d'annulation 3 %\n", encoding="utf-8")
    return file


def test_a_new_case_keeps_its_files_as_received(tmp_path: Path, page: Path) -> None:
    with store.create(tmp_path / "c", [page]) as case:
        copy = case.state.inputs[0]
    assert (tmp_path / "c" / "inputs" / "page.txt").read_bytes() == page.read_bytes()
    assert copy.sha256 == files.sha256(page.read_bytes())
    assert not store.changed_inputs(case)
    (tmp_path / "c" / "inputs" / "page.txt").write_text("other")
    assert [problem.code for problem in store.changed_inputs(case)] == ["input-changed"]


def test_two_files_of_one_name_are_both_kept(tmp_path: Path, page: Path) -> None:
    other = tmp_path / "b" / "page.txt"
    other.parent.mkdir()
    other.write_text("other")
    with store.create(tmp_path / "c", [page, other]) as case:
        assert [item.name for item in case.state.inputs] == ["page.txt", "page-2.txt"]


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_only_the_seller_can_read_it(tmp_path: Path, page: Path) -> None:
    with store.create(tmp_path / "c", [page]) as case:
        interview.take(case, "contact_shop", "Boutique")
    for path in (tmp_path / "c").rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE((tmp_path / "c").stat().st_mode) == 0o700


def test_answers_come_back_without_a_proper_end(tmp_path: Path) -> None:
    case = store.create(tmp_path / "c")
    interview.take(case, "contact_shop", "Boutique du Port")
    # No close: as after a crash. The snapshot does not know the answer, the journal does.
    assert "Boutique" not in (tmp_path / "c" / "case.json").read_text(encoding="utf-8")
    again = store.open_case(tmp_path / "c", write=False)
    assert again.answers["contact_shop"].value == "Boutique du Port"
    assert again.read_only == "opened-read-only"


def test_the_second_opener_reads_only(tmp_path: Path) -> None:
    with store.create(tmp_path / "c"):
        second = store.open_case(tmp_path / "c")
        assert second.read_only == "open-elsewhere"
        assert second.read_only_params["pid"] == os.getpid()
        with pytest.raises(CaseError, match="open-elsewhere"):
            interview.take(second, "contact_shop", "x")
    third = store.open_case(tmp_path / "c")
    assert third.read_only is None
    third.close()
    third.close()


def test_a_journal_cut_in_the_middle_loses_only_the_cut_line(tmp_path: Path) -> None:
    with store.create(tmp_path / "c") as case:
        for number in range(3):
            interview.take(case, "contact_shop", f"Boutique {number}")
    path = tmp_path / "c" / "journal.jsonl"
    (tmp_path / "c" / "case.json").write_text(
        json.dumps({"schema": 1, "created": "2026-01-01T00:00:00Z"}), encoding="utf-8"
    )
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    with store.open_case(tmp_path / "c") as again:
        assert again.answers["contact_shop"].value == "Boutique 1"
        assert [problem.code for problem in again.problems] == ["journal-line"]
        interview.take(again, "contact_role", "gérant")
    last = store.open_case(tmp_path / "c", write=False)
    assert last.answers["contact_role"].value == "gérant"
    assert last.answers["contact_shop"].value == "Boutique 1"


def test_a_full_disk_is_said_and_the_answer_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = store.create(tmp_path / "c")
    interview.take(case, "contact_shop", "avant")
    size = (tmp_path / "c" / "journal.jsonl").stat().st_size
    real = os.write

    def full(handle: int, data: bytes) -> int:
        real(handle, bytes(data)[:7])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal.os, "write", full)
    with pytest.raises(CaseError, match="disk-full"):
        interview.take(case, "contact_role", "gérant")
    monkeypatch.setattr(journal.os, "write", real)
    assert (tmp_path / "c" / "journal.jsonl").stat().st_size == size
    assert case.answers["contact_role"].value == "gérant"
    interview.take(case, "contact_name", "Camille Roux")
    again = store.open_case(tmp_path / "c", write=False)
    assert again.answers["contact_role"].value == "gérant"
    assert again.answers["contact_name"].value == "Camille Roux"
    case.close()


def test_a_folder_that_cannot_be_written_opens_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(tmp_path / "c").close()

    def refuse(*_: object) -> bool:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(store.Lock, "take", refuse)
    assert store.open_case(tmp_path / "c").read_only == "not-writable"


def test_a_newer_case_is_read_and_left_alone(tmp_path: Path) -> None:
    with store.create(tmp_path / "c") as case:
        interview.take(case, "contact_shop", "Boutique")
    path = tmp_path / "c" / "case.json"
    data = {**json.loads(path.read_text(encoding="utf-8")), "schema": 99, "unheard_of": [1]}
    path.write_text(json.dumps(data), encoding="utf-8")
    before = path.read_bytes()
    newer = store.open_case(tmp_path / "c")
    assert newer.read_only == "newer-schema"
    assert newer.answers["contact_shop"].value == "Boutique"
    newer.close()
    assert path.read_bytes() == before


def test_an_older_case_is_upgraded_and_the_old_file_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(tmp_path / "c").close()
    path = tmp_path / "c" / "case.json"
    old = {"schema": 0, "created": "2026-01-01T00:00:00Z", "lang": "en"}
    path.write_text(json.dumps(old), encoding="utf-8")

    def rename(data: dict[str, object]) -> dict[str, object]:
        return {**{key: value for key, value in data.items() if key != "lang"}, "language": data["lang"]}

    monkeypatch.setitem(upgrades.UPGRADES, 0, rename)
    with store.open_case(tmp_path / "c") as case:
        assert case.language == "en"
    assert json.loads((tmp_path / "c" / "case.schema-0.json").read_text(encoding="utf-8")) == old
    assert json.loads(path.read_text(encoding="utf-8"))["schema"] == 1


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1]", b'{"schema": "x"}', b'{"created": "x"}', b"[" * 100_000]
)
def test_a_damaged_case_is_one_plain_error(tmp_path: Path, content: bytes) -> None:
    store.create(tmp_path / "c").close()
    (tmp_path / "c" / "case.json").write_bytes(content)
    with pytest.raises(CaseError, match="case-damaged"):
        store.open_case(tmp_path / "c")
    (tmp_path / "c" / "case.json").unlink()
    with pytest.raises(CaseError, match="not-a-case"):
        store.open_case(tmp_path / "c")


def test_no_folder_is_made_from_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="input-missing"):
        store.create(tmp_path / "c", [tmp_path / "nothing.txt"])
    assert not (tmp_path / "c").exists()
    with pytest.raises(CaseError, match="input-is-folder"):
        store.create(tmp_path / "c", [tmp_path])
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(CaseError, match="folder-not-empty"):
        store.create(tmp_path / "full")
    store.create(tmp_path / "c").close()
    with pytest.raises(CaseError, match="case-exists"):
        store.create(tmp_path / "c")


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_while_typing_nothing_is_lost(tmp_path: Path) -> None:
    """Each kill leaves a readable case that holds every answer whose number the typist had printed."""
    chance = random.Random(7)
    folder = tmp_path / "c"
    store.create(folder).close()
    for _ in range(KILLS):
        typist = subprocess.Popen(
            [sys.executable, "-c", TYPIST, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert typist.stdout is not None
        first = typist.stdout.readline()
        assert first.strip() == "1"
        time.sleep(chance.uniform(0, 0.05))
        os.kill(typist.pid, signal.SIGKILL)
        printed = [int(line) for line in typist.stdout.read().split("\n")[:-1]]
        typist.wait()
        last = max(printed, default=1)
        with store.open_case(folder) as case:
            assert case.read_only is None
            number = int(str(case.answers["contact_shop"].value).split()[1])
            # One more may have reached the disk than was printed.
            assert number in (last, last + 1)
    assert not list(folder.glob(".tmp-*"))


def test_a_submission_is_frozen_and_answered(tmp_path: Path) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with store.create(tmp_path / "c", at=now) as case:
        interview.take(case, "causes/cancellation/preventive/1/what", "le stock est compté chaque soir")
        interview.take(case, "causes/cancellation/preventive/1/starting", "2026-04-01")
        interview.take(case, "causes/cancellation/preventive/1/who", "Camille Roux")
        first = submissions.freeze(case, {"plan.fr.md": b"# Plan\n"}, at=now)
        second = submissions.freeze(case, {"plan.fr.md": b"# Plan 2\n"}, at=now)
        assert (first.number, second.number) == (1, 2)
        assert submissions.previous_text(case) == "# Plan 2\n"
        promise = first.promises[0]
        assert (promise.day and promise.day.isoformat(), promise.owner) == ("2026-04-01", "Camille Roux")
    path = tmp_path / "c" / "submissions" / "01" / "plan.fr.md"
    assert path.read_bytes() == b"# Plan\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert first.files == {"plan.fr.md": files.sha256(b"# Plan\n")}
    assert len(first.rules) == 12


def test_the_same_changes_give_the_same_case_file(tmp_path: Path) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    for name in ("a", "b"):
        with store.create(tmp_path / name, at=now) as case:
            case.do(SetLanguage(language="en"), now)
            interview.take(case, "contact_shop", "Shop", at=now)
    assert (tmp_path / "a" / "case.json").read_bytes() == (tmp_path / "b" / "case.json").read_bytes()
    assert (tmp_path / "a" / "journal.jsonl").read_bytes() == (tmp_path / "b" / "journal.jsonl").read_bytes()
