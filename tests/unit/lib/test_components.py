"""Components refuse what they were not declared to take, escape what they are given, and all stand in the gallery."""

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from advocacy.lib import htmx, icons
from advocacy.lib.forms import RadioCards, Segmented, Switch
from advocacy.lib.gallery import gallery_context
from advocacy.lib.status import STATUSES, look_of
from advocacy.templatetags.relais import COMPONENTS
from content_library.states import ItemState
from sharing.states import ConnectionState, ShareState

pytestmark = pytest.mark.unit


def rendered(source: str, **context: object) -> str:
    with translation.override("en"):
        return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% button labl='x' %}", "unknown prop 'labl'"),
        ("{% button kind='outline' %}", "missing label"),
        ("{% button label='x' kind='loud' %}", "kind must be one of"),
        ("{% button label='x' hx-on='alert()' %}", "unknown prop 'hx-on'"),
        ("{% button label='x' hx-on:click='alert()' %}", "is not prop=value"),
        ("{% button 'x' %}", "is not prop=value"),
        ("{% network_badge icon='x' label='X' data-a='1' %}", "unknown prop 'data-a'"),
        ("{% card %}{% slot 'foot' %}{% endslot %}{% endcard %}", "unknown slot 'foot'"),
        ("{% card %}{% slot foot %}{% endslot %}{% endcard %}", "slot takes one name in quotes"),
        ("{% card %}", "Unclosed tag"),
    ],
)
def test_a_mistake_stops_the_template_from_compiling(source: str, said: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=said):
        Template(source)


def test_a_slot_must_stand_directly_inside_its_component() -> None:
    with pytest.raises(TemplateSyntaxError, match="directly inside"):
        rendered("{% card %}{% if 1 %}{% slot 'footer' %}x{% endslot %}{% endif %}{% endcard %}")


def test_props_are_escaped_and_the_body_is_not_escaped_twice() -> None:
    html = rendered("{% card title=t %}<b>{{ t }}</b>{% endcard %}", t="<i>&")
    assert "<span>&lt;i&gt;&amp;</span>" in html
    assert "<b>&lt;i&gt;&amp;</b>" in html


def test_a_component_sees_its_props_and_nothing_of_the_page() -> None:
    assert "secret" not in rendered("{% card %}{% endcard %}", title="secret", meta="secret")


def test_attributes_reach_the_element_escaped_and_none_leaves_them_out() -> None:
    html = rendered(
        "{% button label='Go' hx-post=url data-x=none id='go' aria-busy=true %}", url='/a?b=1&c="', none=None, true=True
    )
    assert 'hx-post="/a?b=1&amp;c=&quot;"' in html
    assert "data-x" not in html
    assert 'id="go"' in html
    assert " aria-busy" in html


def test_a_link_is_a_link_and_a_disabled_one_is_a_button() -> None:
    assert rendered("{% button label='Go' href='/x' %}").startswith('<a href="/x"')
    assert " disabled" in rendered("{% button label='Go' href='/x' disabled=True %}")


def test_an_icon_button_has_a_name() -> None:
    html = rendered("{% button label='Close' icon='x' icon_only=True %}")
    assert 'aria-label="Close"' in html
    assert 'aria-hidden="true"' in html


def test_every_declared_component_has_a_template_and_stands_in_the_gallery() -> None:
    gallery = get_template("people/gallery.html").template.source
    layouts = {"toasts", "phone_bar", "page_header", "section_header", "setting"}
    for component in COMPONENTS:
        get_template(f"components/{component.name}.html")
        assert (
            component.name in layouts or f"{{% {component.name} " in gallery or f"{{% {component.name} %" in gallery
        ), component.name


def test_every_state_of_the_product_has_a_word_an_icon_and_a_colour() -> None:
    assert set(ShareState.values) <= set(STATUSES["share"])
    assert set(ItemState.values) <= set(STATUSES["content"])
    assert set(ConnectionState.values) <= set(STATUSES["connection"])
    for states in STATUSES.values():
        for look in states.values():
            assert icons.icon(look.icon)
            assert str(look.word)


