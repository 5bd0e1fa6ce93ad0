"""The output formats, one module each; see `zoom_policy_lint.report`."""
