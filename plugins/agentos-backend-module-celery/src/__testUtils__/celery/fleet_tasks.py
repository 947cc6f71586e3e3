"""Tasks for tests: each says in the Redis list `notes` what it did."""
import os
import time

import redis
from celery import Celery, chain, chord, group, signature  # noqa: F401 (for scripts of the tests)
from celery.exceptions import Ignore, Reject  # noqa: F401

BROKER_URL = os.environ['BROKER_URL']
RESULT_URL = os.environ.get('RESULT_URL', BROKER_URL)

app = Celery('fleet_tasks', broker=BROKER_URL, backend=RESULT_URL)
app.conf.update(
    broker_connection_retry=True,
    result_extended=os.environ.get('RESULT_EXTENDED') == '1',
    task_track_started=True,
    task_send_sent_event=os.environ.get('SENT_EVENTS') == '1',
    worker_pool_restarts=os.environ.get('POOL_RESTARTS') == '1',
    accept_content=['json', 'pickle'],
    broker_transport_options={'global_keyprefix': os.environ.get('KEYPREFIX', '')},
)

notes = redis.Redis.from_url(BROKER_URL)


@app.task(name='test.add')
def add(x, y=0):
    return x + y


@app.task(name='test.note')
def note(word):
    notes.rpush('notes', repr(word))
    return word


@app.task(name='test.step')
def step(word):
    """Fails while the key `broken:<word>` is there."""
    if notes.exists(f'broken:{word}'):
        raise ValueError(f'{word} is broken')
    notes.rpush('notes', word)
    return word


@app.task(name='test.fail')
def fail(message, detail=None):
    raise KeyError(message)


@app.task(name='test.late', acks_late=True)
def late(word):
    return wait_until_released(word)


@app.task(name='test.hold')
def hold(word):
    return wait_until_released(word)


@app.task(name='test.retrying', bind=True, max_retries=2, default_retry_delay=0.1)
def retrying(self, word):
    try:
        raise ValueError(word)
    except ValueError as error:
        raise self.retry(exc=error)


def wait_until_released(word):
    """Runs until the key `release:<word>` is there."""
    notes.rpush('notes', f'began {word}')
    while not notes.exists(f'release:{word}'):
        time.sleep(0.02)
    notes.rpush('notes', f'ended {word}')
    return word
