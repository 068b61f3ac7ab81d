"""Addresses of campaigns, texts, runs and booklets: one list for each, joined at the end."""

from django.urls import URLPattern, path

from proposals.views import campaigns, reasons, runs, texts

CAMPAIGNS: list[URLPattern] = [
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.new_campaign, name="campaign-new"),
    path("campaigns/<slug:slug>/", campaigns.campaign, name="campaign"),
]
TEXTS: list[URLPattern] = [
    path("campaigns/<slug:slug>/proposals/", texts.proposals, name="proposals"),
    path("campaigns/<slug:slug>/proposals/new/", texts.new_proposal, name="proposal-new"),
    path("proposals/<slug:name>/", texts.proposal, name="proposal"),
    path("proposals/<slug:name>/answer/", texts.answer_proposal, name="proposal-answer"),
    path("proposals/<slug:name>/edit/", texts.edit, name="proposal-edit"),
    path("proposals/<slug:name>/withdraw/", texts.withdraw, name="proposal-withdraw"),
]
RUNS: list[URLPattern] = [
    path("campaigns/<slug:slug>/runs/", runs.runs, name="runs"),
    path("campaigns/<slug:slug>/runs/new/", runs.new, name="run-new"),
    path("runs/<slug:name>/", runs.run, name="run"),
    path("runs/<slug:name>/progress/", runs.progress, name="run-progress"),
    path("runs/<slug:name>/bundle.zip", runs.bundle, name="run-bundle"),
    path("runs/<slug:name>/sheet.json", runs.sheet, name="run-sheet"),
    path("runs/<slug:name>/table.csv", runs.table, name="run-table"),
    path("runs/<slug:name>/placements.csv", runs.placements, name="run-placements"),
    path("proposals/<slug:name>/why/", reasons.why, name="proposal-why"),
]

urlpatterns: list[URLPattern] = [*CAMPAIGNS, *TEXTS, *RUNS]
