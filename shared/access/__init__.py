"""Who may come in, as the topic `access` tells it: its facts, their fold, and the door that asks it.

Ingest writes the topic; every service that lets people in by token follows it (``Register.handle``), so that
what is taken back on one instance is taken back on all.
"""
