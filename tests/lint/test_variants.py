"""Every variant of a condition is another condition: some value tells the two apart."""

from hypothesis import given
from hypothesis import strategies as st

from zoom_policy_lint.lint.domain import Domain, holds, probes
from zoom_policy_lint.lint.variants import ALWAYS, NEVER, variants
from zoom_policy_lint.ruleset import parse_condition

NUMBERS, TEXTS, LISTS = Domain("integer"), Domain("string"), Domain("array<string>")
SWITCH = Domain("boolean", (False, True))
WHO = Domain("string", ("all", "host", "none"))
words = st.lists(st.sampled_from("abcde"), min_size=1, max_size=4, unique=True)
of_numbers = st.builds(
    lambda name, n: {name: n}, st.sampled_from(["at_least", "at_most", "equals"]), st.integers(1, 90)
)
of_texts = st.builds(
    lambda name, w: {name: w}, st.sampled_from(["one_of", "none_of", "address_in", "domain_in"]), words
)
of_lists = st.builds(
    lambda name, w: {name: w},
    st.sampled_from(["contains_all", "contains_any", "contains_none", "subset_of"]),
    words,
)
of_known = st.builds(
    lambda name, w: {name: w},
    st.sampled_from(["one_of", "none_of"]),
    st.lists(st.sampled_from(WHO.known), min_size=1, max_size=2, unique=True),
)
samples = st.one_of(
    st.tuples(of_numbers, st.just(NUMBERS)),
    st.tuples(of_texts, st.just(TEXTS)),
    st.tuples(of_lists, st.just(LISTS)),
    st.tuples(of_known, st.just(WHO)),
    st.tuples(st.builds(lambda inner: {"every": inner}, of_texts), st.just(LISTS)),
    st.tuples(st.builds(lambda inner: {"not": inner}, of_texts), st.just(TEXTS)),
)


def changed(data, domain):
    return [variant.change for variant in variants(parse_condition(data), domain)]


@given(samples)
def test_some_value_tells_a_condition_from_each_of_its_variants(sample):
    data, domain = sample
    condition = parse_condition(data)
    for variant in variants(condition, domain):
        values = probes([condition, variant.condition], domain)
        assert any(holds(condition, value) != holds(variant.condition, value) for value in values), variant


@given(samples)
def test_no_two_variants_say_the_same_of_themselves(sample):
    said = changed(*sample)
    assert len(said) == len(set(said))


@given(samples)
def test_every_condition_is_tried_as_always_and_as_never_true(sample):
    data, domain = sample
    condition = parse_condition(data)
    values = probes([condition], domain)
    truths = [[holds(variant.condition, value) for value in values] for variant in variants(condition, domain)]
    assert any(all(truth) for truth in truths)
    assert any(not any(truth) for truth in truths)


def test_a_number_is_tried_one_higher_and_one_lower_and_the_other_way_round():
    assert changed({"at_least": 8}, NUMBERS) == [
        "everything is accepted",
        "nothing is accepted",
        "the number is one higher",
        "the number is one lower",
        "“at_least” becomes “at_most”",
    ]


def test_another_known_value_is_accepted_too():
    assert "“all” is accepted too" in changed("host", WHO)
    assert "“none” is accepted too" in changed("host", WHO)


def test_a_switch_is_tried_always_never_and_the_other_way_round_each_once():
    conditions = [variant.condition for variant in variants(parse_condition(data=True), SWITCH)]
    assert conditions == [ALWAYS, NEVER, parse_condition(data=False)]


def test_each_item_of_a_list_is_left_out_once():
    said = changed({"none_of": ["a", "b", "c"]}, TEXTS)
    assert [one for one in said if one.startswith("item")] == [f"item {n} of the list is left out" for n in (1, 2, 3)]


def test_of_a_single_item_all_and_any_are_the_same():
    assert "“contains_all” becomes “contains_any”" not in changed({"contains_all": ["a"]}, LISTS)
    assert "“contains_all” becomes “contains_any”" in changed({"contains_all": ["a", "b"]}, LISTS)


def test_parts_of_all_and_any_are_left_out_changed_and_joined_otherwise():
    said = changed({"all": [{"at_most": 60}, {"at_least": 5}]}, NUMBERS)
    assert {"“all” becomes “any”", "part 1 of “all” is left out", "part 2 of “all” is left out"} <= set(said)
    assert "part 2 of “all” changes: the number is one higher" in said
    said = changed({"any": [{"at_most": 5}, {"at_least": 60}]}, NUMBERS)
    assert {"“any” becomes “all”", "part 1 of “any” is left out"} <= set(said)


def test_not_is_left_out_and_what_it_denies_is_changed():
    said = changed({"not": {"one_of": ["a", "b"]}}, TEXTS)
    assert {"“not” is left out", "inside “not”, item 2 of the list is left out"} <= set(said)


def test_every_becomes_any_and_what_it_asks_is_changed():
    said = changed({"every": {"domain_in": ["a.example", "b.example"]}}, LISTS)
    assert {"one item that is right is enough", "inside “every”, item 1 of the list is left out"} <= set(said)


def test_empty_is_turned_round_and_days_are_counted_one_more_and_one_less():
    assert "“empty” is turned round" in changed({"empty": True}, LISTS)
    said = changed({"younger_than_days": 30}, Domain("time"))
    assert {"the number is one higher", "the number is one lower"} <= set(said)


def test_patterns_are_tried_as_always_and_never_true_and_without_each_of_their_signs():
    assert changed({"matches": "^a"}, TEXTS) == [
        "everything is accepted",
        "nothing is accepted",
        "“^” of the pattern is left out",
    ]


def test_a_domain_is_tried_as_the_end_and_as_the_beginning_of_another():
    condition = parse_condition({"domain_in": ["school.example"]})
    ends, begins = (
        variant.condition for variant in variants(condition, TEXTS) if "a domain is enough" in variant.change
    )
    assert holds(ends, "a@not-School.example")
    assert not holds(ends, "a@school.example.evil")
    assert holds(begins, "a@School.example.evil")
    assert not holds(begins, "a@not-school.example")


def test_no_number_is_tried_that_is_below_0():
    assert min(probes([parse_condition({"at_least": 0})], NUMBERS, [-3])) == 0
    assert changed({"at_least": 0}, NUMBERS) == [
        "nothing is accepted",
        "the number is one higher",
        "“at_least” becomes “at_most”",
    ]
