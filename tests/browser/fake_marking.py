"""What the services know of one skill while it is marked: the real fold, and the documents over it."""

from collections.abc import Mapping
from typing import Any

from services.office.book import SkillBook
from services.office.due import due_at_ms
from services.office.history_view import history
from services.office.viewer import Viewer
from shared.domain.act_documents import act_from_document
from shared.domain.acts import DecideSetAside
from shared.domain.championship import Championship, skill_from_document
from shared.domain.errors import RuleBroken
from shared.domain.events import Command, EnterMarks, Entry, Paper, Verdict
from shared.domain.form import EnteredMark, Sheet
from shared.domain.scheme import Form, scheme_document
from shared.domain.set_skill import SetSkill
from shared.domain.standing import form_standing, skill_standing
from shared.domain.tally import SkillTally
from shared.domain.team import panel_for
from shared.domain.units import mark_from_text, mark_text
from shared.tokens import Grant
from tests.browser.marking_world import CUP, EXPERTS, MEMBERS, SKILL, competitor_names, definition

Json = dict[str, Any]


class FakeMarking:
    """One skill: commands in, documents out; ``log`` is everything that was taken in, repeats too."""

    def __init__(self, competitors: int) -> None:
        self.tally = SkillTally()
        self.log: list[Command] = []
        self.shown: Json | None = None
        """Which marks are on screens, as the office would say."""
        self.days = ["2026-05-20", "2026-05-21"]
        self._names = competitor_names(competitors)
        self._places: dict[tuple[str, str, int], int] = {}
        """Where in the log each revision of a mark was made, by competitor and aspect."""
        self.fold(SetSkill("set", CUP, SKILL, skill_from_document(definition(competitors)), 0))

    @property
    def offset(self) -> int:
        """The place of the last record."""
        return len(self.log) - 1

    def fold(self, command: Command) -> Verdict:
        """Append and decide."""
        self.log.append(command)
        verdict = self.tally.fold(command)[0]
        said = command
        if isinstance(command, DecideSetAside) and verdict.entries:
            said = self.tally.set_aside[command.submission, command.aspect].submission
        if isinstance(said, EnterMarks):
            for entry in verdict.entries:
                self._places.setdefault((said.competitor, entry.aspect, entry.revision), self.offset)
        return verdict

    def submit(self, expert: str, body: Mapping[str, Any], at_ms: int) -> Json:
        """Answer a submission; raises ``RuleBroken`` when it is refused."""
        entries = tuple(_entry(entry) for entry in body["entries"])
        paper = None
        if "paper" in body:
            paper, expert = Paper(expert, body["paper"]["photo"]), body["paper"]["expert"]
        where = (CUP, SKILL, body["competitor"], body["form"])
        command = EnterMarks(
            body["id"], *where, expert, entries, at_ms, appeal=body.get("appeal"), paper=paper
        )
        verdict = self.fold(command)
        if verdict.status == "refused":
            raise RuleBroken(verdict.code or "refused", **verdict.details)
        outcomes = [
            {
                "aspect": said.aspect,
                "outcome": said.outcome,
                "revision": said.revision,
                "code": said.code,
                **({} if said.entered is None else {"entered": said.entered[0], "of": said.entered[1]}),
                **({} if said.attempt is None else {"attempt": said.attempt}),
            }
            for said in verdict.entries
        ]
        place = {"partition": 0, "offset": self.offset}
        return {"id": body["id"], "status": verdict.status, "entries": outcomes, **place}

    def act(self, actor: str, role: str, body: Mapping[str, Any], at_ms: int) -> Json:
        """Answer an act; raises ``RuleBroken`` when it is refused."""
        kind, fields = _KINDS[body["type"]], {k: v for k, v in body.items() if k != "type"}
        verdict = self.fold(act_from_document(kind, {**fields, "actor": actor, "role": role, "at_ms": at_ms}))
        if verdict.status == "refused":
            raise RuleBroken(verdict.code or "refused", **verdict.details)
        return {"id": body["id"], "status": verdict.status, "partition": 0, "offset": self.offset}

    # --- documents -------------------------------------------------------------------------------

    def skill(self) -> Json:
        """Return the skill as the office tells it."""
        known = self.tally.defined
        forms = [
            {
                "id": form.id,
                "sub_criterion": form.sub_criterion,
                "name": next(s.name for s in known.scheme.sub_criteria if s.id == form.sub_criterion),
                "method": form.method,
                "day": form.day,
                "aspects": [aspect.id for aspect in form.aspects],
                "mark_max": mark_text(sum(aspect.mark_max for aspect in form.aspects)),
            }
            for form in known.scheme.forms
        ]
        cup = dict.fromkeys(("en", "ru", "kk"), "Cup 2026")
        return {
            "championship": CUP,
            "championship_name": cup,
            "time_zone": "Asia/Almaty",
            "days": self.days,
            "skill": SKILL,
            "number": known.number,
            "name": known.name.document(),
            "members": MEMBERS,
            "scheme": {**scheme_document(known.scheme), "forms": forms},
            "competitors": [
                {
                    "id": c.id,
                    "member": c.member,
                    "guest": c.is_guest,
                    "status": self.tally.statuses.get(c.id, "competing"),
                    **_named(self._names[c.id]),
                }
                for c in known.competitors
            ],
            "experts": [{"id": e.id, "member": e.member, **_named(EXPERTS[e.id][1:])} for e in known.experts],
            "offset": self.offset,
        }

    def forms(self) -> Json:
        """Return where every form and the skill stands."""
        known = self.tally.defined.scheme.forms
        championship = Championship(CUP, {"en": CUP}, "Asia/Almaty", tuple(self.days), ())
        standings = [
            {
                **form_standing(self.tally, CUP, SKILL, form),
                "totals": None,
                "due_at_ms": due_at_ms(championship, form.day),
            }
            for form in known
        ]
        skill = skill_standing(self.tally, CUP, SKILL)
        if skill["appeals"]:
            talks = self._book().appeals
            skill["appeals"] = [item | talks[item["id"]]._asdict() for item in skill["appeals"]]
        return {"forms": standings, "skill": skill, "shown": self.shown, "offset": self.offset}

    def sheets(self, form_id: str, subject: str, role: str = "expert") -> Json:
        """Return the sheets of a form as ``subject`` may see them (R22); a trainee only those that are in."""
        form = self.tally.defined.scheme.form_by_id[form_id]
        sheets = [self._sheet(c.id, c.member, form, subject) for c in self.tally.defined.competitors]
        for sheet in sheets:
            if role == "trainee" and sheet["state"] == "open":
                sheet["aspects"] = {
                    name: {**_standing(None), "panel": None, "set_aside": []} for name in sheet["aspects"]
                }
        return {"sheets": sheets, "offset": self.offset}

    def history(self, role: Any, subject: str, competitor: str, form: str) -> Json:
        """Return every entry ever on a sheet, by the office's own fold."""
        viewer = Viewer(Grant(role, 0, subject, CUP, (SKILL,)))
        return {**history(viewer, self._book(), competitor, form), "offset": self.offset}

    def _book(self) -> SkillBook:
        """Return the office's own fold of the log."""
        book = SkillBook(CUP, SKILL, 0)
        for offset, command in enumerate(self.log):
            book.fold(command, offset)
        return book

    def entered(self, competitor: str, aspect: str) -> list[tuple[EnterMarks, Entry]]:
        """Return every entry on a mark, in the order of the log, once each."""
        said = {command.id: command for command in self.log if isinstance(command, EnterMarks)}
        return [
            (one, entry)
            for one in said.values()
            for entry in one.entries
            if (one.competitor, entry.aspect) == (competitor, aspect)
        ]

    def _sheet(self, competitor: str, member: str, form: Form, subject: str) -> Json:
        sheet = self.tally.sheets.get((competitor, form.id)) or Sheet()
        cells = {a.id: self._cell(sheet, competitor, member, form, a.id, subject) for a in form.aspects}
        state = self.tally.sheet_state(competitor, form)
        return {"competitor": competitor, "form": form.id, "state": state, "aspects": cells}

    def _cell(
        self, sheet: Sheet, competitor: str, member: str, form: Form, aspect: str, subject: str
    ) -> Json:
        aside = [
            {
                "submission": name,
                "by": item.submission.expert,
                "at_ms": item.submission.at_ms,
                **_said(item.submission.entries[0]),
            }
            for (name, on), item in self.tally.set_aside.items()
            if on == aspect and item.submission.competitor == competitor and item.decided_by is None
        ]
        panel = self._panel(sheet, member, form, aspect, subject)
        standing = sheet.marks.get(aspect)
        said = self.entered(competitor, aspect)
        paper = next((one.paper for one, entry in reversed(said) if not entry.is_remark), None)
        remarks = [
            {"comment": entry.comment, "photos": list(entry.photos), "by": one.expert, "at_ms": one.at_ms,
             "submission": one.id}
            for one, entry in said if entry.comment or entry.photos
        ]  # fmt: skip
        return {
            **_standing(standing),
            "offset": None if standing is None else self._places[competitor, aspect, standing.revision],
            "paper": None if paper is None else paper._asdict(),
            "panel": panel,
            "set_aside": aside,
            "remarks": remarks,
        }

    def _panel(self, sheet: Sheet, member: str, form: Form, aspect: str, subject: str) -> Json | None:
        panel, life = sheet.panels.get(aspect), self.tally.lives.get(form.id)
        if panel is None or life is None or life.team is None or form.method != "J":
            return None
        voices = panel_for(life.team, self.tally.defined.expert_by_id, member)
        attempts = [{"scores": scores} for scores in panel.attempts]
        if panel.based_on != sheet.revision(aspect):
            return {"attempt": len(attempts), "entered": len(voices), "of": len(voices), "awaited": [],
                    "own_score": None, "is_unresolved": False, "attempts": attempts}  # fmt: skip
        return {
            "attempt": panel.attempt(sheet.revision(aspect), voices),
            "entered": len(panel.current),
            "of": len(voices),
            "awaited": [voice for voice in voices if voice not in panel.current],
            "own_score": panel.current.get(subject),
            "is_unresolved": panel.is_unresolved,
            "attempts": attempts,
        }


