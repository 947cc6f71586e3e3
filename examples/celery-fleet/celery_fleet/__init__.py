"""The agents of the example fleet as Celery tasks."""
