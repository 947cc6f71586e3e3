"""How agents are declared, paced and tried again."""
import random
import time

from ..app import app


class BusyError(Exception):
    """Something that others use too: worth another try."""


class RejectedError(Exception):
    """The work was done, and its result is not good enough."""


# A busy lock is tried again, each time after twice as long; any other error fails the task at once.
agent = {
    'bind': True,
    'autoretry_for': (BusyError,),
    'retry_backoff': 2,
    'retry_backoff_max': 30,
    'retry_jitter': True,
    'max_retries': 3,
}


def task(name):
    return app.task(name=name, **agent)


def paced(items, seconds):
    """Each item after a pause, as an agent takes that asks a model."""
    for item in items:
        time.sleep(seconds * (0.5 + random.random()))
        yield item


def take_lock(name, share_busy):
    if random.random() < share_busy:
        raise BusyError(f'The lock of {name} is held by somebody else')
