"""The embedded stack: Kafka, Valkey, Caddy and the services as child processes, no root, no container."""
