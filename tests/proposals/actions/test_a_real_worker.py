"""The whole way of a run: asked for, through the queue, done by a real worker."""

import django_rq
import pytest
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from deliberation.members.models import Member
from proposals.models import Run
from tests.people import make_officer
from tests.proposals.runs import filled_campaign, waiting_run


@pytest.fixture
def organiser(transactional_db: None) -> Member:
    return make_officer("organiser", "Inès Valmont")


@pytest.mark.database
def test_a_worker_does_what_was_asked_for(organiser: Member) -> None:
    queue = django_rq.get_queue("slow")
    queue.delete(delete_jobs=True)
    run = waiting_run(organiser, filled_campaign())
    assert [(job.func_name, job.args) for job in queue.jobs] == [
        ("proposals.actions.running.do_run", [run.pk])
    ]
    worker = SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer)
    assert worker.work(burst=True, logging_level="WARNING")
    run.refresh_from_db()
    assert (run.state, run.tries, run.stage) == (Run.State.DONE, 1, "done")
    assert run.placements.count() == run.texts == 51
    assert queue.failed_job_registry.count == 0
