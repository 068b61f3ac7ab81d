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

# By name: the house imports none of its guests.
handler400 = "frontend.faults.not_understood"
handler403 = "frontend.faults.refused"
handler404 = "frontend.faults.not_found"
handler429 = "frontend.faults.too_often"  # asked for by django-allauth
handler500 = "frontend.faults.our_fault"