def test_a_share_held_for_the_page_says_so() -> None:
    assert look_of("share", "held", "embargo") == STATUSES["share"]["waiting_page"]
    assert look_of("share", "held", "paused") == STATUSES["share"]["held"]


def test_a_network_without_a_drawing_shows_its_initial_escaped() -> None:
    assert ">M</text>" in icons.network_glyph("unheard-of", "mastodon")
    assert "&lt;" in icons.network_glyph("unheard-of", "<b>")


@pytest.mark.parametrize(
    ("used", "expected"),
    [(259, "counter"), (260, "counter counter--warn"), (280, "counter counter--warn"), (281, "counter counter--bad")],
)
def test_a_counter_warns_from_twenty_left_and_says_how_many_too_many(used: int, expected: str) -> None:
    html = rendered("{% counter used=used limit=280 %}", used=used)
    assert f'class="{expected}"' in html
    assert ("1 character too many" in html) == (used == 281)


@pytest.mark.parametrize(
    ("percent", "sentence"),
    [(70, "come through clearly"), (69, "A little more of you"), (40, "A little"), (39, "resembles")],
)
def test_the_voice_meter_speaks_by_the_thresholds(percent: int, sentence: str) -> None:
    assert sentence in rendered("{% voice_meter percent=p %}", p=percent)


def test_an_unchanged_suggestion_has_no_figure() -> None:
    html = rendered("{% voice_meter percent=0 unchanged=True %}")
    assert "suggested text, as it is" in html
    assert "0%" not in html


class OneForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on a badge")
    note = forms.CharField(label="Note", required=False)
    order = forms.ChoiceField(label="Order", choices=[("a", "A"), ("b", "B")], widget=RadioCards(texts={"a": "first"}))
    size = forms.ChoiceField(label="Size", choices=[("s", "S")], widget=Segmented(icons={"s": "sun"}))
    on = forms.BooleanField(label="On", widget=Switch(), required=False)
    sure = forms.BooleanField(label="Sure")


def test_a_form_says_what_is_wrong_on_top_and_beside_each_field() -> None:
    form = OneForm({"name": ""})
    html = rendered("{{ form }}", form=form)
    assert "4 things to correct." in html
    assert '<a href="#id_name">Name</a>' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_optional_fields_say_so_and_choices_carry_their_second_line() -> None:
    html = rendered("{{ form }}", form=OneForm())
    assert html.count("(optional)") == 1
    assert '<span class="option__text">first</span>' in html
    assert 'role="switch"' in html
    assert "error-summary" not in html


def test_the_gallery_draws_everything_in_both_languages() -> None:
    for language in ("en", "fr"):
        with translation.override(language):
            context = gallery_context()
            for name in ("tabs", "charts", "statuses", "form"):
                assert context[name]


def test_a_fragment_is_rendered_only_for_htmx_and_never_for_a_boosted_or_restored_page(rf: RequestFactory) -> None:
    assert htmx.wants_fragment(rf.get("/", headers={"HX-Request": "true"}))
    assert not htmx.wants_fragment(rf.get("/"))
    assert not htmx.wants_fragment(rf.get("/", headers={"HX-Request": "true", "HX-Boosted": "true"}))
    assert not htmx.wants_fragment(rf.get("/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}))


def test_after_a_change_htmx_is_told_where_to_go(rf: RequestFactory) -> None:
    plain: HttpResponse = htmx.go(rf.post("/"), "/next/")
    assert (plain.status_code, plain["Location"]) == (302, "/next/")
    swapped = htmx.go(rf.post("/", headers={"HX-Request": "true"}), "/next/")
    assert (swapped.status_code, swapped["HX-Redirect"]) == (204, "/next/")


def test_an_undo_must_stay_on_this_site(rf: RequestFactory) -> None:
    with pytest.raises(ValueError, match="of this site"):
        htmx.toast(rf.get("/"), "Done", undo_url="//elsewhere.example/")
    assert htmx.undo_url(Message(messages.SUCCESS, "Done", "undo:/o/a/undo/")) == "/o/a/undo/"
    assert htmx.undo_url(Message(messages.SUCCESS, "Done")) == ""
