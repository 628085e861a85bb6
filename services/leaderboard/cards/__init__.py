"""Cards: what an address of the public site says of itself when it is shared, in words and as a picture."""
