"""The networks' own share dialogs, for people who connected nothing."""

from sharing.simulator.consent import cookie_name
from sharing.simulator.layout import View, post_path, profile_path
from sharing.simulator.messages import Reply, Request, redirect
from sharing.simulator.pages import repost_page, share_page
from sharing.simulator.weigh import links, weight
from sharing.simulator.world import World

MAX_LENGTH = {"linkedin": 3000, "x": 280}


def show(world: World, request: Request, network: str) -> Reply:
    """LinkedIn's dialog ignores every text it is given; X's takes text, link and hashtags."""
    if network == "linkedin":
        return share_page(View(world, request), network, text="", link=request.query("url"))
    tags = " ".join(f"#{tag}" for tag in request.query("hashtags").split(",") if tag)
    text = " ".join(part for part in (request.query("text"), tags) if part)
    link = request.query("url")
    return share_page(View(world, request), network, text=f"{text}\n{link}".strip(), link="")


def show_repost(world: World, request: Request) -> Reply:
    """X's dialog for reposting: nothing to write, only who does it."""
    view = View(world, request)
    post = world.shown("x", request.query("tweet_id"))
    return view.missing("x") if post is None else repost_page(view, post)


def publish_repost(world: World, request: Request) -> Reply:
    view = View(world, request)
    parent = world.shown("x", request.query("tweet_id"))
    profile = world.profile("x", request.form().get("handle", ""))
    if parent is None or profile is None:
        return view.missing("x")
    post = world.add_post(profile, "", parent=parent["id"])
    world.record("dialog", "x", sync=True, handle=profile["handle"], text="", reshare_of=parent["id"], id=post["id"])
    return redirect(profile_path(profile))


def publish(world: World, request: Request, network: str) -> Reply:
    form, view = request.form(), View(world, request)
    text, link = form.get("text", "").replace("\r\n", "\n").strip(), form.get("url", "")
    profile = world.profile(network, form.get("handle", ""))
    length = weight(text) if network == "x" else len(text)
    if profile is None or not (text or link) or length > MAX_LENGTH[network]:
        return share_page(view, network, text=text, link=link, problem=view.say("share.empty"))
    card = {"url": link, "title": link, "description": "", "image": ""} if link else None
    found = [url for _, _, url in links(text)] + ([link] if link else [])
    post = world.add_post(profile, text, links=found, card=card)
    # Not a call of the application: the log says so, and tests that count creations leave it out.
    world.record("dialog", network, sync=True, handle=profile["handle"], text=text, link=link, id=post["id"])
    reply = redirect(post_path(post))
    value = f"{cookie_name(network)}={profile['handle']}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"
    return reply.header("Set-Cookie", value)
