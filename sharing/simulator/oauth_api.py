"""What applications call around a consent: discovery, tokens, who the member is."""

import base64
import binascii
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

from sharing.simulator import faults, tokens
from sharing.simulator import linkedin_words as linkedin
from sharing.simulator import x_words as x
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.store import Doc
from sharing.simulator.tokens import Signer
from sharing.simulator.world import World

_CLAIMS: Final = ("sub", "name", "given_name", "family_name", "picture", "email", "email_verified", "locale")


# --- LinkedIn's endpoints --------------------------------------------------------------------------------------------
def discovery(world: World, request: Request) -> Reply:
    """What the browser visits is on the public address; what the application's server calls, where it called this."""
    outside, inside = f"{world.public_url}/linkedin", f"http://{request.headers.get('Host', '127.0.0.1')}/linkedin"
    return as_json(
        {
            "issuer": f"{outside}/oauth",
            "authorization_endpoint": f"{outside}/oauth/v2/authorization",
            "token_endpoint": f"{inside}/oauth/v2/accessToken",
            "userinfo_endpoint": f"{inside}/v2/userinfo",
            "jwks_uri": f"{inside}/oauth/openid/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "profile", "email"],
            "claims_supported": [*_CLAIMS, "iss", "aud", "iat", "exp"],
        }
    )


def jwks(world: World, request: Request) -> Reply:
    return as_json(Signer(world).jwks())


def claims(world: World, profile: Doc, client_id: str, scopes: list[str]) -> Doc:
    """What LinkedIn says of a member: only what the scopes allow. `locale` is an object."""
    said: Doc = {"sub": world.member_id(profile, client_id)}
    if "profile" in scopes:
        given, _, family = str(profile["name"]).partition(" ")
        said |= {"name": profile["name"], "given_name": given, "family_name": family}
        said |= {"picture": world.picture_url(profile), "locale": {"country": "FR", "language": "fr"}}
    if "email" in scopes and profile["email"]:
        said |= {"email": profile["email"], "email_verified": True}
    return said


def userinfo(world: World, request: Request) -> Reply:
    checked = tokens.check(world, "linkedin", request.bearer)
    if checked.state != "live":
        return linkedin.unauthorised(checked.state)
    if "openid" not in checked.token["scopes"]:
        return linkedin.denied("userinfo.GET.NO_VERSION")
    if (fault := world.faults.draw("userinfo", "linkedin", checked.profile["handle"])) is not None:
        hang = world.latency.hang
        spoiled = faults.spoil(fault, as_json({}), "linkedin", hang)
        return faults.lost(fault, "linkedin", hang) or linkedin.refusal(fault.kind) or spoiled
    return as_json(claims(world, checked.profile, checked.token["client_id"], checked.token["scopes"]))


def linkedin_token(world: World, request: Request) -> Reply:
    form = request.form()
    refreshing = form.get("grant_type") == "refresh_token"
    names = ("refresh_token",) if refreshing else ("code", "redirect_uri")
    for name in ("grant_type", *names, "client_id", "client_secret"):
        if not form.get(name):
            return linkedin.token_error("invalid_request", f'A required parameter "{name}" is missing')
    client = form["client_id"]
    if not world.right_secret("linkedin", client, form["client_secret"]):
        return linkedin.token_error("invalid_client", "Client authentication failed", 401)

    def grant() -> Reply:
        if refreshing:
            made = tokens.use_refresh(world, "linkedin", client, form["refresh_token"])
            if made is None:
                words = "The provided authorization grant or refresh token is invalid, expired or revoked."
                return linkedin.token_error("invalid_grant", words)
            return as_json(_said(made, ","))
        consent = tokens.take_code(world, "linkedin", form["code"])
        if consent is None:
            words = "Unable to retrieve access token: authorization code not found"
            return linkedin.token_error("invalid_request", words)
        if (consent["client_id"], consent["redirect_uri"]) != (client, form["redirect_uri"]):
            words = (
                "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. "
                "Or authorization code expired. Or external member binding exists"
            )
            return linkedin.token_error("invalid_redirect_uri", words)
        refresh = bool(world.app("linkedin", client)["refresh"])
        made = tokens.issue(world, "linkedin", client, consent["handle"], consent["scopes"], refresh=refresh)
        said = _said(made, ",")
        profile = world.profile("linkedin", consent["handle"])
        if "openid" in consent["scopes"] and profile is not None:
            now = int(world.now())
            token: Doc = {"iss": f"{world.public_url}/linkedin/oauth", "aud": client, "iat": now, "exp": now + 3600}
            token |= {"nonce": consent["nonce"]} if consent["nonce"] else {}
            about = claims(world, profile, client, consent["scopes"])
            said |= {"id_token": Signer(world).sign({**token, **about}), "token_type": "Bearer"}
        return as_json(said)

    return _token_call(world, "linkedin", grant, refreshing, linkedin.refusal)


