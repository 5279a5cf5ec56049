"""Times in words, for templates: `{% load times %}{{ share.due_at|near }}`."""

from django import template

from advocacy.lib import times

register = template.Library()
for function in (
    times.clock,
    times.day,
    times.short_date,
    times.day_and_time,
    times.near,
    times.ago,
    times.weekday_code,
):
    register.filter(function.__name__, function)
