"""Addresses of sign-in: the few of django-allauth that we use."""

from allauth.account import views as account
from django.urls import path

urlpatterns = [
    path("sign-in/", account.request_login_code, name="account_login"),
    path("sign-in/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", account.signup, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
]
