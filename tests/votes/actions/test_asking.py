"""What a vote may ask: each kind of question, drafted by one organiser and signed, one by one, by another."""

from collections.abc import Callable

import pytest

from deliberation.core.chain import utc_second
from deliberation.core.errors import RuleBroken
from deliberation.journal.models import Entry, Head
from deliberation.members.access import Person
from tests.votes.builders import BOOKLETS, make_frozen_campaign, make_scheduled, make_voters, two_organisers
from votes.actions.asking import add_questions, drop_question
from votes.actions.planning import Plan, Terms, approval, freely, overall, within
from votes.actions.scheduling import confirm_vote
from votes.core.signing import question_digests
from votes.models import Question, Vote
from votes.queries.definitions import definition_of

pytestmark = pytest.mark.django_db
MEASURES = sum(len(measures) for _title, measures in BOOKLETS)
YES_OR_NO = Terms(rule="yes-no", blank=False)


@pytest.fixture
def pair(db: None) -> tuple[Person, Person]:
    make_voters(4)  # six seats with the organisers
    return two_organisers()


@pytest.fixture
def vote(pair: tuple[Person, Person]) -> Vote:
    return make_scheduled(by=pair[0])


def added(pair: tuple[Person, Person], vote: Vote, plan: Plan, terms: Terms) -> list[Question]:
    return add_questions(pair[0], vote, plan, terms)


@pytest.mark.parametrize(
    ("plan", "terms", "kind", "rule", "most", "options"),
    [
        (within("livret-1"), Terms(), "prioritise", "choose", 1, 3),
        (within("livret-1"), Terms(most=2), "prioritise", "choose", 2, 3),
        (within("livret-1"), Terms(rule="approval", most=0), "prioritise", "approval", 3, 3),
        (overall("booklets"), Terms(most=2), "overall", "choose", 2, 3),
        (overall("measures"), Terms(most=3), "overall", "choose", 3, MEASURES),
        (
            approval("livret-2", each_measure=False),
            YES_OR_NO,
            "approve",
            "yes-no",
            1,
            3,
        ),
        (freely("Quel lieu ?", ("Mende", "Millau"), about_persons=False), Terms(), "free", "choose", 1, 2),
        (freely("On continue ?", (), about_persons=False), YES_OR_NO, "free", "yes-no", 1, 3),
    ],
)
def test_each_kind_is_asked_with_its_options_and_can_be_confirmed(
    pair: tuple[Person, Person], vote: Vote, plan: Plan, terms: Terms, kind: str, rule: str, most: int,
    options: int,
) -> None:  # fmt: skip
    question = added(pair, vote, plan, terms)[0]
    assert (question.kind, question.rule, question.most) == (kind, rule, most)
    assert question.options.count() == options
    confirm_vote(pair[1], vote)
    vote.refresh_from_db()
    assert vote.digest == definition_of(vote).digest()


def test_a_booklet_is_approved_measure_by_measure_each_its_own_question(
    pair: tuple[Person, Person], vote: Vote
) -> None:
    questions = added(pair, vote, approval("livret-1", each_measure=True), YES_OR_NO)
    assert [question.slug for question in questions] == ["livret-1-m1", "livret-1-m2", "livret-1-m3"]
    assert all(question.subject_digest for question in questions)
    assert "Réparer les réseaux" in questions[0].text


def test_measures_of_all_booklets_carry_the_digest_that_was_frozen(
    pair: tuple[Person, Person], vote: Vote
) -> None:
    question = added(pair, vote, overall("measures"), Terms(most=2))[0]
    codes = list(question.options.values_list("code", flat=True))
    assert codes == ["b1-m1", "b1-m2", "b1-m3", "b2-m1", "b2-m2", "b3-m1"]
    assert all(question.options.values_list("digest", flat=True))


def test_a_vote_on_persons_is_refused_by_its_code() -> None:
    with pytest.raises(RuleBroken, match=r"question.about-persons"):
        freely("Qui présidera ?", ("Ana", "Noé"), about_persons=True)


