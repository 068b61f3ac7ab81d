"""Undoing: an organiser takes back an own act of the last ten minutes; that is an act of its own."""

from __future__ import annotations

from django.core import serializers
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Model

from deliberation import clock, live
from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.locking import lock_editable, lock_open
from proposals.actions.noting import note_undone, places_in
from proposals.actions.remembering import Memory, Picture, Said, check_as_left, keep, picture_of, touched_from
from proposals.core.boards import check_undo
from proposals.core.booklets import wording_digest
from proposals.models import Booklet, Campaign, Measure, MeasureSource, OldAddress, Sorting, Step
from proposals.queries.tables import in_parts

# In the order in which rows must be there before others may point at them.
MODELS: tuple[type[Model], ...] = (Booklet, Measure, OldAddress, Sorting, MeasureSource)


@transaction.atomic
def undo_step(person: Person, campaign: Campaign, name: str) -> Step:
    """Put every row that a step touched back as it was; the step that does so, which can be undone in turn.

    Only one's own, and for ten minutes by the database's clock (`undo.too-late`). Refuses what was undone
    already or is forgotten (`undo.gone`), and what somebody built upon since (`undo.changed-since`):
    nothing that came later is ever lost to an undo.
    """
    actor = person.acting_as("organiser", campaign.group_id)
    step = Step.objects.filter(campaign=campaign, by=person.known, name=name).first()
    if step is None:
        raise RuleBroken("undo.gone")
    campaign = lock_open(campaign) if step.sorts else lock_editable(campaign)
    # Read again under the lock: the same form may have been sent twice.
    step = Step.objects.filter(pk=step.pk).first()
    if step is None:
        raise RuleBroken("undo.gone")
    check_undo(step.at, clock.now())
    touched = touched_from(step.touched)
    check_as_left(touched, step.after)
    memory = Memory(touched, picture_of(touched))
    found = places_in(memory.before)
    _put_back(step.before, memory.before)
    step.delete()
    entry = record(
        actor,
        "edit.undone",
        campaign=campaign.slug,
        entry=step.journal_seq,
        undone=step.code,
        count=step.count,
        wordings=_wordings(memory.before, step.before),
    )
    note_undone(person, actor, campaign, step, found, places_in(step.before), entry.seq)
    said = Said(step.count, step.now, step.was)
    live.announce(f"campaign.{campaign.slug}", "board-moved")
    return keep(memory, person, campaign, entry, said=said, sorts=step.sorts)


def _put_back(before: Picture, now: Picture) -> None:
    """Write the rows of `before` over those of `now`; a place keeps counting its versions up.

    A row that another act made impossible meanwhile (a number taken, a booklet gone) refuses the whole.
    """
    try:
        with transaction.atomic():
            for model in MODELS:
                _write(model, {key: row for key, row in before.items() if _is_of(model, key)}, now)
            # Last, when nothing that stays points at them any more: a deletion takes along what does.
            for model in reversed(MODELS):
                for keys in in_parts(_keys(model, now) - _keys(model, before)):
                    model._default_manager.filter(pk__in=keys).delete()
            connection.check_constraints([model._meta.db_table for model in MODELS])
            _check_sources(before)
    except IntegrityError as broken:
        raise RuleBroken("undo.changed-since") from broken


def _write(model: type[Model], rows: Picture, now: Picture) -> None:
    changed = [
        {"model": key.split()[0], "pk": int(key.split()[1]), "fields": row}
        for key, row in rows.items()
        if now.get(key) != row
    ]
    found = [read.object for read in serializers.deserialize("python", changed)]
    there = {row.pk for row in found if f"{model._meta.label_lower} {row.pk}" in now}
    columns = [column.name for column in model._meta.concrete_fields if not column.primary_key]
    model._default_manager.bulk_create([row for row in found if row.pk not in there], 500)
    if model is Sorting:
        columns.remove("version")
    model._default_manager.bulk_update([row for row in found if row.pk in there], columns, 200)
    if model is Sorting:
        for keys in in_parts(there):
            Sorting.objects.filter(pk__in=keys).update(version=F("version") + 1)


def _check_sources(before: Picture) -> None:
    """Whatever carries a measure stands in its booklet: what is put back must keep to it as well."""
    for keys in in_parts(_keys(MeasureSource, before)):
        sources = MeasureSource.objects.filter(pk__in=keys)
        if sources.exclude(measure__booklet=F("proposal__sorting__booklet")).exists():
            raise RuleBroken("undo.changed-since")


def _wordings(now: Picture, before: Picture) -> list[Json]:
    """The digests of each wording that changes back, as it was found and as it is again; null for none."""
    changed: list[Json] = []
    for key in sorted({*now, *before}):
        for model, under in ((Booklet, "introduction"), (Measure, "body")):
            if _is_of(model, key):
                pair = [_wording(picture.get(key), under) for picture in (now, before)]
                changed += [pair] if pair[0] != pair[1] else []
    return changed


def _wording(row: dict[str, object] | None, under: str) -> str | None:
    return wording_digest(str(row["title"]), str(row[under])) if row else None


def _keys(model: type[Model], picture: Picture) -> set[int]:
    return {int(key.split()[1]) for key in picture if _is_of(model, key)}


def _is_of(model: type[Model], key: str) -> bool:
    return key.split()[0] == model._meta.label_lower