# --- X's endpoints ---------------------------------------------------------------------------------------------------
def _basic(request: Request) -> tuple[str, str]:
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        client, _, secret = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote(client), unquote(secret)


def x_token(world: World, request: Request) -> Reply:
    form = request.form()
    refreshing = form.get("grant_type") == "refresh_token"
    client, secret = _basic(request)
    if not world.right_secret("x", client, secret):
        return x.token_error("Missing valid authorization header", "unauthorized_client", 401)

    def grant() -> Reply:
        if refreshing:
            made = tokens.use_refresh(world, "x", client, form.get("refresh_token", ""))
            return as_json(_said(made, " ")) if made else x.token_error("Value passed for the token was invalid.")
        consent = tokens.take_code(world, "x", form.get("code", ""))
        right = consent is not None and (consent["client_id"], consent["redirect_uri"]) == (
            client,
            form.get("redirect_uri"),
        )
        if consent is None or not right or not tokens.right_verifier(consent, form.get("code_verifier", "")):
            return x.token_error("Value passed for the authorization code was invalid.")
        refresh = "offline.access" in consent["scopes"]
        made = tokens.issue(world, "x", client, consent["handle"], consent["scopes"], refresh=refresh)
        # The order of the scopes is not the one that was asked for.
        return as_json(_said({**made, "scope": sorted(made["scope"], reverse=True)}, " ") | {"token_type": "bearer"})

    return _token_call(world, "x", grant, refreshing, x.refusal)


def x_revoke(world: World, request: Request) -> Reply:
    client, secret = _basic(request)
    if not world.right_secret("x", client, secret):
        return x.token_error("Missing valid authorization header", "unauthorized_client", 401)
    fault = world.faults.draw("revoke", "x", "")
    if fault and (reply := faults.lost(fault, "x", world.latency.hang) or x.refusal(fault.kind)):
        return reply
    tokens.revoke(world, request.form().get("token", ""))
    world.record("revoke", "x")
    reply = as_json({"revoked": True})
    return faults.spoil(fault, reply, "x", world.latency.hang) if fault else reply


def _said(made: Doc, between: str) -> Doc:
    said = {**made, "scope": between.join(made["scope"])}
    if between == " ":
        said.pop("refresh_token_expires_in", None)
    return said


def _token_call(
    world: World, network: str, grant: Callable[[], Reply], refreshing: bool, refusal: Callable[[str], Reply | None]
) -> Reply:
    """Act out the fault there may be around a token call: the refresh token can be spent and the answer lost."""
    fault = world.faults.draw("token", network, "")
    hang = world.latency.hang
    if fault and (reply := faults.lost(fault, network, hang) or refusal(fault.kind)):
        return reply
    reply = grant()
    world.record("token", network, refresh=refreshing, status=reply.status, fault=fault.kind if fault else "")
    return faults.spoil(fault, reply, network, hang) if fault and reply.status == 200 else reply
