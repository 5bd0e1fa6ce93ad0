"""A policy: its clauses, the rules that answer each, parameters, statements and accepted exceptions."""

from zoom_policy_lint.policy.load import load_policy
from zoom_policy_lint.policy.policy import Attest, Attestation, Clause, Policy, Waiver

__all__ = ["Attest", "Attestation", "Clause", "Policy", "Waiver", "load_policy"]
