"""Keeps adding pipeline runs: `python3 -m celery_fleet.feeder`."""
import random
import signal
import sys
import time

from celery import chain

from .agents import documents, insights, upkeep
from .app import app, settings
from .documents import ids_of

# Shares of all runs.
DEFECTIVE, DELAYED, PRIORITY = 0.05, 0.08, 0.2
# No run is added to a pipeline with so many waiting tasks: without workers the queues would grow for ever.
MAX_WAITING = 500
TASKS_PER_RUN = 11 / 3

FIRST = {'documents': 'fetch', 'insights': 'summarise', 'upkeep': 'dedupe'}


def pick(chance, count):
    ids = chance.sample(ids_of('notes'), count)
    if chance.random() < DEFECTIVE:
        ids[0] = chance.choice(ids_of('defective'))
    return ids


def run_of(pipeline, chance, priority):
    if pipeline == 'documents':
        first = documents.fetch.s(pick(chance, 1)[0])
        rest = [documents.split, documents.extract, documents.classify, documents.embed, documents.index]
    elif pipeline == 'insights':
        first = insights.summarise.s(pick(chance, chance.randint(1, 3)))
        rest = [insights.review, insights.report]
    else:
        first = upkeep.dedupe.s(pick(chance, chance.randint(6, 13)))
        rest = [upkeep.verify]
    return chain(first, *(agent.s() for agent in rest)), {'priority': priority}


def waiting(connection, pipeline):
    return connection.default_channel.client.llen(FIRST[pipeline])


def feed():
    chance = random.Random(settings['seed'])
    pause = 60 * TASKS_PER_RUN / settings['tasks_per_minute']
    with app.connection_for_write() as connection:
        while True:
            time.sleep(pause * (0.5 + chance.random()))
            pipeline = chance.choice(list(FIRST))
            priority = chance.choice([3, 6, 9]) if chance.random() < PRIORITY else 0
            run, options = run_of(pipeline, chance, priority)
            if chance.random() < DELAYED:
                options['countdown'] = chance.randint(10, 60)
            if waiting(connection, pipeline) < MAX_WAITING:
                run.apply_async(**options)


def main():
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    while True:
        try:
            feed()
        except app.connection_for_write().connection_errors as error:
            print(f'Runs are not added: {error}', file=sys.stderr, flush=True)
            time.sleep(5)


if __name__ == '__main__':
    main()
