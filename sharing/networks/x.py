"""X: posts with up to four images on a person's own account, paid for by the operator's application."""

import base64
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final
from urllib.parse import quote

from advocacy.lib.http import Answer
from sharing.networks.base import (
    AppCredentials,
    Document,
    Grant,
    Image,
    Limits,
    Metrics,
    NetworkUnavailable,
    NotSupported,
    OutcomeUnknown,
    Post,
    PreviewLimits,
    Profile,
    Receipt,
    ReconnectNeeded,
    Rejected,
)
from sharing.networks.calls import (
    REFRESH_DEADLINE,
    UPLOAD_DEADLINE,
    address,
    bearer,
    call,
    grant_from,
    objects,
    require_keys,
    whole,
)
from sharing.networks.checks import check, check_image, require_consent, require_scope
from sharing.networks.weight import LINK_LENGTH, contains_link, weighted_length
from sharing.networks.x_errors import explain, explain_token
from sharing.networks.x_reading import (
    FIELD_PARAMETERS,
    REFERENCES,
    batches,
    created_id,
    measured,
    missing,
    same_post,
    status_id,
)

WEB: Final = "https://x.com"
API: Final = "https://api.x.com"
POST_SCOPE: Final = "tweet.write"
READ_SCOPE: Final = "users.read"
MEDIA_SCOPE: Final = "media.write"
SCOPES: Final = ("tweet.read", POST_SCOPE, READ_SCOPE, "offline.access", MEDIA_SCOPE)
PRICE: Final = Decimal("0.015")
PRICE_WITH_LINK: Final = Decimal("0.200")
PRICE_READ: Final = Decimal("0.005")
REPOST: Final = "repost:"
MAX_GIF_BYTES: Final = 15_000_000
_CASHTAG: Final = re.compile(r"(?<!\S)\$[A-Za-z]{1,6}(?![\w$])")


