"""Addresses of the pages that belong to no single application."""

from django.urls import path
from django.views.i18n import set_language

from frontend import checking, pages
from frontend.demo import pages as demo

urlpatterns = [
    path("", pages.home, name="home"),
    path("how/", pages.how, name="how"),
    path("verifier/", checking.verifier, name="verifier"),
    path("verifier/livret-verify.pyz", checking.verify_file, name="livret-verify"),
    path("verifier/livret-mirror.pyz", checking.mirror_file, name="livret-mirror"),
    path("verifier/recount/", checking.recount, name="recount"),
    path("verifier/livret-recount.html", checking.recount_file, name="recount-file"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("demo/people/", demo.people, name="demo-people"),
    path("demo/next-phase/", demo.next_phase, name="demo-next-phase"),
    path("language/", set_language, name="set_language"),
]
