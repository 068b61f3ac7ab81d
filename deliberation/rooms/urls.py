"""Addresses of rooms."""

from django.urls import path

from deliberation.rooms import views

urlpatterns = [
    path("", views.rooms, name="rooms"),
    path("<slug:name>/", views.room, name="room"),
    path("<slug:name>/messages/", views.messages, name="room-messages"),
]
