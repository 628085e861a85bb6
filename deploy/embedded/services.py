"""The table of Bayge's own processes: which module, and which secrets each may know.

A service gets only what it needs: those that serve an audience never see Kafka, the signing key or the
writer's password (invariant 5); those of the venue get a key made for the tokens of their class alone.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag, auto

from deploy.embedded.asking import http_alive, http_ready
from deploy.embedded.caddy import WEB_DIST
from deploy.embedded.config import LOOPBACK, REPOSITORY
from deploy.embedded.part import Part
from shared.tokens import class_secret


class Needs(Flag):
    """What a service must be told to do its work."""

    KAFKA = auto()
    BOARDS_WRITER = auto()
    BOARDS_PUBLIC = auto()
    BOARDS_VENUE = auto()
    SIGNING_KEY = auto()
    EPHEMERAL = auto()
    PAGES = auto()


@dataclass(frozen=True)
class Service:
    """One row of the table."""

    name: str
    module: tuple[str, ...]
    needs: Needs


SERVICES = (
    Service("scoring", ("services.scoring",), Needs.KAFKA),
    Service("leaderboard", ("services.leaderboard",), Needs.KAFKA | Needs.BOARDS_WRITER),
    Service("office", ("services.office",), Needs.KAFKA | Needs.SIGNING_KEY | Needs.EPHEMERAL),
    Service("ingest", ("services.ingest",), Needs.KAFKA | Needs.SIGNING_KEY | Needs.EPHEMERAL),
    Service("serve", ("services.leaderboard", "serve"), Needs.BOARDS_PUBLIC | Needs.PAGES),
    Service("broadcast", ("services.broadcast",), Needs.BOARDS_PUBLIC),
    Service("serve-venue", ("services.leaderboard", "serve"), Needs.BOARDS_VENUE),
    Service("broadcast-venue", ("services.broadcast",), Needs.BOARDS_VENUE),
)


@dataclass(frozen=True)
class Supplies:
    """What the stack has to give to its services."""

    kafka: Mapping[str, str]
    """Every setting that opens Kafka."""
    redis_writer: str
    redis_public: str
    redis_venue: str
    redis_ephemeral: str
    """Empty where there is none: then each process keeps in memory what may vanish."""
    secret: str
    common: Mapping[str, str]
    """What every process gets."""


def environment(service: Service, port: int, supplies: Supplies) -> dict[str, str]:
    """Return the whole environment of a service: nothing in it that it does not need."""
    told = {**supplies.common, "HOST": LOOPBACK, "PORT": str(port), "INSTANCE": "0"}
    if Needs.KAFKA in service.needs:
        told |= supplies.kafka
    if Needs.BOARDS_WRITER in service.needs:
        told["REDIS_URL"] = supplies.redis_writer
    if Needs.BOARDS_PUBLIC in service.needs:
        told |= {"REDIS_URL": supplies.redis_public, "BAYGE_AUDIENCE": "public"}
    if Needs.BOARDS_VENUE in service.needs:
        told |= {
            "REDIS_URL": supplies.redis_venue,
            "BAYGE_AUDIENCE": "venue",
            "BAYGE_CLASS_SECRET": class_secret(supplies.secret, "venue"),
        }
    if Needs.EPHEMERAL in service.needs and supplies.redis_ephemeral:
        told["REDIS_URL"] = supplies.redis_ephemeral
    if Needs.PAGES in service.needs:
        told["WEB_DIST"] = str(WEB_DIST)
    if Needs.SIGNING_KEY in service.needs:
        told["BAYGE_SECRET"] = supplies.secret
    return told


def service_part(service: Service, port: int, supplies: Supplies) -> Part:
    """Return a service as a part of the stack."""
    return Part(
        name=service.name,
        command=(sys.executable, "-m", *service.module),
        port=port,
        is_ready=lambda: http_ready(port),
        is_alive=lambda: http_alive(port),
        environment=environment(service, port, supplies),
        folder=REPOSITORY,
    )