_KINDS = {
    "set_team": "team-set",
    "check_sheets": "sheets-checked",
    "sign_form": "form-signed",
    "lock_form": "form-locked",
    "release_form": "form-released",
    "request_unlock": "unlock-requested",
    "decide_set_aside": "set-aside-decided",
    "submit_appeal": "appeal-submitted",
    "review_appeal": "appeal-reviewed",
    "decide_appeal": "appeal-decided",
    "close_appeal": "appeal-closed",
}


def _standing(mark: EnteredMark | None) -> Json:
    if mark is None:
        names = ("mark", "scores", "deductions", "measured", "by", "at_ms", "reason")
        return {"revision": 0, **dict.fromkeys(names)}
    entry = mark.entry
    return {
        "revision": mark.revision,
        "mark": mark_text(mark.mark),
        "scores": None if entry.scores is None else list(entry.scores),
        "deductions": entry.deductions,
        "measured": entry.measured,
        "by": mark.by,
        "at_ms": 0,
        "reason": entry.reason,
    }


def _said(entry: Entry) -> Json:
    """Return what an entry says, in the way it was entered."""
    return {
        "mark": None if entry.mark is None else mark_text(entry.mark),
        "scores": None if entry.scores is None else list(entry.scores),
        "score": entry.score,
        "deductions": entry.deductions,
        "measured": entry.measured,
        "is_hidden": False,
    }


def _entry(body: Mapping[str, Any]) -> Entry:
    return Entry(
        body["aspect"],
        mark_from_text(body["mark"]) if "mark" in body else None,
        tuple(body["scores"]) if "scores" in body else None,
        body["based_on"],
        body.get("reason"),
        body.get("score"),
        body.get("deductions"),
        body.get("measured"),
        body.get("attempt"),
        body.get("comment"),
        tuple(body.get("photos", ())),
    )


def _named(names: tuple[str, ...]) -> Json:
    return {"name": names[0], "name_latin": names[1]}
