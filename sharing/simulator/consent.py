"""Signing in and consenting, for both networks, and the tokens that come of it."""

import re
from typing import Final
from urllib.parse import parse_qs

from sharing.simulator import tokens
from sharing.simulator.html import Markup, el
from sharing.simulator.layout import LABELS, View, with_query
from sharing.simulator.messages import Reply, Request, redirect
from sharing.simulator.store import Doc
from sharing.simulator.world import World

SCOPES: Final = {
    "linkedin": frozenset(
        {"openid", "profile", "email", "w_member_social", "w_member_social_feed"}
        | {"r_member_postAnalytics", "r_member_profileAnalytics"}
    ),
    "x": frozenset({"tweet.read", "tweet.write", "users.read", "users.email", "offline.access", "media.write"}),
}
AUTHORISE: Final = {"linkedin": "/linkedin/oauth/v2/authorization", "x": "/x/i/oauth2/authorize"}
_HANDLE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,49}")
_LONGEST_STATE: Final = 500


def cookie_name(network: str) -> str:
    return f"relais_sim_{network}"


def _remember(reply: Reply, network: str, handle: str) -> Reply:
    life = 31_536_000 if handle else 0
    value = f"{cookie_name(network)}={handle}; Path=/; Max-Age={life}; HttpOnly; SameSite=Lax"
    return reply.header("Set-Cookie", value)


# --- The pages -------------------------------------------------------------------------------------------------------
def _problem(world: World, network: str, request: Request) -> str:
    """What is wrong with a request for consent, in the network's words; "" when nothing is."""
    ask = request.query
    for name in ("response_type", "client_id", "redirect_uri", "state", "scope"):
        if not ask(name):
            return f'A required parameter "{name}" is missing'
    client, uri = ask("client_id"), ask("redirect_uri")
    known = world.app(network, client)["redirect_uris"]
    if client.startswith("unknown"):
        return "Client_id doesn't match"
    if ask("response_type") != "code":
        return "Invalid response_type"
    if not uri.startswith(("http://", "https://")) or "#" in uri or (known and uri.split("?")[0] not in known):
        return "Redirect_uri doesn't match"
    if not set(ask("scope").split()) <= SCOPES[network]:
        return "Invalid scope"
    if network == "x" and (not ask("code_challenge") or len(ask("state")) > _LONGEST_STATE):
        return "Value passed for code_challenge or state was invalid."
    return ""


def authorise(world: World, request: Request, network: str) -> Reply:
    """Who are you, and do you agree? Both questions are skipped when the answers are known."""
    view = View(world, request)
    if problem := _problem(world, network, request):
        return view.refused(network, problem)
    member = world.profile(network, request.cookie(cookie_name(network)))
    if member is None or request.query("switch"):
        return login_page(view, network)
    if network == "linkedin" and _agreed_before(world, request, member):
        return _send_back(world, request.query_string, network, member)
    return _consent_page(view, network, member)


def _agreed_before(world: World, request: Request, member: Doc) -> bool:
    """LinkedIn asks nothing again while a token of the same scopes lives."""
    client, scopes = request.query("client_id"), set(request.query("scope").split())
    live = tokens.live_tokens(world, "linkedin", client, member["handle"])
    return any(set(doc["scopes"]) == scopes and doc["kind"] == "access" for _, doc in live)


def login_page(view: View, network: str, *, typed: Doc | None = None, problems: Doc | None = None) -> Reply:
    typed, problems = typed or {}, problems or {}
    ask = el("input", type="hidden", name="ask", value=typed.get("ask", view.request.query_string))
    current = view.request.cookie(cookie_name(network))
    rows = [_choice(view, profile, profile["handle"] == current) for profile in view.world.profiles(network)]
    title = view.say("login.title", network=LABELS[network])
    picker = el("form", ask, el("ul", *rows, cls="people pick"), method="post", action=f"/{network}/login")
    create = el(
        "details",
        el("summary", view.say("login.new")),
        el(
            "form",
            ask,
            _field(view, "name", typed, problems, required=True, autocomplete="off"),
            _field(view, "handle", typed, problems, required=True, autocomplete="off", autocapitalize="none"),
            _field(view, "headline", typed, problems) if network == "linkedin" else None,
            _field(view, "email", typed, problems, type="email"),
            el("button", view.say("login.create"), cls="button primary"),
            method="post",
            action=f"/{network}/join",
            cls="stack",
        ),
        open=bool(problems) or not rows,
    )
    lead = el("p", view.say("login.lead"), cls="lead") if rows else None
    cancel = el(
        "form",
        ask,
        el("button", view.say("consent.cancel"), name="answer", value="leave", cls="button wide"),
        method="post",
        action=f"/{network}/consent",
    )
    card = el("section", el("h1", title), lead, picker if rows else None, create, cancel, cls="card pad")
    return view.page(title, card, network=network, narrow=True, status=422 if problems else 200)


def _choice(view: View, profile: Doc, current: bool) -> Markup:
    under = profile["headline"] if profile["network"] == "linkedin" else f"@{profile['handle']}"
    note = el("span", view.say("login.current"), cls="count") if current else None
    who = el("span", el("strong", profile["name"]), el("span", under, cls="quiet"), cls="who")
    return el("li", el("button", view.portrait(profile), who, note, name="handle", value=profile["handle"]))


