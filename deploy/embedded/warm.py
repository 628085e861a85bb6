"""Fetch and prepare what a first start would otherwise wait for: ``python -m deploy.embedded.warm``."""

import sys
from functools import partial

from deploy.embedded.archive import kafka_java
from deploy.embedded.config import load_settings
from deploy.embedded.errors import StackError
from deploy.embedded.jars import kafka_jars


def main() -> int:
    """Fill the cache; returns the exit code."""
    say = partial(print, flush=True)
    try:
        settings = load_settings()
        kafka_java(settings.cache, kafka_jars(settings.cache, say=say), say)
    except StackError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
