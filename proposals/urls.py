"""Addresses of campaigns, texts, runs and booklets: one list for each, joined at the end."""

from django.urls import URLPattern, path

from proposals.views import (
    answering,
    board,
    booklets,
    campaigns,
    combining,
    comparing,
    composing,
    drafting,
    editions,
    files,
    method,
    moderating,
    objecting,
    objections,
    publishing,
    reasons,
    regrouping,
    rivals,
    runs,
    similar,
    sources,
    support,
    synthesis,
    texts,
    wordlists,
)

CAMPAIGNS: list[URLPattern] = [
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.new_campaign, name="campaign-new"),
    path("campaigns/<slug:slug>/", campaigns.campaign, name="campaign"),
    path("campaigns/<slug:slug>/data/", files.whole, name="campaign-data"),
    path("campaigns/<slug:slug>/data/progress/", files.whole_progress, name="campaign-data-progress"),
    path("campaigns/<slug:slug>/campaign.zip", files.whole_file, name="campaign-zip"),
]
TEXTS: list[URLPattern] = [
    path("campaigns/<slug:slug>/proposals/", texts.proposals, name="proposals"),
    path("campaigns/<slug:slug>/proposals/new/", composing.new_proposal, name="proposal-new"),
    path("campaigns/<slug:slug>/proposals/similar/", similar.similar, name="proposals-similar"),
    path("proposals/<slug:name>/", texts.proposal, name="proposal"),
    path("proposals/<slug:name>/answer/", texts.answer_proposal, name="proposal-answer"),
    path("proposals/<slug:name>/edit/", texts.edit, name="proposal-edit"),
    path("proposals/<slug:name>/withdraw/", texts.withdraw, name="proposal-withdraw"),
    path("proposals/<slug:name>/hide/", moderating.text, name="proposal-hide"),
    path("proposals/<slug:name>/cosign/", support.cosign, name="proposal-cosign"),
    path("proposals/<slug:name>/cosign/take-back/", support.take_back, name="proposal-cosign-take-back"),
]
RUNS: list[URLPattern] = [
    path("campaigns/<slug:slug>/runs/", runs.runs, name="runs"),
    path("campaigns/<slug:slug>/runs/new/", runs.new, name="run-new"),
    path("runs/<slug:name>/", runs.run, name="run"),
    path("runs/<slug:name>/progress/", runs.progress, name="run-progress"),
    path("runs/<slug:name>/compare/", comparing.compare, name="run-compare"),
    path("runs/<slug:name>/rival/", rivals.file, name="run-rival"),
    path("runs/<slug:name>/rival/hide/", moderating.rival, name="rival-hide"),
    path("campaigns/<slug:slug>/words/", wordlists.words, name="words"),
    path("campaigns/<slug:slug>/words/change/", wordlists.change, name="words-change"),
    path("words/<slug:name>/", wordlists.one_change, name="word-change"),
    path("words/<slug:name>/effect/", wordlists.effect, name="word-change-effect"),
    path("words/<slug:name>/confirm/", wordlists.confirm, name="word-change-confirm"),
    path("words/<slug:name>/drop/", wordlists.drop, name="word-change-drop"),
    path("runs/<slug:name>/bundle.zip", runs.bundle, name="run-bundle"),
    path("runs/<slug:name>/sheet.json", runs.sheet, name="run-sheet"),
    path("runs/<slug:name>/table.csv", runs.table, name="run-table"),
    path("runs/<slug:name>/placements.csv", runs.placements, name="run-placements"),
    path("proposals/<slug:name>/why/", reasons.why, name="proposal-why"),
]
BOARD: list[URLPattern] = [
    path("runs/<slug:name>/adopt/", editions.adopt, name="run-adopt"),
    path("campaigns/<slug:slug>/board/", board.board, name="board"),
    path("campaigns/<slug:slug>/board/move/", board.move, name="board-move"),
    path("campaigns/<slug:slug>/board/undo/", board.undo, name="board-undo"),
    path("campaigns/<slug:slug>/board/split/", regrouping.split, name="board-split"),
    path("campaigns/<slug:slug>/publish/", publishing.publish, name="publish"),
    path("campaigns/<slug:slug>/freeze/", publishing.freeze, name="freeze"),
]
ONE = "campaigns/<slug:slug>/booklets/<slug:booklet>/"
MEASURE = f"{ONE}measures/<int:number>/"
BOOKLETS: list[URLPattern] = [
    path("campaigns/<slug:slug>/booklets/", booklets.booklets, name="booklets"),
    path(ONE, booklets.booklet, name="booklet"),
    path(f"{ONE}booklet.json", booklets.booklet_json, name="booklet-json"),
    path(f"{ONE}files/", files.files, name="booklet-files"),
    path(f"{ONE}files/progress/", files.progress, name="booklet-files-progress"),
    path(f"{ONE}booklet.pdf", files.file, {"ending": "pdf"}, name="booklet-pdf"),
    path(f"{ONE}booklet.html", files.file, {"ending": "html"}, name="booklet-html"),
    path(f"{ONE}booklet.md", files.file, {"ending": "md"}, name="booklet-md"),
    path(f"{ONE}document.json", files.file, {"ending": "json"}, name="booklet-document"),
    path(f"{ONE}texts/", booklets.texts, name="booklet-texts"),
    path(f"{ONE}room/", booklets.room, name="booklet-room"),
    path(f"{ONE}edit/", drafting.edit_booklet, name="booklet-edit"),
    path(f"{ONE}rename/", board.rename, name="booklet-rename"),
    path(f"{ONE}merge/", regrouping.merge, name="booklet-merge"),
    path(f"{ONE}measures/new/", drafting.new_measure, name="measure-new"),
    path(MEASURE, booklets.measure, name="measure"),
    path(f"{MEASURE}edit/", drafting.edit, name="measure-edit"),
    path(f"{MEASURE}sources/", sources.sources, name="measure-sources"),
    path(f"{MEASURE}remove/", drafting.remove, name="measure-remove"),
    path(f"{MEASURE}merge/", combining.merge, name="measure-merge"),
    path(f"{MEASURE}split/", combining.split, name="measure-split"),
    path(f"{MEASURE}sides/", combining.sides, name="measure-sides"),
    path(f"{MEASURE}verify/", combining.verify, name="measure-verify"),
]
ALL = "campaigns/<slug:slug>/objections/"
OBJECTION = "objections/<slug:name>/"
OBJECTIONS: list[URLPattern] = [
    path(ALL, objections.objections, name="objections"),
    path(f"{ALL}objections.json", objections.objections_json, name="objections-json"),
    path(f"{ALL}new/", objecting.to_campaign, name="objection-new"),
    path(f"{ONE}object/", objecting.to_booklet, name="booklet-object"),
    path(f"{MEASURE}object/", objecting.to_measure, name="measure-object"),
    path("proposals/<slug:name>/object/", objecting.to_text, name="proposal-object"),
    path(OBJECTION, objections.objection, name="objection"),
    path(f"{OBJECTION}objection.json", objections.objection_json, name="objection-json"),
    path(f"{OBJECTION}hide/", moderating.objection, name="objection-hide"),
    path(f"{OBJECTION}withdraw/", objecting.withdraw, name="objection-withdraw"),
    path(f"{ALL}answer/", answering.answer, name="objections-answer"),
    path(f"{OBJECTION}redress/", answering.redress, name="objection-redress"),
    path("answers/<slug:name>/correct/", answering.correct, name="answer-correct"),
]
SEEING: list[URLPattern] = [
    path("campaigns/<slug:slug>/synthesis/", synthesis.synthesis, name="synthesis"),
    path("campaigns/<slug:slug>/silence/", synthesis.silence, name="silence"),
    path("campaigns/<slug:slug>/terms/<str:term>/", synthesis.term, name="term"),
    path("campaigns/<slug:slug>/method/", method.method, name="method"),
]

urlpatterns: list[URLPattern] = [*CAMPAIGNS, *TEXTS, *RUNS, *BOARD, *BOOKLETS, *OBJECTIONS, *SEEING]
