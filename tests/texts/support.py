"""What the tests of texts share: the policy's own phrases."""

from pathlib import Path

import yaml

from zoom_policy_lint.texts import normal_phrase

ROOT = Path(__file__).parents[2]
POLICY = yaml.safe_load((ROOT / "policies" / "st_joseph.yaml").read_text(encoding="utf-8"))
PARTS = POLICY["parameters"]["joining_instruction_phrases"]
TEMPLATE = POLICY["parameters"]["joining_instruction_template"]
PHRASES = sorted({phrase for phrases in PARTS.values() for phrase in phrases})
NORMAL = sorted({normal_phrase(phrase) for phrase in PHRASES})
