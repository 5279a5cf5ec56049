"""A secret shows itself to nobody who did not ask by name."""

import copy
import json
import pickle
from dataclasses import asdict, dataclass

import pytest

from advocacy.lib.secret import MASK, Secret

VALUE = "AQX-very-secret"


def test_every_way_of_showing_it_shows_the_mask() -> None:
    secret = Secret(VALUE)
    assert {repr(secret), str(secret), f"{secret}", f"{secret!s:>10}".strip(), "%s" % secret} == {MASK}  # noqa: UP031 -- a way of showing it
    assert f"{secret:>40}" == MASK
    assert VALUE not in repr({"token": secret, "list": [secret]})
    assert secret.reveal() == VALUE


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_cannot_be_pickled(protocol: int) -> None:
    with pytest.raises(TypeError):
        pickle.dumps({"token": Secret(VALUE)}, protocol)


def test_it_cannot_be_written_as_json() -> None:
    with pytest.raises(TypeError):
        json.dumps({"token": Secret(VALUE)})
    assert VALUE not in json.dumps({"token": Secret(VALUE)}, default=str)


def test_it_equals_only_a_secret_of_the_same_value() -> None:
    assert Secret(VALUE) == Secret(VALUE)
    assert Secret(VALUE) != Secret("other")
    assert Secret(VALUE) != VALUE
    assert len({Secret(VALUE), Secret(VALUE)}) == 1
    assert not Secret()
    assert Secret(Secret(VALUE)).reveal() == VALUE


def test_copies_stay_secret() -> None:
    @dataclass(frozen=True)
    class Holder:
        token: Secret

    assert copy.deepcopy(Secret(VALUE)).reveal() == VALUE
    assert copy.copy(Secret(VALUE)) == Secret(VALUE)
    assert VALUE not in repr(asdict(Holder(Secret(VALUE))))
    assert not hasattr(Secret(VALUE), "__dict__")
