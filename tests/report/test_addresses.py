from zoom_policy_lint.model.words import Status
from zoom_policy_lint.report.addresses import elide, house_domain

from .sample_findings import finding, user
from .samples import make_run, rollups


def run_of(*names):
    return make_run(rollups=rollups(finding("r", user(name), Status.FAIL) for name in names))


def test_the_commonest_domain_is_the_schools():
    assert house_domain(run_of("a@x.example", "b@x.example", "c@x.example", "d@y.example")) == "x.example"


def test_a_domain_that_few_share_is_not_left_out():
    assert house_domain(run_of("a@x.example", "b@x.example")) == ""
    assert elide("")("a@x.example") == "a@x.example"


def test_only_the_whole_domain_is_left_out():
    short = elide("x.example")
    assert short("a@x.example, b@x.example. Then") == "a@…, b@…. Then"
    for other in ("a@x.example.evil", "a@x.example-evil", "a@x.examples", "x.example", "a@sub.x.example"):
        assert short(other) == other
