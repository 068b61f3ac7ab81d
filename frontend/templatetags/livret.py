"""Filters and tags of our templates."""

from django import template

register = template.Library()
