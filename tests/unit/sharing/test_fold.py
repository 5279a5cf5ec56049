"""Where a preview says that the feed cuts a text."""

from hypothesis import given
from hypothesis import strategies as st

from sharing.networks import REGISTRY, adapter, build
from sharing.networks.base import AppCredentials, Network
from sharing.selectors.desk import fold


def networks() -> list[Network]:
    return [build(key, AppCredentials()) for key in REGISTRY if adapter(key).limits.can_publish]


def test_a_short_text_is_shown_whole() -> None:
    for network in networks():
        assert fold(network, "Bonjour.") == ("Bonjour.", "")


@given(text=st.text(alphabet="ab é\n", max_size=2000))
def test_nothing_is_lost_at_the_fold(text: str) -> None:
    for network in networks():
        head, tail = fold(network, text)
        assert "".join((head + tail).split()) == "".join(text.split())


def test_lines_count_as_well_as_characters() -> None:
    for network in networks():
        lines = network.preview_limits.fold_lines
        if lines is not None:
            head, tail = fold(network, "\n".join(str(number) for number in range(lines + 2)))
            assert len(head.split("\n")) <= lines
            assert tail
