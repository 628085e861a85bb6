"""What the gateway counts."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

viewers: Final = Gauge("bayge_broadcast_viewers", "Sockets open")
slow_viewers: Final = Gauge("bayge_broadcast_slow_viewers", "Sockets whose line is full")
put_aside: Final = Counter("bayge_broadcast_put_aside", "Times a socket's line was full")
deliveries: Final = Counter("bayge_broadcast_deliveries", "Frames handed to sockets by fan-out")
updates: Final = Counter("bayge_broadcast_updates", "Frames published by the writer of boards", ["followed"])
answers: Final = Counter("bayge_broadcast_answers", "Subscriptions answered", ["answer"])
closes: Final = Counter("bayge_broadcast_closes", "Sockets that the gateway closed", ["code"])
loads: Final = Counter("bayge_broadcast_loads", "Boards loaded from Redis", ["outcome"])
redis_connected: Final = Gauge("bayge_broadcast_redis_connected", "1 while published frames reach us")
redis_losses: Final = Counter("bayge_broadcast_redis_losses", "Times the line to Redis broke")
update_age: Final = Histogram(
    "bayge_broadcast_update_age_seconds",
    "From a board's change to its fan-out",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5),
)
