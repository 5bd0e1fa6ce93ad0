"""`simulate`: serve the simulated account, for trials by hand."""

import click

from zoom_policy_lint.cli.options import default_policy
from zoom_policy_lint.model.errors import PolicyLintError

SCHOOLS = ("demo", "compliant", "untouched")


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="Port on localhost.")
@click.option("--school", type=click.Choice(SCHOOLS), default="demo", show_default=True, help="Which account.")
def simulate(port: int, school: str) -> int:
    """Serve a simulated Zoom account on localhost (needs the extra “serve”)."""
    from zoom_policy_lint.simulate import compliant_school, demo_school, untouched_account
    from zoom_policy_lint.simulate.serve import serve

    account = {"demo": demo_school, "compliant": compliant_school, "untouched": untouched_account}[school]()
    address = f"http://127.0.0.1:{port}"
    click.echo(
        f"A simulated Zoom account listens on {address}; stop it with Ctrl-C. In another terminal:\n"
        f"  export ZOOM_API_URL={address}/v2 ZOOM_OAUTH_URL={address}/oauth/token\n"
        f"  export ZOOM_ACCOUNT_ID={account.id} ZOOM_CLIENT_ID={account.app.client_id} "
        f"ZOOM_CLIENT_SECRET={account.app.client_secret}\n"
        f"  zoom-policy-lint audit --policy {default_policy()}",
        err=True,
    )
    try:
        serve(account, "127.0.0.1", port)
    except ModuleNotFoundError as error:
        raise PolicyLintError(
            "Serving the simulated account needs uvicorn.", 'Install it with: pip install "zoom-policy-lint[serve]"'
        ) from error
    return 0
