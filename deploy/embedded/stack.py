"""Put the embedded stack together from its settings, and run it: the composition root of `bayge up`."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from deploy.embedded import caddy, kafka, valkey
from deploy.embedded.archive import kafka_java
from deploy.embedded.certificate import certificate_kind
from deploy.embedded.config import LOOPBACK, StackSettings
from deploy.embedded.errors import StackError
from deploy.embedded.jars import kafka_jars
from deploy.embedded.lock import locked
from deploy.embedded.part import Part, Stage
from deploy.embedded.ports import free_ports, is_free, public_port
from deploy.embedded.secret import kept_secret
from deploy.embedded.services import SERVICES, Supplies, service_part
from deploy.embedded.state import Addresses, PartState, StackState, save_state
from deploy.embedded.supervisor import Machine, Supervisor
from shared.clock import system_clock
from shared.config import KafkaSettings

PART_NAMES = ("kafka", "valkey", *(service.name for service in SERVICES), "caddy")
Say = Callable[[str], None]
Report = Callable[[StackState], None]


@dataclass(frozen=True)
class Stack:
    """What is to run, and where it will be found."""

    addresses: Addresses
    stages: tuple[Stage, ...]


def secret_of(settings: StackSettings) -> str:
    """Return the key that signs tokens: the one set, else the one kept in the data folder."""
    return settings.secret or kept_secret(settings.var / "secret")


def runs(settings: StackSettings, name: str) -> bool:
    """Tell whether a part belongs to this stack and is not already there."""
    external = {"kafka": settings.kafka_external, "valkey": settings.redis_external}
    return not external.get(name) and (not settings.only or name in settings.only)


def compose(settings: StackSettings, say: Say = print) -> Stack:
    """Choose ports, write the parts' settings and return the stack; starts nothing."""
    unknown = settings.only - set(PART_NAMES)
    if unknown:
        raise StackError(f"There is no part {min(unknown)!r}; the parts are {', '.join(PART_NAMES)}.")
    free = free_ports()
    origin = _origin(settings, free)
    stores: list[Part] = []
    if runs(settings, "kafka"):
        stores.append(_kafka(settings, free, say))
    if runs(settings, "valkey"):
        stores.append(valkey.valkey_part(settings.var / "valkey", next(free)))
    addresses = _addresses(settings, origin, {part.name: part.port for part in stores})
    supplies = _supplies(settings, addresses)
    ports = {service.name: next(free) for service in SERVICES}
    services = [service_part(s, ports[s.name], supplies) for s in SERVICES if runs(settings, s.name)]
    front = [caddy.caddy_part(settings, settings.var / "caddy", origin, next(free), ports)]
    prepare = partial(_create_topics, supplies) if addresses.kafka else lambda: None
    stages = (
        Stage("stores", tuple(stores)),
        Stage("services", tuple(services), prepare),
        Stage("address", tuple(part for part in front if runs(settings, part.name))),
    )
    return Stack(addresses, stages)


def _origin(settings: StackSettings, free: Iterator[int]) -> caddy.Origin:
    """Return the public addresses; beside HTTPS the next free port tells phones how to trust it."""
    port = public_port(settings.port, settings.host, free)
    if certificate_kind(settings) == "none":
        return caddy.origin(settings, port)
    beside = port + 1 if port and settings.port != 0 and is_free(port + 1, settings.host) else next(free)
    return caddy.origin(settings, port, beside)


def _kafka(settings: StackSettings, free: Iterator[int], say: Say) -> Part:
    jars = kafka_jars(settings.cache, say=say)
    java = (*kafka_java(settings.cache, jars, say), *settings.kafka_java_options)
    return kafka.kafka_part(java, settings.var / "kafka", next(free), next(free))


def _addresses(settings: StackSettings, origin: caddy.Origin, ports: dict[str, int]) -> Addresses:
    """Return where things will be; an empty text stands for a store that this stack does not have."""
    home = settings.var / "valkey"
    port = ports.get("valkey")
    urls = {user: valkey.valkey_url(home, user, port) for user in valkey.USERS} if port else {}
    return Addresses(
        public_url=origin.public_url,
        lan_url=origin.lan_url,
        trust_url=origin.trust_url,
        certificate=origin.certificate,
        kafka=settings.kafka_external or (f"{LOOPBACK}:{ports['kafka']}" if "kafka" in ports else ""),
        redis_writer=urls.get(valkey.WRITER) or settings.redis_external or "",
        redis_public=urls.get(valkey.PUBLIC) or settings.redis_public_external or "",
        redis_venue=urls.get(valkey.VENUE) or settings.redis_venue_external or "",
        redis_ephemeral=urls.get(valkey.EPHEMERAL) or settings.redis_ephemeral_external or "",
    )


def _supplies(settings: StackSettings, addresses: Addresses) -> Supplies:
    common = dict(settings.child_environment) | {
        "BAYGE_VAR": str(settings.var),
        "BAYGE_PUBLIC_URL": addresses.lan_url or addresses.public_url,
    }
    return Supplies(
        kafka=dict(settings.kafka_environment) | {"KAFKA_BOOTSTRAP_SERVERS": addresses.kafka},
        redis_writer=addresses.redis_writer,
        redis_public=addresses.redis_public,
        redis_venue=addresses.redis_venue,
        redis_ephemeral=addresses.redis_ephemeral,
        secret=secret_of(settings),
        common=common,
    )


def _create_topics(supplies: Supplies) -> None:
    from shared.kafka import ensure_topics  # here, so that `bayge --help` does not wait for a Kafka client

    asyncio.run(ensure_topics(KafkaSettings.from_env(supplies.kafka)))


def run_stack(settings: StackSettings, report: Report, say: Say = print) -> None:
    """Run the stack until a signal asks it to stop; raises StackError when it cannot start.

    Call it from the main thread: the kernel ties every part to the thread that started it.
    """
    with locked(settings.var):
        stack = compose(settings, say)
        machine = Machine(settings.var / "logs")
        started_at_ms = system_clock()

        def tell(supervisor: Supervisor) -> None:
            state = _state(supervisor, stack.addresses, started_at_ms, machine)
            save_state(settings.var, state)
            report(state)

        supervisor = Supervisor(stack.stages, machine, tell)
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, lambda *_: supervisor.request_stop())
        supervisor.run()


def _state(supervisor: Supervisor, addresses: Addresses, started_at_ms: int, machine: Machine) -> StackState:
    parts = tuple(
        PartState(
            name=child.part.name,
            state=child.watch.state,
            pid=child.watch.pid,
            port=child.part.port,
            restarts=child.watch.restarts,
            start_took_s=child.watch.start_took_s,
            log=str(machine.log(child.part.name)),
        )
        for child in supervisor.children
    )
    return StackState(supervisor.phase, os.getpid(), started_at_ms, addresses, parts)