@pytest.mark.parametrize(
    ("plan", "terms", "code"),
    [
        (within("livret-9"), Terms(), "question.no-such-booklet"),
        (within("livret-1"), Terms(rule="yes-no"), "question.kind-rule"),
        (approval("livret-1", each_measure=False), Terms(rule="choose"), "question.kind-rule"),
        (overall("measures"), Terms(rule="approval", most=0), "question.too-many-patterns"),
        (within("livret-1"), Terms(rule="nobody"), "question.unknown-rule"),
        (within("livret-1"), Terms(settings={"ties": "?"}), "question.settings-wrong"),
        (freely("?\u202e", ("a", "b"), about_persons=False), Terms(), "question.text-unsafe"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_kept(
    pair: tuple[Person, Person], vote: Vote, plan: Plan, terms: Terms, code: str
) -> None:
    before = vote.questions.count()
    with pytest.raises(RuleBroken, match=code):
        added(pair, vote, plan, terms)
    assert vote.questions.count() == before


def test_more_than_ten_patterns_a_seat_need_an_article_of_the_statutes(
    pair: tuple[Person, Person], vote: Vote
) -> None:
    quoted = Terms(rule="approval", most=0, statute="Article 12 : les mesures sont classées par les membres.")
    question = added(pair, vote, overall("measures"), quoted)[0]
    assert definition_of(vote).question(question.slug).published()["statute"] == quoted.statute
    confirm_vote(pair[1], vote)


def test_who_changes_the_draft_signs_it_and_another_one_confirms(
    pair: tuple[Person, Person], vote: Vote
) -> None:
    first, second = pair
    question = add_questions(second, vote, within("livret-1"), Terms())[0]
    with pytest.raises(RuleBroken, match=r"vote.same-organiser"):
        confirm_vote(second, vote)
    drop_question(second, vote, question.slug)
    drop_question(second, vote, question.slug)  # twice is once
    confirm_vote(first, vote)
    drafts = list(Entry.objects.filter(code="vote.drafted").order_by("seq"))
    assert [draft.actor for draft in drafts] == [first.known.display_name, *[second.known.display_name] * 2]
    vote.refresh_from_db()
    assert drafts[-1].facts["questions"] == question_digests(definition_of(vote))


def test_dropping_a_question_closes_the_numbers_up(pair: tuple[Person, Person], vote: Vote) -> None:
    slugs = list(vote.questions.values_list("slug", flat=True))
    drop_question(pair[0], vote, slugs[0])
    assert list(vote.questions.values_list("slug", "number")) == [(slugs[1], 1), (slugs[2], 2)]


@pytest.mark.parametrize("act", [lambda p, v: add_questions(p, v, within("livret-1"), Terms()),
                                 lambda p, v: drop_question(p, v, "livret-1")])  # fmt: skip
def test_a_confirmed_vote_asks_what_it_asks(
    pair: tuple[Person, Person], vote: Vote, act: Callable[[Person, Vote], object]
) -> None:
    confirm_vote(pair[1], vote)
    with pytest.raises(RuleBroken, match=r"vote.confirmed-already"):
        act(pair[0], vote)


def test_every_question_is_signed_by_its_digest_as_it_was_read(
    pair: tuple[Person, Person], vote: Vote
) -> None:
    definition = definition_of(vote)
    read = [*(question.digest() for question in definition.questions), definition.digest()]
    with pytest.raises(RuleBroken, match=r"vote.question-unsigned") as refusal:
        confirm_vote(pair[1], vote, read[:-2])
    assert refusal.value.facts["number"] == len(definition.questions)
    Question.objects.filter(vote=vote, number=1).update(most=2)
    with pytest.raises(RuleBroken, match=r"vote.question-unsigned"):
        confirm_vote(pair[1], vote, read)
    Question.objects.filter(vote=vote, number=1).update(most=1)
    confirm_vote(pair[1], vote, read)


def test_two_organisers_of_one_public_name_cannot_sign(pair: tuple[Person, Person], vote: Vote) -> None:
    second = pair[1].known
    second.display_name = pair[0].known.display_name
    second.save()
    with pytest.raises(RuleBroken, match=r"vote.same-name"):
        confirm_vote(pair[1], vote)


def test_the_name_that_the_journal_has_of_the_first_signature_counts(
    pair: tuple[Person, Person], vote: Vote
) -> None:
    """Who drafted has another name since: the entry keeps the old one, which the second one bears now."""
    first, second = pair[0].known, pair[1].known
    second.display_name, first.display_name = first.display_name, "Inès Autrement"
    first.save()
    second.save()
    with pytest.raises(RuleBroken, match=r"vote.same-name"):
        confirm_vote(pair[1], Vote.objects.get(pk=vote.pk))


def test_a_confirmation_dated_at_the_opening_comes_too_late(pair: tuple[Person, Person], vote: Vote) -> None:
    """The journal's times never go back: after a jump of the clock they decide, as a verifier reads them."""
    Head.objects.filter(pk=1).update(at=utc_second(vote.opens_at))
    with pytest.raises(RuleBroken, match=r"vote.too-late-to-confirm"):
        confirm_vote(pair[1], vote)
    assert Vote.objects.get(pk=vote.pk).confirmed_at is None


def test_a_vote_drafted_without_questions_is_not_confirmed(pair: tuple[Person, Person]) -> None:
    vote = make_scheduled(make_frozen_campaign(), pair[0])
    for slug in list(vote.questions.values_list("slug", flat=True)):
        drop_question(pair[0], vote, slug)
    with pytest.raises(RuleBroken, match=r"vote.no-questions"):
        confirm_vote(pair[1], vote)
