"""Whether the ballots of a vote may be changed.

On SQLite the table of votes is made anew, and the triggers on the seats, which read it, would stop that.
"""

from importlib import import_module

from django.db import migrations, models

kept = import_module("votes.migrations.0008_seats_kept")


class Migration(migrations.Migration):

    dependencies = [
        ("votes", "0011_counts_by_referents"),
    ]

    operations = [
        migrations.RunPython(kept.let_go, kept.keep_seats, elidable=False),
        migrations.AddField(
            model_name="vote",
            name="changes",
            field=models.BooleanField(default=True),
        ),
        migrations.RunPython(kept.keep_seats, kept.let_go, elidable=False),
    ]