class X:
    """Access tokens live two hours and refresh tokens work once; identical texts from two accounts are forbidden."""

    key: ClassVar[str] = "x"
    label: ClassVar[str] = "X"
    limits: Limits = Limits(
        label=label,
        icon="x",
        max_length=280,
        counter="weighted",
        link_length=LINK_LENGTH,
        max_images=4,
        image_types=("image/jpeg", "image/png", "image/gif", "image/webp"),
        max_image_bytes=5_000_000,
        min_image_width=600,
        min_image_height=335,
        max_alt_length=1000,
        card="fetched",
        card_excludes_images=False,
        can_publish=True,
        can_measure=True,
        can_find=True,
        can_reshare=True,
        follower_scope=READ_SCOPE,
        can_delete=True,
        can_refresh=True,
        can_revoke=True,
        identical_texts_allowed=False,
        intent="prefilled",
        publish_scope="tweet.write",
        advised_daily=3,
        advised_minutes=30,
        media_minutes=24 * 60,
        price=PRICE,
        price_with_link=PRICE_WITH_LINK,
        price_read=PRICE_READ,
        permissions_url="https://x.com/settings/connected_apps",
    )
    preview_limits: ClassVar[PreviewLimits] = PreviewLimits(shows_handle=True, image_ratio="16 / 9")

    def __init__(self, credentials: AppCredentials) -> None:
        self.credentials = credentials
        self._web = credentials.url("web", WEB)
        self._auth = credentials.url("auth", API)
        self._api = credentials.url("api", API)

    def count(self, text: str) -> int:
        return weighted_length(text)

    def cautions(self, text: str) -> tuple[str, ...]:
        return ("cashtags",) if len(_CASHTAG.findall(text)) > 1 else ()

    def cost(self, text: str) -> Decimal:
        return PRICE_WITH_LINK if contains_link(text) else PRICE

    def text_with_link(self, text: str, link: str, *, card: bool = False) -> str:
        # The card is made from the link in the text; without it there is none.
        return text if not link or link in text else f"{text.rstrip()}\n{link}".lstrip()

    def intent_url(self, text: str, link: str) -> str | None:
        query = {"text": text.replace(link, "").rstrip() if link else text, **({"url": link} if link else {})}
        return address(f"{self._web}/intent/tweet", **query)

    def repost_intent_url(self, external_id: str) -> str | None:
        return address(f"{self._web}/intent/retweet", tweet_id=external_id) if external_id else None

    def reshare_id(self, address: str) -> str:
        return status_id(address)

    def profile_url(self, handle: str) -> str:
        return f"{self._web}/{quote(handle.removeprefix('@'))}" if handle else ""

    def own_url(self) -> str:
        return f"{self._web}/home"

    def authorise_url(self, *, state: str, redirect_uri: str, challenge: str) -> str:
        require_keys(self.credentials)
        return address(
            f"{self._web}/i/oauth2/authorize",
            response_type="code",
            client_id=self.credentials.client_id,
            redirect_uri=redirect_uri,
            scope=" ".join(self.credentials.scopes or SCOPES),
            state=state,
            code_challenge=challenge,
            code_challenge_method="S256",
        )

    def exchange(self, *, code: str, redirect_uri: str, verifier: str) -> Grant:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        return grant_from(self._token({**form, "code_verifier": verifier}))

    def refresh(self, grant: Grant) -> Grant:
        if not grant.refresh_token:
            raise NotSupported
        form = {"grant_type": "refresh_token", "refresh_token": grant.refresh_token.reveal()}
        return grant_from(self._token(form), before=grant)

    def profile(self, grant: Grant) -> Profile:
        query = {"user.fields": "id,name,username,description,profile_image_url,public_metrics"}
        answer = call("GET", f"{self._api}/2/users/me", headers=bearer(grant), params=query)
        data = answer.data().get("data") if answer.status == 200 else None
        if not isinstance(data, dict) or not data.get("id"):
            raise explain(answer)
        figures = data.get("public_metrics")
        handle = str(data.get("username") or "")
        return Profile(
            external_id=str(data["id"]),
            name=str(data.get("name") or ""),
            handle=handle,
            headline=str(data.get("description") or ""),
            picture_url=str(data.get("profile_image_url") or ""),
            url=self.profile_url(handle),
            followers=whole(figures.get("followers_count")) if isinstance(figures, dict) else None,
        )

    def upload(self, grant: Grant, image: Image) -> str:
        require_consent(grant, MEDIA_SCOPE)
        moving = image.mime == "image/gif"
        if not moving:
            check_image(self.limits, image)
        elif len(image.content) > MAX_GIF_BYTES:
            raise Rejected("image_size", "media")
        order = {
            "media": base64.b64encode(image.content).decode(),
            "media_category": "tweet_gif" if moving else "tweet_image",
        }
        answer = self._call("POST", grant, "media/upload", json_body=order, deadline=UPLOAD_DEADLINE)
        data = answer.data().get("data") if answer.status in {200, 201} else None
        if not isinstance(data, dict) or not data.get("id"):
            raise explain(answer)
        media_id = str(data["id"])
        if image.alt:
            words = {"id": media_id, "metadata": {"alt_text": {"text": image.alt}}}
            answer = self._call("POST", grant, "media/metadata", json_body=words)
            if answer.status not in {200, 201}:
                raise explain(answer)
        return media_id

    def upload_document(self, grant: Grant, document: Document) -> str:
        raise NotSupported

    def publish(self, grant: Grant, post: Post) -> Receipt:
        check(self, post)
        require_consent(grant, POST_SCOPE)
        if post.reshare_of:
            return self._repost(grant, post.reshare_of)
        if len(_CASHTAG.findall(post.text)) > 1:
            raise Rejected("cashtags", "text")
        # Fields that X does not know are refused, so only these two are ever sent.
        order: dict[str, Any] = {"text": post.text} if post.text else {}
        if post.media:
            order["media"] = {"media_ids": [item.id for item in post.media]}
        answer = self._call("POST", grant, "tweets", json_body=order, repeatable=False)
        if answer.status not in {200, 201}:
            raise explain(answer, creating=True)
        return self._receipt(grant, created_id(answer))

    def find(self, grant: Grant, post: Post) -> Receipt | None:
        path = f"users/{self._member(grant)}/tweets"
        fields = REFERENCES if post.reshare_of else "entities,created_at,text"
        data = self._posts(grant, path, fields, max_results="10")
        if not data.keys() & {"data", "meta"}:
            raise NetworkUnavailable("unexpected_answer", detail="The member's posts were not listed.")
        found = next((item for item in objects(data.get("data")) if item.get("id") and same_post(item, post)), None)
        if post.reshare_of and found:
            return self._reposted(post.reshare_of)
        return self._receipt(grant, str(found["id"])) if found else None

    def comment(self, grant: Grant, external_id: str, text: str) -> Receipt:
        # Replies are taken only from who was mentioned, and likes from nobody.
        raise NotSupported

    def react(self, grant: Grant, external_id: str) -> None:
        raise NotSupported

    def followers(self, grant: Grant) -> int | None:
        require_scope(grant, READ_SCOPE)
        return self.profile(grant).followers

    def measure(self, grant: Grant, external_ids: Sequence[str]) -> dict[str, Metrics]:
        found: dict[str, Metrics] = {}
        for fields, ids in batches(external_ids):
            found |= measured(self._posts(grant, "tweets", fields, ids=",".join(ids)))
        return found

    def delete(self, grant: Grant, external_id: str) -> None:
        path = f"tweets/{quote(external_id, safe='')}"
        if external_id.startswith(REPOST):
            path = f"users/{self._member(grant)}/retweets/{quote(external_id.removeprefix(REPOST), safe='')}"
        answer = self._call("DELETE", grant, path)
        if answer.status not in {200, 204, 404}:
            raise explain(answer)

    def revoke(self, grant: Grant) -> None:
        for token in (grant.refresh_token, grant.access_token):
            if token:
                form = {"token": token.reveal()}
                answer = call("POST", f"{self._auth}/2/oauth2/revoke", headers=self._keys(), form=form)
                # 400: the token is dead already.
                if answer.status not in {200, 400}:
                    raise explain_token(answer, refreshing=False)

    def _call(self, method: str, grant: Grant, path: str, **options: Any) -> Answer:
        return call(method, f"{self._api}/2/{path}", headers=bearer(grant), **options)

    def _posts(self, grant: Grant, path: str, fields: str, **query: str) -> dict[str, Any]:
        # The parameter is being renamed, and one that X does not know is refused: the other name is tried then.
        for name in FIELD_PARAMETERS:
            asked = fields.replace(REFERENCES, REFERENCES.replace("tweet", name.removesuffix(".fields")))
            answer = self._call("GET", grant, path, params={**query, name: asked}, reuse=True)
            if answer.status != 400 or name.encode() not in answer.body:
                break
        data = answer.data()
        # An answer that says nothing at all must not pass for "there is no such post".
        if answer.status != 200 or not answer.complete or not data.keys() & {"data", "errors", "meta"}:
            raise explain(answer)
        return data

    def _member(self, grant: Grant) -> str:
        if not grant.external_id:
            raise ReconnectNeeded("token_missing", detail="The grant does not say who the member is.")
        return quote(grant.external_id, safe="")

    def _repost(self, grant: Grant, external_id: str) -> Receipt:
        path = f"users/{self._member(grant)}/retweets"
        answer = self._call("POST", grant, path, json_body={"tweet_id": external_id}, repeatable=False)
        if answer.status not in {200, 201}:
            raise explain(answer, creating=True, reposting=True)
        if refused := missing(answer.data()):
            raise Rejected("reshare_gone", "reshare_of", detail=refused, status=answer.status)
        said = answer.data().get("data")
        if not isinstance(said, dict) or not (said.get("retweeted") or said.get("reposted")):
            raise OutcomeUnknown("unreadable_answer", status=answer.status)
        return self._reposted(external_id)

    def _reposted(self, external_id: str) -> Receipt:
        # A repost has no page of its own, and is undone by the id of what it relays.
        return Receipt(external_id=f"{REPOST}{external_id}", url=f"{self._web}/i/status/{external_id}")

    def _keys(self) -> dict[str, str]:
        require_keys(self.credentials)
        pair = f"{quote(self.credentials.client_id, safe='')}:{quote(self.credentials.client_secret.reveal(), safe='')}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def _token(self, form: dict[str, str]) -> dict[str, Any]:
        refreshing = form["grant_type"] == "refresh_token"
        url, headers = f"{self._auth}/2/oauth2/token", self._keys()
        answer = call("POST", url, headers=headers, form=form, repeatable=not refreshing, deadline=REFRESH_DEADLINE)
        data = answer.data()
        if answer.status != 200 or not data.get("access_token"):
            raise explain_token(answer, refreshing=refreshing)
        return data

    def _receipt(self, grant: Grant, external_id: str | None) -> Receipt:
        owner = quote(grant.handle) or "i"
        return Receipt(external_id=external_id, url=f"{self._web}/{owner}/status/{external_id}" if external_id else "")
