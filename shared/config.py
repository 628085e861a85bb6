"""The settings of every service, each read once from the environment at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from shared.domain.publication import AUDIENCE_CLASSES, AudienceClass


class SettingMissing(Exception):
    """A setting that has no default is missing or cannot be read; the text says which, with an example."""


Environment = Mapping[str, str]
LOOPBACK: Final = ("127.0.0.1", "::1")


def _needed(env: Environment, name: str, example: str) -> str:
    value = env.get(name, "")
    if not value:
        raise SettingMissing(f"the setting {name} is missing; an example: {name}={example}")
    return value


def _whole_number(env: Environment, name: str, default: int, at_least: int = 0) -> int:
    value = env.get(name) or str(default)
    if not value.isdecimal() or int(value) < at_least:
        wanted = "a whole number" + (f" from {at_least} on" if at_least else "")
        raise SettingMissing(
            f"the setting {name} must be {wanted}, not {value!r}; an example: {name}={default}"
        )
    return int(value)


def _names(env: Environment, name: str) -> tuple[str, ...]:
    return tuple(filter(None, env.get(name, "").split(",")))


def _audience(env: Environment) -> AudienceClass:
    value = env.get("BAYGE_AUDIENCE", "public")
    if value not in AUDIENCE_CLASSES:
        raise SettingMissing(
            f"the setting BAYGE_AUDIENCE must be one of {', '.join(AUDIENCE_CLASSES)}, not {value!r}"
        )
    return value


@dataclass(frozen=True, slots=True)
class KafkaSettings:
    """How to reach Kafka, and how topics are made there."""

    bootstrap_servers: str
    security_protocol: str = "PLAINTEXT"
    sasl_mechanism: str = "PLAIN"
    sasl_username: str | None = None
    sasl_password: str | None = None
    ca_file: str | None = None
    partitions: int = 6
    replication: int = 1

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the ``KAFKA_`` settings."""
        return cls(
            _needed(env, "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
            env.get("KAFKA_SECURITY_PROTOCOL") or "PLAINTEXT",
            env.get("KAFKA_SASL_MECHANISM") or "PLAIN",
            env.get("KAFKA_SASL_USERNAME") or None,
            env.get("KAFKA_SASL_PASSWORD") or None,
            env.get("KAFKA_SSL_CAFILE") or None,
            _whole_number(env, "KAFKA_PARTITIONS", 6),
            _whole_number(env, "KAFKA_REPLICATION", 1),
        )


@dataclass(frozen=True, slots=True)
class RedisSettings:
    """How to reach Redis; a ``rediss://`` address means TLS."""

    url: str
    ca_file: str | None = None

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the ``REDIS_`` settings."""
        return cls(_needed(env, "REDIS_URL", "redis://127.0.0.1:6379/0"), env.get("REDIS_CA_FILE") or None)


@dataclass(frozen=True, slots=True)
class ProcessSettings:
    """What every service process has: where it listens, which instance it is, how much it logs."""

    host: str = "127.0.0.1"
    port: int = 0
    instance: str = "0"
    """Stable over restarts, so that the consumer group knows the member again at once."""
    log_level: str = "INFO"

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read ``HOST``, ``PORT``, ``INSTANCE`` and ``LOG_LEVEL``."""
        return cls(
            env.get("HOST") or "127.0.0.1",
            _whole_number(env, "PORT", 0),
            env.get("INSTANCE") or "0",
            env.get("LOG_LEVEL") or "INFO",
        )


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Settings of ingest."""

    process: ProcessSettings
    kafka: KafkaSettings
    secret: str
    verdict_wait_ms: int = 2000
    body_bytes_max: int = 256 * 1024
    import_bytes_max: int = 64 * 1024 * 1024
    acts_bytes_max: int = 4 * 1024 * 1024
    """Two hundred acts, or one that brings a whole scheme."""
    redis: RedisSettings | None = None
    """For what may vanish: presence and limits; None means that each instance keeps its own."""
    public_url: str = ""
    """Where people find Bayge, for links and QR codes; empty gives links without an origin."""
    proxies: str = "127.0.0.1"
    """Addresses or networks of the proxies that are believed when they say whom a request comes from."""
    hash_rounds: int = 2
    hash_memory_kib: int = 19 * 1024
    """How dear a guess of a password is made: argon2id as OWASP recommends it at least."""

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of ingest."""
        return cls(
            ProcessSettings.from_env(env),
            KafkaSettings.from_env(env),
            _needed(env, "BAYGE_SECRET", "a-long-random-text"),
            _whole_number(env, "VERDICT_WAIT_MS", 2000),
            redis=RedisSettings.from_env(env) if env.get("REDIS_URL") else None,
            public_url=env.get("BAYGE_PUBLIC_URL", "").rstrip("/"),
            proxies=env.get("BAYGE_PROXIES") or "127.0.0.1",
        )


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """Settings of the office."""

    process: ProcessSettings
    kafka: KafkaSettings
    secret: str
    offset_wait_ms: int = 2000
    """How long a read waits for the caller's own write."""
    body_bytes_max: int = 4 * 1024 * 1024
    """Of a scheme to preview."""
    redis: RedisSettings | None = None
    """Where the boards say which marks they show; None means that nobody can tell."""

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of the office."""
        return cls(
            ProcessSettings.from_env(env),
            KafkaSettings.from_env(env),
            _needed(env, "BAYGE_SECRET", "a-long-random-text"),
            _whole_number(env, "OFFSET_WAIT_MS", 2000),
            redis=RedisSettings.from_env(env) if env.get("REDIS_URL") else None,
        )


@dataclass(frozen=True, slots=True)
class ScoringSettings:
    """Settings of scoring."""

    process: ProcessSettings
    kafka: KafkaSettings
    var: Path = Path("var")
    """Where Faust may keep what it likes; nothing of ours is in it."""

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of scoring."""
        var = Path(env.get("BAYGE_VAR") or "var")
        return cls(ProcessSettings.from_env(env), KafkaSettings.from_env(env), var)


@dataclass(frozen=True, slots=True)
class LeaderboardSettings:
    """Settings of the writer of boards."""

    process: ProcessSettings
    kafka: KafkaSettings
    redis: RedisSettings
    audiences: tuple[AudienceClass, ...] = ("public",)
    interval_ms: int = 20
    """A board changes at once, then at most this often: 50 times a second."""
    overview_interval_ms: int = 500

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of the leaderboard."""
        return cls(ProcessSettings.from_env(env), KafkaSettings.from_env(env), RedisSettings.from_env(env))


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """Settings of the read API of one audience class."""

    process: ProcessSettings
    redis: RedisSettings
    audience: AudienceClass = "public"

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of the read API."""
        return cls(ProcessSettings.from_env(env), RedisSettings.from_env(env), _audience(env))


@dataclass(frozen=True, slots=True)
class BroadcastSettings:
    """Settings of the gateway of one audience class."""

    process: ProcessSettings
    redis: RedisSettings
    audience: AudienceClass = "public"
    viewers_max: int = 20_000
    backlog_bytes_max: int = 128 * 1024
    """What the system may hold of a line that it cannot send yet."""
    slow_limit_s: int = 10
    beat_s: int = 15
    origins: tuple[str, ...] = ()
    """Origins that may open a socket; none named means any."""
    is_port_shared: bool = False
    """Other gateways of this host listen on the same port."""
    handover_s: int = 0
    """So long a gateway that is to stop serves on, while viewers open a socket with another one."""
    openings_per_s: int = 2000
    address_viewers_max: int = 10_000
    """A hall, or a city's operator, may be behind one address."""
    address_openings_per_s: int = 1000
    address_messages_per_s: int = 1000
    proxies: tuple[str, ...] = LOOPBACK
    """Addresses of our own proxies: what they say about where a viewer comes from is believed."""
    secret: str | None = None
    """Signs the tokens that boards ask for which are not public; None in a gateway of the public."""

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of the gateway."""
        audience = _audience(env)
        is_public = audience == "public"
        return cls(
            ProcessSettings.from_env(env),
            RedisSettings.from_env(env),
            audience,
            _whole_number(env, "VIEWERS_MAX", 20_000, at_least=1),
            origins=_names(env, "BAYGE_ORIGINS"),
            is_port_shared=_whole_number(env, "PORT_SHARED", 0) > 0,
            handover_s=_whole_number(env, "HANDOVER_S", 0),
            openings_per_s=_whole_number(env, "OPENINGS_PER_S", 2000, at_least=1),
            address_viewers_max=_whole_number(env, "ADDRESS_VIEWERS_MAX", 10_000, at_least=1),
            address_openings_per_s=_whole_number(env, "ADDRESS_OPENINGS_PER_S", 1000, at_least=1),
            address_messages_per_s=_whole_number(env, "ADDRESS_MESSAGES_PER_S", 1000, at_least=1),
            proxies=_names(env, "BAYGE_PROXIES") or LOOPBACK,
            secret=None if is_public else _needed(env, "BAYGE_SECRET", "a-long-random-text"),
        )


def samples_folder(env: Environment, project: Path) -> Path:
    """Return the folder of real sample files: ``BAYGE_SAMPLES``, else ``shared/data`` beside the project."""
    return Path(env["BAYGE_SAMPLES"]) if env.get("BAYGE_SAMPLES") else project.parent / "shared" / "data"
