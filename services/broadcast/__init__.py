"""Broadcast: carries the boards of one audience class to any number of viewers' sockets."""
