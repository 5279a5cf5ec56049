"""Chaos: real processes on servers of their own, everything killed at random, and a judge who compares.

`python -m tests.chaos --shares 300 --seconds 60 --seed 1` (or `make chaos`). `servers` are what may be crashed,
`people` what members do meanwhile, `weather` what happens when, `judge` what it must have come to, `run` the play.
"""
