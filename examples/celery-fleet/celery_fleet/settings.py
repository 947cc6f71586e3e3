"""What the fleet reads from the environment."""
import os
from urllib.parse import urlsplit

MAX_TASKS_PER_MINUTE = 60_000


class SettingsError(Exception):
    """Names the variable and what it should be."""


def read_settings(env=os.environ):
    broker = env.get('BROKER_URL') or 'redis://127.0.0.1:6379/0'
    backend = env.get('RESULT_URL') or broker
    for name, url in (('BROKER_URL', broker), ('RESULT_URL', backend)):
        if urlsplit(url).scheme not in ('redis', 'rediss'):
            raise SettingsError(f'{name} must look like redis://[user:password@]host:port/database')
    try:
        rate = float(env.get('TASKS_PER_MINUTE') or 220)
    except ValueError:
        rate = 0
    if not 0 < rate <= MAX_TASKS_PER_MINUTE:
        raise SettingsError(f'TASKS_PER_MINUTE must be a number above 0, at most {MAX_TASKS_PER_MINUTE}')
    return {
        'broker': broker,
        'backend': backend,
        'tasks_per_minute': rate,
        'seed': env.get('FLEET_SEED') or '1',
    }
