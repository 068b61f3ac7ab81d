"""No seat of an opened vote is added, changed or taken away, whoever asks: the database itself refuses.

The one door is `votes/actions/forgetting.py`: thirty days after the publication, salt, reference and
member of a seat are erased together. A member who is erased before takes only the link along.

On SQLite a trigger goes with its table: a migration that makes `votes_seat` anew must call `keep_seats`
after it. A test looks for the triggers.
"""

from django.db import migrations

APPEAL_SECONDS = 30 * 24 * 3600
REFUSAL = "the seats of an opened vote do not change"

SQLITE_NOW = """CAST(strftime('%s', 'now') AS INTEGER)
    + (SELECT coalesce(sum(seconds), 0) FROM deliberation_clockoffset)"""
SQLITE_OPENED = f"""EXISTS (SELECT 1 FROM votes_vote WHERE id = {{row}}.vote_id
    AND CAST(strftime('%s', opens_at) AS INTEGER) <= {SQLITE_NOW})"""
SQLITE_OVER = f"""EXISTS (SELECT 1 FROM votes_vote WHERE id = OLD.vote_id AND published_at IS NOT NULL
    AND CAST(strftime('%s', published_at) AS INTEGER) + {APPEAL_SECONDS} <= {SQLITE_NOW})"""
SAME = "NEW.key = OLD.key AND NEW.vote_id = OLD.vote_id AND NEW.group_code = OLD.group_code " \
    "AND NEW.commitment = OLD.commitment"
FORGOTTEN = "NEW.salt = '' AND NEW.reference = '' AND NEW.member_id IS NULL"
LET_GO = "NEW.salt = OLD.salt AND NEW.reference = OLD.reference AND NEW.member_id IS NULL"

SQLITE = [
    f"""CREATE TRIGGER seats_kept_insert BEFORE INSERT ON votes_seat
    WHEN {SQLITE_OPENED.format(row="NEW")} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER seats_kept_delete BEFORE DELETE ON votes_seat
    WHEN {SQLITE_OPENED.format(row="OLD")} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER seats_kept_update BEFORE UPDATE ON votes_seat
    WHEN ({SQLITE_OPENED.format(row="OLD")} OR {SQLITE_OPENED.format(row="NEW")})
    AND NOT ({SAME} AND (({LET_GO}) OR (({FORGOTTEN}) AND {SQLITE_OVER})))
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION votes_seats_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        moment timestamptz := clock_timestamp()
            + make_interval(secs => (SELECT coalesce(sum(seconds), 0) FROM deliberation_clockoffset)::float);
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            IF EXISTS (SELECT 1 FROM votes_seat s JOIN votes_vote v ON v.id = s.vote_id
                       WHERE v.opens_at <= moment) THEN
                RAISE EXCEPTION '{REFUSAL}';
            END IF;
            RETURN NULL;
        END IF;
        IF TG_OP <> 'INSERT' AND EXISTS (
            SELECT 1 FROM votes_vote WHERE id = OLD.vote_id AND opens_at <= moment
        ) THEN
            IF TG_OP = 'DELETE' THEN
                RAISE EXCEPTION '{REFUSAL}';
            END IF;
            IF NOT ({SAME} AND (({LET_GO}) OR (({FORGOTTEN}) AND EXISTS (
                SELECT 1 FROM votes_vote WHERE id = OLD.vote_id
                AND published_at + make_interval(secs => {APPEAL_SECONDS}) <= moment)))) THEN
                RAISE EXCEPTION '{REFUSAL}';
            END IF;
            RETURN NEW;
        END IF;
        IF TG_OP <> 'DELETE' AND EXISTS (
            SELECT 1 FROM votes_vote WHERE id = NEW.vote_id AND opens_at <= moment
        ) THEN
            RAISE EXCEPTION '{REFUSAL}';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER seats_kept BEFORE INSERT OR UPDATE OR DELETE ON votes_seat
    FOR EACH ROW EXECUTE FUNCTION votes_seats_kept()""",
    """CREATE TRIGGER seats_kept_whole BEFORE TRUNCATE ON votes_seat
    FOR EACH STATEMENT EXECUTE FUNCTION votes_seats_kept()""",
]
TAKE_AWAY = {
    "sqlite": [f"DROP TRIGGER IF EXISTS seats_kept_{what}" for what in ("insert", "delete", "update")],
    "postgresql": [
        "DROP TRIGGER IF EXISTS seats_kept ON votes_seat",
        "DROP TRIGGER IF EXISTS seats_kept_whole ON votes_seat",
        "DROP FUNCTION IF EXISTS votes_seats_kept()",
    ],
}


def keep_seats(apps, schema_editor):
    let_go(apps, schema_editor)
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        _run(schema_editor, statement)


def let_go(apps, schema_editor):
    for statement in TAKE_AWAY[schema_editor.connection.vendor]:
        _run(schema_editor, statement)


def _run(schema_editor, statement):
    # Without parameters, so that a % in it is a %.
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ("deliberation", "0001_initial"),
        ("votes", "0007_claims_and_appeals"),
    ]

    operations = [migrations.RunPython(keep_seats, let_go, elidable=False)]