def _field(view: View, name: str, typed: Doc, problems: Doc, **attributes: object) -> Markup:
    problem = problems.get(name)
    error = el("span", problem, cls="problem", id=f"{name}-problem") if problem else None
    attributes = {"type": "text", "maxlength": 120, **attributes}
    described = {"aria_invalid": "true", "aria_describedby": f"{name}-problem"} if problem else {}
    field = el("input", name=name, value=typed.get(name, ""), **attributes, **described)
    helped = el("span", view.say("login.handle.help"), cls="quiet") if name == "handle" else None
    return el("label", view.say(f"login.{name}"), field, helped, error)


def login(world: World, request: Request, network: str) -> Reply:
    form = request.form()
    if world.profile(network, form.get("handle", "")) is None:
        return redirect(_again(network, form, switch=True))
    return _remember(redirect(_again(network, form)), network, form["handle"])


def join_network(world: World, request: Request, network: str) -> Reply:
    """Create a fictional account and sign in with it."""
    form, view = request.form(), View(world, request)
    problems: Doc = {}
    handle = form.get("handle", "").strip().removeprefix("@")
    if not form.get("name", "").strip():
        problems["name"] = view.say("login.bad_name")
    if not _HANDLE.fullmatch(handle) or world.profile(network, handle) is not None:
        problems["handle"] = view.say("login.bad_handle")
    if problems:
        return login_page(view, network, typed=form, problems=problems)
    details = {name: form.get(name, "").strip() for name in ("name", "headline", "email")}
    world.save_profile(network, handle, **details)
    return _remember(redirect(_again(network, form)), network, handle)


def leave(world: World, request: Request, network: str) -> Reply:
    return _remember(redirect("/"), network, "")


def _again(network: str, form: dict[str, str], *, switch: bool = False) -> str:
    """Back to the consent page that asked."""
    parts = [part for part in form.get("ask", "").split("&") if part and not part.startswith(("switch=", "lang="))]
    if not parts:
        return "/"
    return f"{AUTHORISE[network]}?{'&'.join([*parts, *(['switch=1'] if switch else [])])}"


def _consent_page(view: View, network: str, member: Doc) -> Reply:
    request = view.request
    app = view.world.app(network, request.query("client_id"))
    name = str(app.get("name") or "Relais")
    scopes = [view.say(f"scope.{scope}") for scope in request.query("scope").split()]
    title = view.say("consent.title", app=name)
    switch = f"{AUTHORISE[network]}?{request.query_string}&switch=1"
    who = el(
        "div",
        view.portrait(member),
        el("div", el("span", view.say("consent.as"), cls="quiet"), el("strong", member["name"]), cls="who"),
        el("a", view.say("consent.switch"), href=switch),
        cls="as",
    )
    form = el(
        "form",
        el("input", type="hidden", name="ask", value=request.query_string),
        el("button", view.say("consent.cancel"), name="answer", value="cancel", cls="button"),
        el("button", view.say("consent.allow"), name="answer", value="allow", cls="button primary"),
        method="post",
        action=f"/{network}/consent",
        cls="answers",
    )
    card = el(
        "section",
        el("h1", title),
        who,
        el("p", view.say("consent.will")),
        el("ul", *(el("li", line) for line in dict.fromkeys(scopes)), cls="scopes"),
        form,
        el("p", view.say("consent.note"), cls="quiet note"),
        cls="card pad consent",
    )
    return view.page(title, card, network=network, narrow=True)


def answer(world: World, request: Request, network: str) -> Reply:
    form = request.form()
    asked = Request("GET", AUTHORISE[network], form.get("ask", ""), request.headers)
    view = View(world, asked)
    if problem := _problem(world, network, asked):
        return view.refused(network, problem)
    member = world.profile(network, request.cookie(cookie_name(network)))
    if form.get("answer") == "allow":
        if member is None:
            return login_page(view, network)
        return _send_back(world, asked.query_string, network, member)
    state = asked.query("state")
    if network == "x":
        return redirect(with_query(asked.query("redirect_uri"), error="access_denied", state=state), 302)
    error = "user_cancelled_login" if form.get("answer") == "leave" else "user_cancelled_authorize"
    words = "The user cancelled LinkedIn login" if error.endswith("login") else "The user cancelled the authorization"
    return redirect(with_query(asked.query("redirect_uri"), error=error, error_description=words, state=state), 302)


def _send_back(world: World, query_string: str, network: str, member: Doc) -> Reply:
    ask = {name: values[0] for name, values in parse_qs(query_string).items()}
    code = tokens.new_code(
        world,
        network,
        client_id=ask["client_id"],
        redirect_uri=ask["redirect_uri"],
        handle=member["handle"],
        scopes=ask["scope"].split(),
        challenge=ask.get("code_challenge", ""),
        challenge_method=ask.get("code_challenge_method", "S256"),
        nonce=ask.get("nonce", ""),
    )
    world.record("consent", network, handle=member["handle"], scopes=ask["scope"].split(), client_id=ask["client_id"])
    return redirect(with_query(ask["redirect_uri"], code=code, state=ask["state"]), 302)
