"""What was sent, frozen and numbered; what it promised; what came back, and the round that this opens."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from appeal_tool import __version__
from appeal_tool.account.model import Account
from appeal_tool.account.notice import Notice
from appeal_tool.case import store
from appeal_tool.case.asked import message_lines, own_words
from appeal_tool.case.context import CAUSE_LIST
from appeal_tool.case.files import make_folder, sha256, write_whole
from appeal_tool.case.model import Asked, Case, CaseError, Promise, Reply, SetSubmission, Submission
from appeal_tool.guide.location import data_folder

MANIFEST = "submission.json"


def freeze(case: Case, files: Mapping[str, bytes], *, at: datetime | None = None) -> Submission:
    """Keep ``files`` (name -> bytes) as the next submission, read-only, with their hashes and the promises made.

    Raises ``CaseError``; a submission that could not be written whole is not counted.
    """
    if case.folder is None:
        raise CaseError("no-folder")
    number = max((item.number for item in case.state.submissions), default=0) + 1
    folder = folder_of(case, number)
    make_folder(folder)
    submission = Submission(
        number=number,
        at=at or datetime.now(UTC).replace(microsecond=0),
        files={name: sha256(data) for name, data in sorted(files.items())},
        tool=__version__,
        rules=rules_version(),
        promises=promises(case),
    )
    for name, data in sorted(files.items()):
        write_whole(folder / name, data)
        with suppress(OSError):
            (folder / name).chmod(0o400)
    _write_manifest(folder, submission)
    case.do(SetSubmission(submission=submission), at)
    return submission


def folder_of(case: Case, number: int) -> Path:
    """``submissions/NN`` of the case."""
    if case.folder is None:
        raise CaseError("no-folder")
    return case.folder / store.SUBMISSIONS / f"{number:02}"


def _write_manifest(folder: Path, submission: Submission) -> None:
    data = submission.model_dump(mode="json")
    write_whole(folder / MANIFEST, json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")


def rules_version() -> str:
    """The first 12 digits of the sha256 over all rule files: which knowledge a submission was written with."""
    digest = hashlib.sha256()
    root = data_folder("rules")
    for path in sorted(root.rglob("*.yaml")):
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def promises(case: Case) -> tuple[Promise, ...]:
    """Every measure of the answers with its date and owner, those still to start first, then by date."""
    found: list[Promise] = []
    for key, answer in case.answers.items():
        prefix, _, field = key.rpartition("/")
        if field != "what" or not key.startswith(f"{CAUSE_LIST}/") or answer.value is None:
            continue
        kind = "corrective" if "/corrective/" in key else "preventive"
        days = [_day(case, f"{prefix}/{name}") for name in ("starting", "since", "done_on")]
        day = next((one for one in days if one is not None), None)
        who = case.answers.get(f"{prefix}/who")
        found.append(
            Promise(
                id=prefix,
                text=str(answer.value),
                day=day,
                owner=str(who.value) if who is not None and who.value else None,
                kind=kind,  # type: ignore[arg-type]
            )
        )
    return tuple(sorted(found, key=lambda item: (item.day or date.max, item.id)))


def _day(case: Case, answer_id: str) -> date | None:
    answer = case.answers.get(answer_id)
    try:
        return date.fromisoformat(str(answer.value)) if answer is not None else None
    except ValueError:
        return None


def record_reply(
    case: Case, path: Path, account: Account, *, at: datetime | None = None
) -> tuple[Notice, Submission | None]:
    """Take the marketplace's answer into the case: the next round begins with what it still asks.

    ``account`` is what was read from ``path``. The reply belongs to the last
    submission without one; without any it is only kept among the inputs.
    Raises ``CaseError`` (``not-a-notice``) if the file is no message of the marketplace.
    """
    notice = next((item for item in account.notices if item.type is not None), None)
    if notice is None:
        raise CaseError("not-a-notice", path=str(path))
    data = store.read_input(path)
    now = at or datetime.now(UTC).replace(microsecond=0)
    copy = store.add_input(case, str(path), data, "refusal", at=at)
    waiting = next((item for item in reversed(case.state.submissions) if item.reply is None), None)
    if waiting is None:
        return notice, None
    reply = Reply(
        at=now,
        file=copy.name,
        sha256=copy.sha256,
        type=notice.type,
        asked=_asked(notice, message_lines(path)),
    )
    answered = waiting.model_copy(update={"reply": reply})
    folder = folder_of(case, answered.number)
    make_folder(folder)
    write_whole(folder / f"reply-{copy.name}", data)
    _write_manifest(folder, answered)
    case.do(SetSubmission(submission=answered), at)
    return notice, answered


def _asked(notice: Notice, lines: Sequence[str]) -> tuple[Asked, ...]:
    return tuple(
        dict.fromkeys(
            Asked(part=item.part, about=item.about, words=own_words(lines, item)) for item in notice.asked
        )
    )


def previous_text(case: Case) -> str | None:
    """The Markdown of the last submission, for the rules that compare with it; null before any."""
    for submission in reversed(case.state.submissions):
        for name in _texts_first(submission.files):
            with suppress(OSError, UnicodeDecodeError):
                return (folder_of(case, submission.number) / name).read_text(encoding="utf-8")
    return None


def _texts_first(names: Iterable[str]) -> list[str]:
    return sorted(
        (name for name in names if name.endswith((".md", ".txt"))), key=lambda name: (name[-2:] != "md", name)
    )
