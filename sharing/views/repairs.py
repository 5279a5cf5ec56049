"""What a person does with a share that did not simply go out, or that should no longer be out."""

from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.roles import Permission
from sharing.selectors import board
from sharing.selectors.gestures import can_take_down
from sharing.services import answers, removing, repairs
from sharing.states import ShareState
from sharing.views.compose import planned_sentence
from sharing.views.shares import ShareView


class Gesture(ShareView):
    """One gesture, one POST, back to the list."""

    permission: ClassVar[Permission] = Permission.SHARE_CREATE
    http_method_names = ("post",)


class ShareAnswer(Gesture):
    """The person looked at their profile: it is there, or it is not."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share, there = self.find(public_id), request.POST.get("there")
        if there not in {"yes", "no", "drop"}:
            raise RuleViolation(_("Say whether you see it on your profile."), code="answer_missing")
        answers.answer_unconfirmed(
            actor=self.membership, share=share, there=there == "yes", publish_again=there == "no"
        )
        sentences = {
            "yes": _("Thank you. It is marked as published."),
            "no": _("Thank you. It goes out now."),
            "drop": _("Thank you. It will not be sent again."),
        }
        messages.success(request, sentences[there])
        return self.to_list()


class ShareRetry(Gesture):
    """Send a failed or missed share again, as a new one; one that waits for its next try, now."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        answers.retry(actor=self.membership, share=self.find(public_id))
        messages.success(request, _("It goes out within the minute. You can close this page."))
        return self.to_list()


class ShareLighten(Gesture):
    """Prepare the picture again, lighter, and publish."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        repairs.lighten_and_publish(actor=self.membership, share=self.find(public_id))
        messages.success(request, _("The picture is lighter, the text unchanged. It goes out within the minute."))
        return self.to_list()


class ShareWithoutLink(Gesture):
    """Take the link that costs out of the text, and promise it anew."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = repairs.publish_without_link(actor=self.membership, share=self.find(public_id))
        messages.success(request, planned_sentence(share))
        return self.to_list()


class ShareToHand(Gesture):
    """From a share that cannot go to one the person posts themselves."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        draft = repairs.to_hand(actor=self.membership, share=self.find(public_id))
        return HttpResponseRedirect(self.url("sharing:share_by_hand", public_id=draft.public_id))


class ShareLetBe(Gesture):
    """A failure or a miss that asks for nothing any more."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        repairs.let_be(actor=self.membership, share=self.find(public_id))
        messages.success(request, _("Set aside. Its text stays in your shares."))
        return self.to_list()


class ShareTakeBack(Gesture):
    """“I have not posted it after all.”"""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = repairs.take_back(actor=self.membership, share=self.find(public_id))
        messages.success(request, _("Taken back: it is a draft again and counts nowhere."))
        return HttpResponseRedirect(self.url("sharing:share_by_hand", public_id=share.public_id))


class ShareRemove(ShareView):
    """Take a published post down: a page that says what that can and cannot undo, then the network is asked."""

    permission = Permission.SHARE_CREATE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        if share.state != ShareState.PUBLISHED:
            return HttpResponseRedirect(self.url("sharing:share_detail", public_id=public_id))
        card = board.cards([share])[0]
        return self.page("sharing/share_remove.html", {"card": card, "share": share, "can": can_take_down(share)})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = removing.remove_share(actor=self.membership, share=self.find(public_id))
        messages.success(request, _("The network is being asked to take it down. You can close this page."))
        return HttpResponseRedirect(self.url("sharing:share_detail", public_id=share.public_id))
