"""The tables of a vote. What must never join a seat and a ballot is absent from them by design."""

from votes.models.ballots import Ballot, Mark
from votes.models.checkpoints import Checkpoint
from votes.models.claims import Claim
from votes.models.draws import Draw, DrawnSeat, DrawPart
from votes.models.opinions import CountOpinion
from votes.models.reasons import Reason
from votes.models.remarks import Remark
from votes.models.rolls import Seat
from votes.models.suspensions import Suspension
from votes.models.votes import Option, Question, Vote

__all__ = [
    "Ballot", "Checkpoint", "Claim", "CountOpinion", "Draw", "DrawPart", "DrawnSeat", "Mark", "Option",
    "Question", "Reason", "Remark", "Seat", "Suspension", "Vote",
]  # fmt: skip
