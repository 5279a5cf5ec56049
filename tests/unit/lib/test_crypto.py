"""Secrets at rest: what belongs to one row opens nowhere else."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from advocacy.lib import crypto
from advocacy.lib.crypto import Binding, CannotOpen, open_sealed, renew, seal
from advocacy.lib.secret import Secret

HERE = Binding(user="7", connection="21", network="somewhere", kind="access")
K1 = "k1:" + base64.b64encode(b"1" * 32).decode()
K2 = "k2:" + base64.b64encode(b"2" * 32).decode()


@pytest.fixture(autouse=True)
def _keys(settings: Any) -> None:
    settings.TOKEN_KEYS = K1


@given(st.text(max_size=200))
def test_what_is_sealed_opens(value: str) -> None:
    assert open_sealed(seal(Secret(value), HERE), HERE) == Secret(value)


def test_a_record_names_its_version_and_key_and_never_repeats() -> None:
    one, two = seal("token", HERE), seal("token", HERE)
    assert one != two
    assert one.startswith("v1.k1.")
    assert len(one.split(".")) == 4
    assert "token" not in one


@pytest.mark.parametrize("part", ["user", "connection", "network", "kind"])
def test_moved_to_another_place_it_does_not_open(part: str) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(seal("token", HERE), replace(HERE, **{part: "other"}))


@pytest.mark.promise("K2")
def test_two_rows_swapped_open_neither() -> None:
    there = replace(HERE, connection="22")
    one, two = seal("mine", HERE), seal("theirs", there)
    for record, place in ((two, HERE), (one, there)):
        with pytest.raises(CannotOpen):
            open_sealed(record, place)


@pytest.mark.parametrize("damage", ["v1", "v2.k1.a.b", "v1.k9.AAAA.AAAA", "v1.k1.%%%.%%%", "a.b.c.d.e", "plain"])
def test_what_is_no_record_does_not_open(damage: str) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(damage, HERE)


def test_every_changed_character_is_noticed() -> None:
    record = seal("token", HERE)
    prefix, _dot, sealed = record.rpartition(".")
    for place in range(len(sealed) - 1):
        other = "A" if sealed[place] != "A" else "B"
        with pytest.raises(CannotOpen):
            open_sealed(f"{prefix}.{sealed[:place]}{other}{sealed[place + 1 :]}", HERE)


def test_nothing_is_an_empty_secret() -> None:
    assert not open_sealed("", HERE)


@pytest.mark.promise("K3")
def test_a_new_key_in_front_encrypts_and_the_old_one_still_opens(settings: Any) -> None:
    old = seal("token", HERE)
    settings.TOKEN_KEYS = f"{K2},{K1}"
    assert open_sealed(old, HERE) == Secret("token")
    new = renew(old, HERE)
    assert crypto.key_of(new) == "k2"
    assert renew(new, HERE) == new
    settings.TOKEN_KEYS = K2
    assert open_sealed(new, HERE) == Secret("token")
    with pytest.raises(CannotOpen):
        open_sealed(old, HERE)


def test_a_failure_says_nothing_of_what_was_inside() -> None:
    with pytest.raises(CannotOpen) as raised:
        open_sealed(seal("token", HERE), replace(HERE, user="8"))
    assert raised.value.__cause__ is None
    assert str(raised.value) == ""


@pytest.mark.parametrize("keys", ["", ",", "k1:", "k1:short", f"{K1},{K1}", "k 1:" + K1[3:], "k1:" + "%" * 44])
def test_bad_keys_stop_the_start(settings: Any, keys: str) -> None:
    settings.TOKEN_KEYS = keys
    with pytest.raises(ImproperlyConfigured, match="TOKEN_KEYS"):
        crypto.first_key()


@pytest.mark.promise("K1")
def test_a_secret_does_not_leak() -> None:
    secret = Secret("token")
    assert "token" not in f"{secret!r}{secret}{secret:>20}"
    with pytest.raises(TypeError):
        json.dumps(secret)
