"""Values, rules, policy and a date give findings, and findings give clause verdicts; pure."""

from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.registers import registers_of
from zoom_policy_lint.evaluate.run import evaluate, judges_something, needed_questions, needed_reads

__all__ = ["Options", "evaluate", "judges_something", "needed_questions", "needed_reads", "registers_of"]
