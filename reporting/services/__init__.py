"""Every write about figures.

`keeping` the running total of each share · `collecting` asking the networks · `clicks` our own counts · `retention`
what is deleted when · `viewing` who looked at named results.
"""
