"""The settings of every service, each read once from the environment at start."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from shared.domain.publication import AudienceClass
from shared.environment import (
    Environment,
    audience,
    audiences,
    class_secret,
    images_folder,
    names,
    needed,
    photos_folder,
    whole_number,
)
from shared.keys import RESERVED_SKILLS

LOOPBACK: Final = ("127.0.0.1", "::1")


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
            needed(env, "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
            env.get("KAFKA_SECURITY_PROTOCOL") or "PLAINTEXT",
            env.get("KAFKA_SASL_MECHANISM") or "PLAIN",
            env.get("KAFKA_SASL_USERNAME") or None,
            env.get("KAFKA_SASL_PASSWORD") or None,
            env.get("KAFKA_SSL_CAFILE") or None,
            whole_number(env, "KAFKA_PARTITIONS", 6),
            whole_number(env, "KAFKA_REPLICATION", 1),
        )


@dataclass(frozen=True, slots=True)
class RedisSettings:
    """How to reach Redis; a ``rediss://`` address means TLS."""

    url: str
    ca_file: str | None = None

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the ``REDIS_`` settings."""
        return cls(needed(env, "REDIS_URL", "redis://127.0.0.1:6379/0"), env.get("REDIS_CA_FILE") or None)


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
            whole_number(env, "PORT", 0),
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
    photos: Path = Path("var/photos")
    """Where photos are kept; the office reads them there."""
    images: Path = Path("var/images")
    """Where the images of themes are kept, which everybody may see."""

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of ingest."""
        return cls(
            ProcessSettings.from_env(env),
            KafkaSettings.from_env(env),
            needed(env, "BAYGE_SECRET", "a-long-random-text"),
            whole_number(env, "VERDICT_WAIT_MS", 2000),
            redis=RedisSettings.from_env(env) if env.get("REDIS_URL") else None,
            public_url=env.get("BAYGE_PUBLIC_URL", "").rstrip("/"),
            proxies=env.get("BAYGE_PROXIES") or "127.0.0.1",
            photos=photos_folder(env),
            images=images_folder(env),
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
    photos: Path = Path("var/photos")
    """Where ingest keeps photos."""

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of the office."""
        return cls(
            ProcessSettings.from_env(env),
            KafkaSettings.from_env(env),
            needed(env, "BAYGE_SECRET", "a-long-random-text"),
            whole_number(env, "OFFSET_WAIT_MS", 2000),
            redis=RedisSettings.from_env(env) if env.get("REDIS_URL") else None,
            photos=photos_folder(env),
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
    audiences: tuple[AudienceClass, ...] = ("public", "venue")
    interval_ms: int = 20
    """A board changes at once, then at most this often: 50 times a second."""
    overview_interval_ms: int = 500
    timeline_interval_ms: int = 5000

    def interval_of_ms(self, board_id: str) -> int:
        """Return the shortest time between two versions of a board."""
        match board_id.split("/"):
            case [_, skill] if skill not in RESERVED_SKILLS:
                return self.interval_ms
            case [_, _, _]:
                return self.timeline_interval_ms
            case _:
                return self.overview_interval_ms

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of the leaderboard."""
        return cls(
            ProcessSettings.from_env(env),
            KafkaSettings.from_env(env),
            RedisSettings.from_env(env),
            audiences(env),
        )


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """Settings of the read API of one audience class."""

    process: ProcessSettings
    redis: RedisSettings
    audience: AudienceClass = "public"
    secret: str | None = None
    """Signs the class's tokens; None for the public, which needs none."""
    web: Path | None = None
    """The built web app, whose pages the public's process gives out with their cards; None gives none."""
    public_url: str = ""
    """Where people find Bayge, for the addresses in cards; empty means the host that was asked."""

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of the read API."""
        served = audience(env)
        web = env.get("WEB_DIST") if served == "public" else None
        return cls(
            ProcessSettings.from_env(env),
            RedisSettings.from_env(env),
            served,
            class_secret(env, served),
            web=Path(web) if web else None,
            public_url=env.get("BAYGE_PUBLIC_URL", "").rstrip("/"),
        )


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
    """Signs the class's tokens; None for the public, which needs none."""

    @classmethod
    def from_env(cls, env: Environment) -> Self:
        """Read the settings of the gateway."""
        served = audience(env)
        return cls(
            ProcessSettings.from_env(env),
            RedisSettings.from_env(env),
            served,
            whole_number(env, "VIEWERS_MAX", 20_000, at_least=1),
            origins=names(env, "BAYGE_ORIGINS"),
            is_port_shared=whole_number(env, "PORT_SHARED", 0) > 0,
            handover_s=whole_number(env, "HANDOVER_S", 0),
            openings_per_s=whole_number(env, "OPENINGS_PER_S", 2000, at_least=1),
            address_viewers_max=whole_number(env, "ADDRESS_VIEWERS_MAX", 10_000, at_least=1),
            address_openings_per_s=whole_number(env, "ADDRESS_OPENINGS_PER_S", 1000, at_least=1),
            address_messages_per_s=whole_number(env, "ADDRESS_MESSAGES_PER_S", 1000, at_least=1),
            proxies=names(env, "BAYGE_PROXIES") or LOOPBACK,
            secret=class_secret(env, served),
        )


def samples_folder(env: Environment, project: Path) -> Path:
    """Return the folder of real sample files: ``BAYGE_SAMPLES``, else ``shared/data`` beside the project."""
    return Path(env["BAYGE_SAMPLES"]) if env.get("BAYGE_SAMPLES") else project.parent / "shared" / "data"
