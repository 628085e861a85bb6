"""Play the experts and the viewers of a championship, over the same doors that people use.

The simulator knows what every board must show in the end, because it reckons that by itself, in fractions and
without the rules of ``shared.domain``: two ways to the same total.
"""
