"""The pages people look at: who is on the simulated networks, what they posted, and how it went."""

from typing import Final
from urllib.parse import unquote, urlsplit

from sharing.simulator.figures import NAMES
from sharing.simulator.html import Markup, el, join
from sharing.simulator.layout import LABELS, View, post_path, profile_path, rich
from sharing.simulator.linkedin_social import comments_on
from sharing.simulator.messages import Reply, Request
from sharing.simulator.store import Doc
from sharing.simulator.texts import ago, counted, date, number
from sharing.simulator.world import NETWORKS, World

LATEST: Final = 8
# X tells nobody how many people were reached.
_SHOWN: Final = {"linkedin": NAMES, "x": tuple(name for name in NAMES if name != "members_reached")}


def home(world: World, request: Request) -> Reply:
    view = View(world, request)
    sections = [_network(view, network) for network in NETWORKS]
    latest = sorted(world.store.all("post", deleted=False), key=lambda post: float(post["at"]), reverse=True)[:LATEST]
    feed = [post_card(view, post, named=True) for post in latest] or [el("p", view.say("home.nothing"), cls="quiet")]
    return view.page(
        view.say("home.title"),
        el("h1", view.say("home.title")),
        el("p", view.say("home.lead"), cls="lead"),
        el(
            "div",
            el("section", el("h2", view.say("home.latest")), *feed, cls="latest"),
            el("div", *sections, cls="side"),
            cls="columns",
        ),
    )


def _network(view: View, network: str) -> Markup:
    profiles = view.world.profiles(network)
    rows = [_row(view, profile) for profile in profiles]
    body = el("ul", *rows, cls="people card") if rows else el("p", view.say("home.nobody"), cls="quiet")
    return el("section", el("h2", LABELS[network], cls=f"net {network}"), body)


def _row(view: View, profile: Doc) -> Markup:
    posts = len(view.world.posts(profile["network"], profile["handle"]))
    what = profile["headline"] if profile["network"] == "linkedin" else f"@{profile['handle']}"
    who = el("span", el("strong", profile["name"]), el("span", what, cls="quiet"), cls="who")
    count = el("span", counted(view.language, "posts.count", posts), cls="count")
    return el("li", el("a", view.portrait(profile), who, count, href=profile_path(profile)))


def profile(world: World, request: Request, network: str, handle: str) -> Reply:
    view = View(world, request)
    found = world.profile(network, unquote(handle))
    if found is None:
        return view.missing(network)
    lines = [el("h1", found["name"])]
    if network == "x":
        lines.append(el("p", f"@{found['handle']}", cls="quiet"))
    if found["headline"]:
        lines.append(el("p", found["headline"], cls="headline"))
    lines.append(el("p", counted(view.language, "profile.followers", int(found["followers"])), cls="quiet"))
    top = el(
        "section",
        el("div", cls="cover"),
        el("div", view.portrait(found, "large"), *lines, cls="identity"),
        cls="card profile",
    )
    posts = world.posts(network, found["handle"])
    cards = [post_card(view, post) for post in posts] or [el("p", view.say("profile.none"), cls="quiet card pad")]
    return view.page(found["name"], top, el("h2", view.say("profile.posts")), *cards, network=network, narrow=True)


def post(world: World, request: Request, network: str, post_id: str) -> Reply:
    view = View(world, request)
    found = world.store.get("post", unquote(post_id))
    if found is None or found["network"] != network or found["deleted"]:
        return view.missing(network)
    owner = world.profile(network, found["handle"]) or {}
    back = el("p", el("a", view.say("back.profile"), href=profile_path(owner), cls="button quiet-button"), cls="back")
    return view.page(str(owner["name"]), post_card(view, found, title=True), back, network=network, narrow=True)


def post_card(view: View, post: Doc, *, named: bool = False, title: bool = False, quoted: bool = False) -> Markup:
    """One post with all it carries. `named` says which network it is on; `quoted` is one inside another."""
    network = post["network"]
    owner = view.world.profile(network, post["handle"]) or {}
    moment = float(post["at"])
    when = el(
        "a",
        el("time", ago(view.language, moment, view.world.now()), title=date(view.language, moment)),
        href=post_path(post),
    )
    under = [owner.get("headline") or ""] if network == "linkedin" else [f"@{post['handle']}"]
    name = el("a", owner["name"], href=profile_path(owner))
    relays = post.get("parent") and not post["text"]
    lines = [
        el("p", view.say("post.relayed"), cls="quiet line") if relays else None,
        el("h1" if title else "h3", name, cls="name"),
        *(el("p", line, cls="quiet line") for line in under if line),
        el("p", *([LABELS[network], " · "] if named else []), when, cls="quiet line"),
    ]
    return el(
        "article",
        el("div", view.portrait(owner), el("div", *lines, cls="who"), cls="head"),
        el("div", rich(post["text"]), cls="text") if post["text"] else None,
        _relayed(view, post),
        _pictures(view, post),
        _document(view, post),
        _card(view, post),
        None if quoted or relays else _figures(view, post),
        None if quoted else _comments(view, post),
        cls=f"quoted post {network}" if quoted else f"card post {network}",
    )


