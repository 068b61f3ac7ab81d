"""Addresses of the pages that belong to no single application."""

from django.urls import path

from frontend import pages

urlpatterns = [
    path("", pages.home, name="home"),
]
