"""Addresses of sign-in (the few of django-allauth that we use) and of one's own account."""

from django.urls import path

from deliberation.members import securing, views

urlpatterns = [
    path("", views.account, name="account"),
    path("export.json", views.export, name="account-export"),
    path("doubles/", views.doubles, name="doubles"),
    path("doubles/<slug:name>/propose/", views.double_propose, name="double-propose"),
    path("doubles/<slug:name>/settle/", views.double_settle, name="double-settle"),
    path("second-factor/", securing.factor, name="second-factor"),
    path("second-factor/new/", securing.set_up, name="second-factor-set-up"),
    path("second-factor/codes/", securing.new_codes, name="second-factor-codes"),
    path("second-factor/remove/", securing.remove, name="second-factor-remove"),
    path("second-factor/again/", securing.again, name="second-factor-again"),
    path("sessions/end/", securing.end_sessions, name="account-end-sessions"),
    path("sign-in/", views.sign_in, name="account_login"),
    # django-allauth sends back to this name when a code is too old.
    path("sign-in/", views.sign_in, name="account_request_login_code"),
    path("sign-in/code/", views.type_code, name="account_confirm_login_code"),
    # By the name that django-allauth sends to after the mailed code.
    path("sign-in/second-factor/", securing.give_factor, name="mfa_authenticate"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("closed/", views.closed, name="account_signup"),
    path("inactive/", views.inactive, name="account_inactive"),
]
