"""The pages that belong to no single application: home, how it works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What is left for me."""
    return render(request, "home.html")
