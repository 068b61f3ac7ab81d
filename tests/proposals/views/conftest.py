"""A member who reads pages."""

import pytest
from django.test import Client

from deliberation.members.models import Member


@pytest.fixture
def browser(member: Member, client: Client) -> Client:
    client.force_login(member)
    return client