def _relayed(view: View, post: Doc) -> Markup | None:
    """The post that this one relays, inside it."""
    if not post.get("parent"):
        return None
    parent = view.world.shown(post["network"], post["parent"])
    if parent is None:
        return el("p", view.say("post.gone"), cls="quoted quiet gone")
    return post_card(view, {**parent, "parent": ""}, quoted=True)


def _document(view: View, post: Doc) -> Markup | None:
    document = post.get("document")
    if not document:
        return None
    pages = int(document.get("pages") or 0)
    words = [el("span", document["title"], cls="title")]
    words.append(el("span", "PDF", f" · {counted(view.language, 'pages.count', pages)}" if pages else "", cls="host"))
    return el("a", el("span", *words, cls="words"), href=f"/_media/{document['id']}", cls="link-card document")


def _comments(view: View, post: Doc) -> Markup | None:
    rows = []
    for comment in comments_on(view.world, post["id"]) if post.get("real_comments") else ():
        who = view.world.profile(post["network"], comment["handle"]) or {"name": "", "picture": "", **comment}
        name = el("a", who["name"], href=profile_path({"network": post["network"], **who}))
        said = el("div", el("p", name, cls="name"), el("div", rich(comment["text"]), cls="said"), cls="who")
        rows.append(el("li", view.portrait({"network": post["network"], **who}), said))
    return el("ul", *rows, cls="comments", aria_label=view.say("figure.comments")) if rows else None


def _pictures(view: View, post: Doc) -> Markup | None:
    if not post["media"]:
        return None
    images = [
        el("img", src=f"/_media/{item['id']}", alt=item.get("alt") or view.say("image"), loading="lazy")
        for item in post["media"]
    ]
    return el("div", *images, cls=f"pictures n{min(len(images), 5)}")


def _card(view: View, post: Doc) -> Markup | None:
    card = post.get("card")
    if not card and post["network"] == "x" and post["links"] and not post["media"] and not post.get("parent"):
        card = {"url": post["links"][0], "title": "", "description": "", "image": ""}
    if not card:
        return None
    address = card["url"] if str(card["url"]).startswith("http") else f"https://{card['url']}"
    image = el("img", src=f"/_media/{card['image']}", alt="", loading="lazy") if card.get("image") else None
    words = [
        el("span", card["title"], cls="title") if card["title"] else None,
        el("span", card["description"], cls="quiet") if card["description"] else None,
        el("span", urlsplit(address).netloc, cls="host"),
    ]
    return el("a", image, el("span", *words, cls="words"), href=address, rel="noopener nofollow", cls="link-card")


def _figures(view: View, post: Doc) -> Markup:
    figures = view.world.figures(post)
    pairs = [
        el("div", el("dt", view.say(f"figure.{name}")), el("dd", number(view.language, figures[name])))
        for name in _SHOWN[post["network"]]
        if name != "link_clicks" or post["links"]
    ]
    return el("dl", *pairs, cls="figures")


def share_page(view: View, network: str, *, text: str, link: str, problem: str = "") -> Reply:
    """The dialog for sharing without a connection: LinkedIn's takes a link, X's a text and a link."""
    handle = view.request.cookie(f"relais_sim_{network}")
    options = [
        el("option", f"{item['name']} (@{item['handle']})", value=item["handle"], selected=item["handle"] == handle)
        for item in view.world.profiles(network)
    ]
    title = view.say("share.title", network=LABELS[network])
    shared = el("p", el("span", view.say("share.link"), cls="label"), el("a", link, href=link), cls="shared")
    rows = 6 if network == "linkedin" else 4
    form = el(
        "form",
        el("p", problem, cls="problem", role="alert") if problem else None,
        el("label", view.say("share.as"), el("select", *options, name="handle", required=True)),
        el("label", view.say("share.text"), el("textarea", text, name="text", rows=rows)),
        join(shared, el("input", type="hidden", name="url", value=link)) if link else None,
        el("button", view.say("share.publish"), cls="button primary"),
        method="post",
        cls="stack",
    )
    card = el("section", el("h1", title), form, cls="card pad")
    return view.page(title, card, network=network, narrow=True, status=422 if problem else 200)


def repost_page(view: View, post: Doc) -> Reply:
    """X's dialog for reposting."""
    handle = view.request.cookie("relais_sim_x")
    options = [
        el("option", f"{item['name']} (@{item['handle']})", value=item["handle"], selected=item["handle"] == handle)
        for item in view.world.profiles("x")
    ]
    title = view.say("repost.title", network=LABELS["x"])
    form = el(
        "form",
        el("label", view.say("share.as"), el("select", *options, name="handle", required=True)),
        el("button", view.say("repost.publish"), cls="button primary"),
        method="post",
        cls="stack",
    )
    card = el("section", el("h1", title), post_card(view, post, quoted=True), form, cls="card pad")
    return view.page(title, card, network="x", narrow=True)
