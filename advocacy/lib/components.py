"""Template components with declared props.

A component is a template under `templates/components/` plus a declaration of what it takes. A tag that names an unknown
prop, forgets a required one, or gives a literal value outside a declared choice, is a `TemplateSyntaxError` when the
page's template compiles, so a page that was never opened cannot hide a misspelling.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms.utils import flatatt
from django.template import Context, Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString, mark_safe

Prepare = Callable[[dict[str, Any]], Mapping[str, Any]]

_PROP = re.compile(r"^([a-z][\w-]*)=(.+)$", re.DOTALL)
_ATTRIBUTE = re.compile(r"^(id|(data|aria|hx)-[\w-]+)$")
# What a component may know besides its props.
_SHARED = ("request", "csrf_token")


@dataclass(frozen=True)
class Component:
    """What a component takes: `required` and `optional` props, literal `choices`, slots, and whether it has a body."""

    name: str
    required: tuple[str, ...] = ()
    optional: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slots: tuple[str, ...] = ()
    block: bool = False
    # Whether id, data-…, aria-… and hx-… are passed on to the element.
    attrs: bool = False
    # Adds what the template needs and the page should not have to say.
    prepare: Prepare | None = None

    def check(self, props: Mapping[str, FilterExpression]) -> None:
        """Raise `TemplateSyntaxError` unless `props` are what this component declares."""
        known = {*self.required, *self.optional}
        for name, value in props.items():
            if name not in known and not (self.attrs and _ATTRIBUTE.match(name) and not name.startswith("hx-on")):
                raise TemplateSyntaxError(f"{self.name}: unknown prop {name!r}; it takes {', '.join(sorted(known))}")
            allowed = self.choices.get(name)
            if allowed and isinstance(value.var, str) and not value.filters and value.var not in allowed:
                raise TemplateSyntaxError(f"{self.name}: {name} must be one of {', '.join(allowed)}, not {value.var!r}")
        if missing := [name for name in self.required if name not in props]:
            raise TemplateSyntaxError(f"{self.name}: missing {', '.join(missing)}")


class SlotNode(Node):
    """A named part of a component's body."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Refuse: a slot is rendered by its component, so it must stand directly inside it."""
        raise TemplateSyntaxError(f"slot {self.name!r} must stand directly inside its component")


class ComponentNode(Node):
    """One use of a component."""

    def __init__(self, component: Component, props: dict[str, FilterExpression], body: NodeList) -> None:
        self.component = component
        self.props = props
        self.slots = {node.name: node.nodelist for node in body if isinstance(node, SlotNode)}
        self.nodelist = NodeList(node for node in body if not isinstance(node, SlotNode))

    def render(self, context: Context) -> SafeString:
        """Render the component's own template with its props, its body and its slots, and nothing of the page."""
        component = self.component
        given = {name: expression.resolve(context) for name, expression in self.props.items()}
        values = {**component.optional, **{k: v for k, v in given.items() if not _ATTRIBUTE.match(k) or k in self._own}}
        # None and False leave an attribute out, True writes it bare, as in any form widget.
        attributes = {k: v for k, v in given.items() if k not in values and v is not None}
        values["attrs"] = flatatt(attributes)
        values["body"] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308 - rendered by the page's template
        values["slots"] = {
            name: mark_safe(nodes.render(context).strip())  # noqa: S308 - rendered by the page's template
            for name, nodes in self.slots.items()
        }
        if component.prepare is not None:
            values.update(component.prepare(values))
        if context.template is None:
            raise TemplateSyntaxError(f"{component.name} can only be rendered from a template")
        template = context.template.engine.get_template(f"components/{component.name}.html")
        values.update({name: context[name] for name in _SHARED if name in context and name not in values})
        return template.render(context.new(values))

    @property
    def _own(self) -> set[str]:
        return {*self.component.required, *self.component.optional}


def register_slot(register: Library) -> None:
    """Add the `{% slot "name" %}…{% endslot %}` tag."""

    @register.tag("slot")
    def slot(parser: Parser, token: Token) -> SlotNode:
        bits = token.split_contents()
        if len(bits) != 2 or bits[1][0] not in "\"'":
            raise TemplateSyntaxError('slot takes one name in quotes: {% slot "footer" %}')
        nodelist = parser.parse(("endslot",))
        parser.delete_first_token()
        return SlotNode(bits[1][1:-1], nodelist)


def register_component(register: Library, component: Component) -> None:
    """Add the component's tag, and with a body its end tag, to a template library."""

    def compile_tag(parser: Parser, token: Token) -> ComponentNode:
        props: dict[str, FilterExpression] = {}
        for bit in token.split_contents()[1:]:
            match = _PROP.match(bit)
            if match is None:
                raise TemplateSyntaxError(f"{component.name}: {bit!r} is not prop=value")
            props[match[1]] = parser.compile_filter(match[2])
        component.check(props)
        body = NodeList()
        if component.block:
            body = parser.parse((f"end{component.name}",))
            parser.delete_first_token()
        for node in body:
            if isinstance(node, SlotNode) and node.name not in component.slots:
                raise TemplateSyntaxError(f"{component.name}: unknown slot {node.name!r}")
        return ComponentNode(component, props, body)

    register.tag(component.name, compile_tag)
