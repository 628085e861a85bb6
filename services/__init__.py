"""The four services and the web application; none of them imports another."""
