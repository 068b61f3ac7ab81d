"""The tables of what members write and what organisers make of it."""

from proposals.models.arrivals import Arrival
from proposals.models.booklets import Booklet, Edit, Measure, MeasureSource, OldAddress, Sorting, Step
from proposals.models.campaigns import Campaign
from proposals.models.contesting import Rival, WordChange
from proposals.models.files import Files
from proposals.models.objections import Objection, ObjectionAnswer, ObjectionAnswerVersion
from proposals.models.recurrences import TermTexts
from proposals.models.runs import Cluster, Placement, Run, RunTerm
from proposals.models.support import CoSignature, Difference
from proposals.models.texts import Proposal, Version

__all__ = [
    "Arrival",
    "Booklet",
    "Campaign",
    "Cluster",
    "CoSignature",
    "Difference",
    "Edit",
    "Files",
    "Measure",
    "MeasureSource",
    "Objection",
    "ObjectionAnswer",
    "ObjectionAnswerVersion",
    "OldAddress",
    "Placement",
    "Proposal",
    "Rival",
    "Run",
    "RunTerm",
    "Sorting",
    "Step",
    "TermTexts",
    "Version",
    "WordChange",
]
