"""LinkedIn: sharing on a person's own profile, with the scopes anybody can have and figures where they are granted."""

import time
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar, Final, Literal
from urllib.parse import quote

from advocacy.lib import pace
from advocacy.lib.http import Answer
from sharing.networks.base import (
    FREE,
    AppCredentials,
    Document,
    Grant,
    Image,
    Limits,
    Metrics,
    NetworkError,
    NetworkUnavailable,
    NotSupported,
    OutcomeUnknown,
    Post,
    PreviewLimits,
    Profile,
    Receipt,
    ReconnectNeeded,
    Rejected,
    TryLater,
    plain_length,
)
from sharing.networks.calls import (
    DOCUMENT_DEADLINE,
    REFRESH_DEADLINE,
    UPLOAD_DEADLINE,
    address,
    bearer,
    call,
    grant_from,
    require_keys,
    trusted,
)
from sharing.networks.checks import check, check_comment, check_document, check_image, require_consent, require_scope
from sharing.networks.linkedin_errors import About, explain, explain_token
from sharing.networks.linkedin_posts import body, comment_path, comment_urn, resharable
from sharing.networks.linkedin_reading import FIGURES, analytics_path, figure, follower_count, subject
from sharing.networks.linkedin_versions import VERSION, sunset
from sharing.networks.little_text import escape

WEB: Final = "https://www.linkedin.com"
API: Final = "https://api.linkedin.com"
POST_SCOPE: Final = "w_member_social"
SCOPES: Final = ("openid", "profile", "email", POST_SCOPE)
ANALYTICS_SCOPE: Final = "r_member_postAnalytics"
FOLLOWERS_SCOPE: Final = "r_member_profileAnalytics"
ENGAGE_SCOPE: Final = "w_member_social_feed"
MAX_LENGTH: Final = 3000
FRESH_SECONDS: Final = 60
FRESH_WAIT: Final = pace.span(seconds=5)


