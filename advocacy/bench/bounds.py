"""What our pages are measured against, and the clock. Mounted by `advocacy.bench.urls` only."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template import engines

_PAGE = """<!doctype html><html lang="en"><title>Bound</title><p>{{ user.name }} {{ user.email }}
<ul>{% for number in numbers %}<li>{{ number }}</li>{% endfor %}</ul></html>"""


class ServerTime:
    """Says in a header how long the server took and how much processor time, middleware included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Time everything below."""
        started, cpu = time.perf_counter(), time.thread_time()
        response = self.get_response(request)
        taken, used = time.perf_counter() - started, time.thread_time() - cpu
        response.headers["Server-Timing"] = f"app;dur={taken * 1000:.3f}, cpu;dur={used * 1000:.3f}"
        return response


def session_page(request: HttpRequest) -> HttpResponse:
    """The bare page: session, person, a template of twenty lines; no rows of ours."""
    context = {"user": request.user, "numbers": range(20)}
    return HttpResponse(engines["django"].from_string(_PAGE).render(context, request))


def bare_redirect(_request: HttpRequest) -> HttpResponse:
    """The bare redirect: nothing is looked up and nothing is kept."""
    return redirect("https://example.org/")
