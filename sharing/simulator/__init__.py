"""An HTTP server that answers as LinkedIn and X do, for development, demonstration and tests.

`python -m sharing.simulator --demo --port 8100 --data DIR`. It never talks to the real networks, needs no Django and
imports nothing of ours. Its log (`DIR/log.jsonl`) is the ground truth of tests: what was really published, and when.
"""
