"""The Celery application: one queue for each agent."""
from celery import Celery

from .settings import read_settings

settings = read_settings()

# Each agent has a queue of its name: `fetch.document` runs in `fetch`.
QUEUES = {'write.report': 'report'}


def queue_of(name):
    return QUEUES.get(name, name.split('.')[0])


app = Celery(
    'celery_fleet',
    broker=settings['broker'],
    backend=settings['backend'],
    include=[
        'celery_fleet.agents.documents',
        'celery_fleet.agents.insights',
        'celery_fleet.agents.upkeep',
    ],
)

app.conf.update(
    task_routes=(lambda name, *args, **options: {'queue': queue_of(name)},),
    task_send_sent_event=True,
    task_track_started=True,
    # Results tell name and arguments: the portal can send a task again exactly.
    result_extended=True,
    result_expires=6 * 3600,
    # One at a time: what waits stays in its queue, where it is counted and can be cancelled.
    worker_prefetch_multiplier=1,
    worker_pool_restarts=True,
)
