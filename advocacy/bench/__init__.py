"""Benchmarks: a site of their own on a free loopback port, measured beside a bound in the same run.

Absolute figures belong to a machine; what counts is the ratio to the bound and how little it grows with the data.
"""
