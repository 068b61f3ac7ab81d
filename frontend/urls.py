"""Addresses of the pages that belong to no single application."""

from django.urls import path
from django.views.i18n import set_language

from frontend import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("language/", set_language, name="set_language"),
]
