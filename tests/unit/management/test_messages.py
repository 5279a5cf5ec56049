"""Translations: what is found, what is kept, what is complained about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from advocacy.management.commands import messages
from advocacy.management.commands.messages import Entry, Translation, collect, complain, extract, read_catalogue

PAGE = """{% load i18n %}
  <p>it's a "broken' (text [ {% translate "Hello" %} {% translate "May" context "month" %}</p>
    {% blocktranslate trimmed count n=shares|length with who=user.name %}
      One share by {{ who }}
    {% plural %}
      {{ n }} shares by {{ who }}
    {% endblocktranslate %}
  {% button label=_("Save") kind="primary" %} {{ _("In a variable") }} {{ x|default:_("none") }}
  {# Translators: the verb #}
  {% #dialog title=_('Don’t') %}{% /dialog %}
"""
MODULE = """
from django.utils import translation
from django.utils.translation import gettext as say, gettext_lazy as _, ngettext, npgettext_lazy, pgettext

def speak(count, label):
    # Translators: an order
    yield _("One " "long line")
    yield ngettext("%(count)s share", "%(count)s shares", count)
    yield npgettext_lazy("noun", "%(n)s post", "%(n)s posts", count)
    yield pgettext("verb", "share"), say("said"), translation.gettext("by the module"), _(label)
    yield f"{_('inside a string')}"
"""


def found(source: str, name: str) -> set[tuple[str, str, str]]:
    return {(entry.context, entry.singular, entry.plural) for entry, _line in extract(source, name)}


def test_templates_give_their_strings() -> None:
    assert found(PAGE, "page.html") == {
        ("", "Hello", ""),
        ("month", "May", ""),
        ("", "One share by %(who)s", "%(n)s shares by %(who)s"),
        ("", "Save", ""),
        ("", "In a variable", ""),
        ("", "none", ""),
        ("", "Don’t", ""),
    }


def test_modules_give_their_strings_whatever_the_functions_are_called() -> None:
    assert found(MODULE, "module.py") == {
        ("", "One long line", ""),
        ("", "%(count)s share", "%(count)s shares"),
        ("noun", "%(n)s post", "%(n)s posts"),
        ("verb", "share", ""),
        ("", "said", ""),
        ("", "by the module", ""),
        ("", "inside a string", ""),
    }


def test_a_module_that_does_not_translate_has_no_strings() -> None:
    assert found('_ = print\n_("Not for translators")', "module.py") == set()


def test_words_for_the_translator_come_along() -> None:
    comments = {entry.singular: entry.comments for entry, _line in [*extract(PAGE, "a.html"), *extract(MODULE, "a.py")]}
    assert comments["Don’t"] == ["Translators: the verb"]
    assert comments["One long line"] == ["Translators: an order"]


# --- Catalogues ------------------------------------------------------------------------------------------------------
@pytest.fixture
def project(settings: Any, tmp_path: Path) -> Callable[[str], None]:
    """A project of one template."""
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    (tmp_path / "templates").mkdir()

    def write(text: str) -> None:
        (tmp_path / "templates" / "page.html").write_text(text, encoding="utf-8")

    return write


def catalogue(project: Path) -> polib.POFile:
    return polib.pofile(str(project / "locale" / "fr" / "LC_MESSAGES" / "django.po"))


def test_collecting_keeps_translations_and_what_nobody_uses_yet(project: Callable[[str], None], tmp_path: Path) -> None:
    project('{% load i18n %}{% translate "Hello" %}{% translate "Bye" %}')
    call_command("messages", verbosity=0)
    po = catalogue(tmp_path)
    po.find("Hello").msgstr = "Bonjour"
    po.save()
    project('{% load i18n %}{% translate "Hello" %}{% translate "See you" %}')
    call_command("messages")
    assert {entry.msgid: entry.msgstr for entry in catalogue(tmp_path)} == {
        "Hello": "Bonjour",
        "Bye": "",
        "See you": "",
    }
    call_command("messages", prune=True)
    assert {entry.msgid for entry in catalogue(tmp_path)} == {"Hello", "See you"}


def test_collecting_twice_changes_nothing(project: Callable[[str], None], tmp_path: Path) -> None:
    project(PAGE)
    call_command("messages")
    path = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    before = path.stat().st_mtime_ns
    call_command("messages")
    assert path.stat().st_mtime_ns == before


def test_checking_changes_nothing_and_fails_on_what_lacks(
    project: Callable[[str], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project('{% load i18n %}{% translate "Hello" %}')
    with pytest.raises(CommandError, match="1 translations"):
        call_command("messages", check=True)
    assert "untranslated  'Hello'  (templates/page.html:1)" in capsys.readouterr().out
    assert not (tmp_path / "locale").exists()


def test_the_compiled_catalogue_is_what_django_shows(project: Callable[[str], None], tmp_path: Path) -> None:
    project(PAGE)
    call_command("messages")
    po = catalogue(tmp_path)
    po.find("Save").msgstr = "Enregistrer"
    po.find("One share by %(who)s").msgstr_plural = {0: "Un partage de %(who)s", 1: "%(n)s partages de %(who)s"}
    po.save()
    call_command("messages", compile=True)
    compiled = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.mo"
    mo = polib.mofile(str(compiled))
    assert mo.find("Save").msgstr == "Enregistrer"
    assert mo.find("One share by %(who)s").msgstr_plural[1] == "%(n)s partages de %(who)s"
    assert "Hello" not in {entry.msgid for entry in mo if entry.msgstr}


def test_two_plurals_of_one_singular_are_refused(project: Callable[[str], None]) -> None:
    block = "{% blocktranslate count n=x %}One{% plural %}MANY{% endblocktranslate %}"
    project("{% load i18n %}" + block.replace("MANY", "Two") + block.replace("MANY", "Several"))
    with pytest.raises(CommandError, match="two plurals"):
        collect()


HELLO = Entry("", "Hello %(who)s", "", ["a.html:1"])
SHARES = Entry("", "%(n)s share", "%(n)s shares", ["a.html:2"])


@pytest.mark.parametrize(
    ("entry", "held", "word"),
    [
        (HELLO, None, "untranslated"),
        (HELLO, Translation("", ("",)), "untranslated"),
        (HELLO, Translation("", ("Bonjour %(who)s",), fuzzy=True), "fuzzy"),
        (HELLO, Translation("", ("Bonjour %(qui)s",)), "placeholders"),
        (HELLO, Translation("", ("Bonjour",)), "placeholders"),
        (SHARES, Translation("", ("Un partage",)), "untranslated"),
        (SHARES, Translation("%(n)s shares", ("Un partage", "")), "untranslated"),
        (SHARES, Translation("%(n)s shares", ("Un partage", "Des partages")), "placeholders"),
    ],
)
def test_what_is_complained_about(entry: Entry, held: Translation | None, word: str) -> None:
    (line,) = complain({entry.key: entry}, {entry.key: held} if held else {})
    assert line.startswith(word)


@pytest.mark.parametrize(
    ("entry", "held"),
    [
        (HELLO, Translation("", ("Bonjour %(who)s",))),
        (SHARES, Translation("%(n)s shares", ("Un partage", "%(n)s partages"))),
        (Entry("", "50%% of it", "", ["a.html:1"]), Translation("", ("la moitié",))),
    ],
)
def test_what_is_right_is_left_alone(entry: Entry, held: Translation) -> None:
    assert complain({entry.key: entry}, {entry.key: held}) == []


def test_what_nobody_uses_is_complained_about() -> None:
    assert complain({}, {("", "Old"): Translation("", ("Vieux",))}) == ["unused  'Old'"]


def test_the_product_itself_has_a_compiled_catalogue_in_french() -> None:
    assert read_catalogue("fr")
    messages.compile_catalogue("fr")
    with translation.override("fr"):
        assert translation.gettext("Monday") == "lundi"
