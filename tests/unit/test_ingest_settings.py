"""What ingest reads from its environment about access."""

from shared.config import IngestSettings

NEEDED = {"KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:9092", "BAYGE_SECRET": "a-long-random-text"}


def test_without_settings_presence_is_kept_in_memory_and_one_proxy_is_believed() -> None:
    """The one on this machine."""
    settings = IngestSettings.from_env(NEEDED)

    assert (None, "", "127.0.0.1") == (settings.redis, settings.public_url, settings.proxies)


def test_redis_address_and_proxies_are_settings() -> None:
    """A slash at the end of the address makes no double slash in a link."""
    settings = IngestSettings.from_env(
        {
            **NEEDED,
            "REDIS_URL": "redis://ephemeral@10.0.0.1/0",
            "BAYGE_PUBLIC_URL": "https://bayge.example/",
            "BAYGE_PROXIES": "10.0.0.0/8",
        }
    )

    assert settings.redis is not None
    assert "redis://ephemeral@10.0.0.1/0" == settings.redis.url
    assert ("https://bayge.example", "10.0.0.0/8") == (settings.public_url, settings.proxies)
