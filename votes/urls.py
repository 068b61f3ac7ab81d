"""Addresses of votes."""

from django.urls import path

from votes.views import casting, changing, claiming, observing, preparing, results, rolls, votes

urlpatterns = [
    path("campaigns/<slug:slug>/votes/new/", preparing.new, name="vote-new"),
    path("observe/", observing.observe, name="observe"),
    path("observe/reads/", observing.reads, name="observe-reads"),
    path("votes/", votes.votes, name="votes"),
    path("votes/<slug:slug>/", votes.vote, name="vote"),
    path("votes/<slug:slug>/state/", votes.state, name="vote-state"),
    path("votes/<slug:slug>/seat/", votes.seat, name="vote-seat"),
    path("votes/<slug:slug>/observe/", observing.observe_vote, name="vote-observe"),
    path("votes/<slug:slug>/observe/turnout/", observing.turnout, name="vote-observe-turnout"),
    path("votes/<slug:slug>/observe/notes.txt", observing.notes, name="vote-notes"),
    path("votes/<slug:slug>/observe/remark/", observing.remark, name="vote-remark"),
    path("votes/<slug:slug>/seat.json", votes.seat_file, name="vote-seat-file"),
    path("votes/<slug:slug>/roll/", rolls.roll, name="vote-roll"),
    path("votes/<slug:slug>/claim/", claiming.claim, name="vote-claim"),
    path("votes/<slug:slug>/claims/", claiming.claims, name="vote-claims"),
    path("votes/<slug:slug>/claims/<slug:name>/propose/", claiming.propose, name="vote-claim-propose"),
    path("votes/<slug:slug>/claims/<slug:name>/sign/", claiming.sign, name="vote-claim-sign"),
    path("votes/<slug:slug>/preparation/", preparing.preparation, name="vote-preparation"),
    path("votes/<slug:slug>/confirm/", preparing.confirm, name="vote-confirm"),
    path("votes/<slug:slug>/roll/prepare/", preparing.prepare, name="vote-roll-prepare"),
    path("votes/<slug:slug>/roll/freeze/", preparing.freeze, name="vote-roll-freeze"),
    path("votes/<slug:slug>/ballots/<slug:question>/", casting.ballot, name="ballot"),
    path("votes/<slug:slug>/ballots/<slug:question>/review/", casting.review, name="ballot-review"),
    path("votes/<slug:slug>/ballots/<slug:question>/cast/", casting.cast, name="ballot-cast"),
    path("votes/<slug:slug>/change/", changing.change, name="vote-change"),
    path("votes/<slug:slug>/change/<slug:question>/", changing.change_question, name="vote-change-question"),
    path("votes/<slug:slug>/result/", results.result, name="vote-result"),
    path("votes/<slug:slug>/result/<slug:question>/", results.question_result, name="vote-question-result"),
    path("votes/<slug:slug>/board/", results.board, name="vote-board"),
    path("votes/<slug:slug>/pack.zip", results.pack, name="vote-pack"),
]
