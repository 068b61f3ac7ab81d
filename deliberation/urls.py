"""The addresses of the whole house; each application brings its own."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("deliberation.members.urls")),
    path("journal/", include("deliberation.journal.urls")),
    path("rooms/", include("deliberation.rooms.urls")),
    path("", include("proposals.urls")),
    path("", include("votes.urls")),
    path("", include("frontend.urls")),
]