class LinkedIn:
    """Posts go to `/rest/posts` under one dated version of the API; nothing can be read back with ordinary scopes.

    `pauses` are the seconds between tries of `profile` when a token seconds old is called revoked, which happens.
    """

    key: ClassVar[str] = "linkedin"
    label: ClassVar[str] = "LinkedIn"
    limits: Limits = Limits(
        label=label,
        icon="linkedin",
        max_length=MAX_LENGTH,
        max_images=20,
        image_types=("image/jpeg", "image/png", "image/gif"),
        max_image_bytes=20_000_000,
        max_image_pixels=36_152_319,
        min_image_width=552,
        min_image_height=276,
        max_alt_length=4086,
        document_types=("application/pdf",),
        max_document_bytes=100_000_000,
        max_document_pages=300,
        card="supplied",
        can_publish=True,
        can_measure=True,
        measure_scope=ANALYTICS_SCOPE,
        can_reshare=True,
        reshare_takes_text=True,
        comment_scope=ENGAGE_SCOPE,
        react_scope=ENGAGE_SCOPE,
        follower_scope=FOLLOWERS_SCOPE,
        max_comment_length=1250,
        can_delete=True,
        intent="link_only",
        daily_posts=150,
        publish_scope="w_member_social",
        advised_daily=2,
        advised_minutes=60,
        api_sunset=sunset(VERSION),
        permissions_url="https://www.linkedin.com/mypreferences/d/data-sharing-for-permitted-services",
    )
    preview_limits: ClassVar[PreviewLimits] = PreviewLimits(fold_characters=210, fold_lines=3, shows_headline=True)

    def __init__(self, credentials: AppCredentials, *, pauses: Sequence[float] = (2, 3, 5)) -> None:
        self.credentials = credentials
        self.version = credentials.api_version or VERSION
        self.limits = replace(type(self).limits, api_sunset=sunset(self.version))
        self._web = credentials.url("web", WEB)
        self._auth = credentials.url("auth", WEB)
        self._api = credentials.url("api", API)
        self._pauses = tuple(pauses)

    def count(self, text: str) -> int:
        return plain_length(text)

    def cautions(self, text: str) -> tuple[str, ...]:
        # Whether the limit holds for the text or for its escaped form is documented nowhere.
        over = plain_length(text) <= MAX_LENGTH < plain_length(escape(text))
        return ("escaped_too_long",) if over else ()

    def cost(self, text: str) -> Decimal:
        return FREE

    def text_with_link(self, text: str, link: str, *, card: bool = False) -> str:
        return text if card or not link or link in text else f"{text.rstrip()}\n\n{link}".lstrip()

    def intent_url(self, text: str, link: str) -> str | None:
        return address(f"{self._web}/sharing/share-offsite/", url=link) if link else None

    def repost_intent_url(self, external_id: str) -> str | None:
        # LinkedIn has no dialog for reposting: the post's own page has the button.
        return self._permalink(external_id) if external_id else None

    def reshare_id(self, address: str) -> str:
        return resharable(address)

    def profile_url(self, handle: str) -> str:
        return f"{self._web}/in/{quote(handle)}/" if handle else ""

    def own_url(self) -> str:
        return f"{self._web}/in/me/recent-activity/all/"

    def authorise_url(self, *, state: str, redirect_uri: str, challenge: str) -> str:
        # No PKCE: LinkedIn documents it for native applications only.
        require_keys(self.credentials)
        return address(
            f"{self._web}/oauth/v2/authorization",
            response_type="code",
            client_id=self.credentials.client_id,
            redirect_uri=redirect_uri,
            state=state,
            scope=" ".join(self.credentials.scopes or SCOPES),
        )

    def exchange(self, *, code: str, redirect_uri: str, verifier: str) -> Grant:
        answer = self._token(grant_type="authorization_code", code=code, redirect_uri=redirect_uri)
        return self._grant(answer)

    def refresh(self, grant: Grant) -> Grant:
        if not grant.refresh_token:
            raise NotSupported
        answer = self._token(grant_type="refresh_token", refresh_token=grant.refresh_token.reveal())
        return self._grant(answer, before=grant)

    def profile(self, grant: Grant) -> Profile:
        data = self._userinfo(grant).data()
        if not data.get("sub"):
            raise NetworkUnavailable("unexpected_answer")
        return Profile(
            external_id=str(data["sub"]),
            name=str(data.get("name") or ""),
            picture_url=str(data.get("picture") or ""),
            email=str(data.get("email") or ""),
        )

    def upload(self, grant: Grant, image: Image) -> str:
        check_image(self.limits, image)
        return self._upload(grant, "image", image.content, image.mime)

    def upload_document(self, grant: Grant, document: Document) -> str:
        check_document(self.limits, document)
        return self._upload(grant, "document", document.content, document.mime)

    def publish(self, grant: Grant, post: Post) -> Receipt:
        check(self, post)
        order = body(self._author(grant), post)
        about: About = "reshare" if post.reshare_of else "document" if post.document else "image"
        answer = self._rest("POST", grant, "posts", json_body=order, repeatable=False)
        if answer.status not in {200, 201}:
            raise self._refused(grant, explain(answer, creating=True, about=about))
        # The id is in a header, so a body that broke loses nothing; a second name for it is older.
        urn = answer.headers.get("x-restli-id") or answer.headers.get("x-linkedin-id")
        if not urn and not answer.complete:
            raise OutcomeUnknown("unreadable_answer", status=answer.status)
        return Receipt(external_id=urn or None, url=self._permalink(urn) if urn else "")

    def find(self, grant: Grant, post: Post) -> Receipt | None:
        # Reading posts takes r_member_social, which is closed.
        raise NotSupported

    def comment(self, grant: Grant, external_id: str, text: str) -> Receipt:
        require_scope(grant, ENGAGE_SCOPE)
        check_comment(self.limits, text)
        # Plain text: here an escaped character would be published with its backslash.
        order = {"actor": self._author(grant), "object": external_id, "message": {"text": text}}
        path = f"socialActions/{quote(external_id, safe='')}/comments"
        answer = self._rest("POST", grant, path, json_body=order, repeatable=False)
        if answer.status not in {200, 201}:
            raise self._refused(grant, explain(answer, creating=True, about="comment"))
        return Receipt(external_id=comment_urn(answer, external_id), url=self._permalink(external_id))

    def react(self, grant: Grant, external_id: str) -> None:
        require_scope(grant, ENGAGE_SCOPE)
        path = f"reactions?actor={quote(self._author(grant), safe='')}"
        answer = self._rest("POST", grant, path, json_body={"root": external_id, "reactionType": "LIKE"})
        # 409: the person has reacted already.
        if answer.status not in {200, 201, 409}:
            raise self._refused(grant, explain(answer, about="comment"))

    def followers(self, grant: Grant) -> int | None:
        require_scope(grant, FOLLOWERS_SCOPE)
        answer = self._rest("GET", grant, "memberFollowersCount?q=me", reuse=True)
        if answer.status != 200 or not isinstance(answer.data().get("elements"), list):
            raise explain(answer)
        return follower_count(answer)

    def measure(self, grant: Grant, external_ids: Sequence[str]) -> dict[str, Metrics]:
        require_scope(grant, ANALYTICS_SCOPE)
        found: dict[str, Metrics] = {}
        for urn in external_ids:
            figures: dict[str, Any] = {name: self._figure(grant, urn, query) for name, query in FIGURES}
            if any(value is not None for value in figures.values()):
                found[urn] = Metrics(**figures)
        return found

    def delete(self, grant: Grant, external_id: str) -> None:
        path = f"posts/{quote(external_id, safe='')}"
        if comment := comment_path(external_id):
            path = f"{comment}?actor={quote(self._author(grant), safe='')}"
        answer = self._rest("DELETE", grant, path)
        if answer.status not in {200, 204, 404}:
            raise explain(answer)

    def revoke(self, grant: Grant) -> None:
        # No documented endpoint: the person removes the permission at limits.permissions_url.
        raise NotSupported

    def _upload(self, grant: Grant, kind: Literal["image", "document"], content: bytes, mime: str) -> str:
        order = {"initializeUploadRequest": {"owner": self._author(grant)}}
        answer = self._rest("POST", grant, f"{kind}s?action=initializeUpload", json_body=order)
        value = answer.data().get("value") if answer.status == 200 else None
        if not isinstance(value, dict) or not value.get(kind):
            raise self._refused(grant, explain(answer, about=kind))
        # The token goes to this address too, hence it has to be theirs.
        target = trusted(str(value.get("uploadUrl")), self._api, ".linkedin.com")
        headers = {**bearer(grant), "Content-Type": mime}
        # One PUT: LinkedIn keeps only the last piece of a file sent in several.
        patience = DOCUMENT_DEADLINE if kind == "document" else UPLOAD_DEADLINE
        answer = call("PUT", target, headers=headers, body=content, deadline=patience)
        if answer.status not in {200, 201}:
            raise explain(answer, about=kind)
        return str(value[kind])

    def _refused(self, grant: Grant, error: NetworkError) -> NetworkError:
        """The error to raise: a token seconds old that is called revoked will work in a moment."""
        if isinstance(error, ReconnectNeeded) and error.code == "token_revoked" and _is_fresh(grant):
            return TryLater(
                FRESH_WAIT, "token_new", detail=error.detail, status=error.status, request_id=error.request_id
            )
        return error

    def _permalink(self, urn: str) -> str:
        return f"{self._web}/feed/update/{urn}/"

    def _rest(self, method: str, grant: Grant, path: str, *, repeatable: bool = True, **options: Any) -> Answer:
        headers = {**bearer(grant), "LinkedIn-Version": self.version, "X-Restli-Protocol-Version": "2.0.0"}
        return call(method, f"{self._api}/rest/{path}", headers=headers, repeatable=repeatable, **options)

    def _token(self, **form: str) -> Answer:
        require_keys(self.credentials)
        keys = {"client_id": self.credentials.client_id, "client_secret": self.credentials.client_secret.reveal()}
        refreshing = form["grant_type"] == "refresh_token"
        url = f"{self._auth}/oauth/v2/accessToken"
        answer = call("POST", url, form={**form, **keys}, repeatable=not refreshing, deadline=REFRESH_DEADLINE)
        if answer.status != 200 or not answer.data().get("access_token"):
            raise explain_token(answer, refreshing=refreshing)
        return answer

    def _grant(self, answer: Answer, *, before: Grant | None = None) -> Grant:
        data = answer.data()
        grant = grant_from(data, before=before)
        return replace(grant, external_id=subject(data) or grant.external_id)

    def _userinfo(self, grant: Grant) -> Answer:
        pauses = self._pauses if _is_fresh(grant) else ()
        for pause in (*pauses, None):
            answer = call("GET", f"{self._api}/v2/userinfo", headers=bearer(grant))
            if answer.status == 200:
                break
            error: NetworkError = explain(answer)
            if pause is None or not isinstance(error, ReconnectNeeded) or error.code != "token_revoked":
                raise error
            time.sleep(pause)
        return answer

    def _figure(self, grant: Grant, urn: str, query: str) -> int | None:
        answer = self._rest("GET", grant, analytics_path(urn, query), reuse=True)
        if answer.status == 200 and isinstance(answer.data().get("elements"), list):
            return figure(answer, query)
        error = explain(answer)
        if isinstance(error, Rejected):
            return None  # this figure is not offered for this post, or not under this version
        raise error

    def _author(self, grant: Grant) -> str:
        if not grant.external_id:
            raise ReconnectNeeded("token_missing", detail="The grant does not say who the member is.")
        require_consent(grant, POST_SCOPE)
        return f"urn:li:person:{grant.external_id}"


def _is_fresh(grant: Grant) -> bool:
    age = grant.age()
    return age is not None and age < FRESH_SECONDS
