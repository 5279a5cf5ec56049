"""The programme, its charter, who volunteered."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from advocacy.people.models import Membership
from advocacy.programme.models import Charter, Enrolment, Programme
from advocacy.programme.states import EnrolmentState


class ProgrammeFactory(DjangoModelFactory):
    """The one row that says what the programme is for."""

    class Meta:
        model = Programme

    aims = factory.LazyFunction(lambda: {"fr": "Faire connaître nos métiers.", "en": "Make our work known."})


class CharterFactory(DjangoModelFactory):
    """A version of the charter."""

    class Meta:
        model = Charter

    number = factory.Sequence(lambda n: n + 1)
    texts = factory.LazyFunction(lambda: {"fr": "# Volontaire\n\nLibrement.", "en": "# Voluntary\n\nFreely."})


class EnrolmentFactory(DjangoModelFactory):
    """The person's own yes; keeps `membership.is_ambassador` in step, as the services do."""

    class Meta:
        model = Enrolment
        skip_postgeneration_save = True

    enrolled_at = factory.LazyFunction(timezone.now)
    charter = factory.LazyFunction(lambda: Charter.objects.order_by("-number").first())

    class Params:
        paused = factory.Trait(state=EnrolmentState.PAUSED)
        left = factory.Trait(state=EnrolmentState.LEFT, left_at=factory.LazyFunction(timezone.now))

    @factory.post_generation
    def step(self, create, extracted, **kwargs):
        is_ambassador = self.state != EnrolmentState.LEFT
        Membership.objects.filter(pk=self.membership_id).update(is_ambassador=is_ambassador)
        self.membership.is_ambassador = is_ambassador
        self.membership.__dict__.pop("permissions", None)
