"""The demo command: never empties a database that holds somebody else's members."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from deliberation.members.models import Member


@pytest.fixture
def demo(settings: Settings, tmp_path: Path) -> Path:
    settings.DEMO, settings.FOLDER = True, tmp_path
    return tmp_path / "demo.json"


def test_members_that_no_demo_made_are_not_erased(demo: Path, member: Member) -> None:
    with pytest.raises(CommandError, match="no demo made"):
        call_command("demo", size="small")
    assert Member.objects.filter(pk=member.pk).exists()
    assert not demo.exists()


def test_a_demo_that_stands_is_left_alone(
    demo: Path, member: Member, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.write_text(json.dumps({"size": "small", "texts": "", "form": 2}))
    call_command("demo", size="small")
    assert "built already" in capsys.readouterr().out
    assert Member.objects.filter(pk=member.pk).exists()


def test_without_the_demo_nothing_is_built(settings: Settings, member: Member) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="LIVRET_DEMO"):
        call_command("demo")


def test_a_file_that_cannot_be_read_is_said_before_anything_is_erased(demo: Path, member: Member) -> None:
    demo.write_text(json.dumps({"size": "full", "texts": "", "form": 2}))
    wrong = demo.parent / "wrong.csv"
    wrong.write_text("a;b\n1;2\n")
    with pytest.raises(CommandError, match=r"wrong\.csv"):
        call_command("demo", texts=wrong)
    assert Member.objects.filter(pk=member.pk).exists()
