"""Addresses of the journal."""

from django.urls import path

from deliberation.journal import views

urlpatterns = [
    path("", views.journal, name="journal"),
    path("journal.jsonl", views.download, name="journal-download"),
    path("noted/", views.noted, name="journal-noted"),
    path("<int:seq>/", views.entry, name="journal-entry"),
]
