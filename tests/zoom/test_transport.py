import asyncio
import os
import ssl

import httpx
import pytest

from tests.support.each import each
from tests.zoom.support import Zoom, client, read
from zoom_policy_lint import __version__
from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.zoom import Credentials, Retry, Unreachable
from zoom_policy_lint.zoom.transport import open_http

SECRETS = "http://name:Sesame@proxy.example:8080"


@pytest.fixture
def environment():
    """The environment, put back afterwards."""
    before = dict(os.environ)
    yield os.environ
    os.environ.clear()
    os.environ.update(before)


def test_every_request_names_the_program():
    server = Zoom()
    read(server)
    assert server.calls[0].headers["User-Agent"] == f"zoom-policy-lint/{__version__}"
    assert server.token_calls[0].headers["User-Agent"] == f"zoom-policy-lint/{__version__}"


@each(
    ("error", "words"),
    [
        (httpx.ConnectError(f"[Errno 111] {SECRETS}"), "the connection failed"),
        (httpx.ConnectTimeout("x"), "no answer in time"),
        (httpx.ReadTimeout("x"), "no answer in time"),
        (httpx.ReadError("reset"), "the connection failed"),
        (
            httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
            "the connection failed",
        ),
        (httpx.ProxyError(f"407 {SECRETS}"), "the proxy lets nothing through"),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"), "certificate"),
        (httpx.UnsupportedProtocol("x"), "cannot be used"),
        (ConnectionResetError("reset"), "the connection failed"),
    ],
)
def test_each_failure_of_the_network_is_told_in_plain_words(error, words):
    with pytest.raises(Unreachable, match=words) as caught:
        read(Zoom(error))
    assert "Sesame" not in str(caught.value) + repr(caught.value.__context__)
    assert caught.value.hint


def test_an_untrusted_certificate_names_the_schools_own_authority_and_is_not_tried_again():
    server = Zoom(httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"))
    with pytest.raises(Unreachable, match="SSL_CERT_FILE"):
        read(server)
    assert len(server.calls) == 1


def test_the_schools_own_authority_is_read_from_the_environment(environment, tmp_path):
    environment["SSL_CERT_FILE"] = str(tmp_path / "no-such-file.pem")
    with pytest.raises(PolicyLintError, match="SSL_CERT_FILE"):
        open_http(None, 8)
    environment["SSL_CERT_FILE"] = ssl.get_default_verify_paths().cafile or __import__("certifi").where()
    asyncio.run(open_http(None, 8).aclose())


def test_a_proxy_is_read_from_the_environment(environment):
    environment["HTTPS_PROXY"] = "nonsense://proxy.example"
    with pytest.raises(PolicyLintError, match="HTTPS_PROXY"):
        open_http(None, 8)


class Dripping(httpx.AsyncByteStream):
    """A body that never ends."""

    async def __aiter__(self):
        while True:
            await asyncio.sleep(0.001)
            yield b" "


def test_a_body_that_drips_for_ever_is_given_up():
    server = Zoom(lambda _: httpx.Response(200, stream=Dripping()))
    with pytest.raises(Unreachable, match="no answer in time"):
        read(server, retry=Retry(tries=2, attempt=0.02))


def test_a_compressed_body_that_does_not_unfold_counts_as_no_answer():
    broken = httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip at all"))
    server = Zoom(lambda _: broken, httpx.Response(200, json={"in_meeting": {}}))
    assert read(server) == {"in_meeting": {}}


def test_an_address_that_leads_elsewhere_is_not_followed():
    server = Zoom(httpx.Response(302, headers={"Location": "https://login.example/"}))
    with pytest.raises(Exception, match="redirection"):
        read(server)
    assert {call.url.host for call in server.calls} == {"api.zoom.us"}


@pytest.mark.parametrize("url", ["https://[", "https://", "https://a..b", "https://zoom.us:port"])
def test_an_api_address_that_cannot_be_one_is_told(url):
    with pytest.raises(PolicyLintError, match="ZOOM_API_URL is not a web address"):
        client(Zoom(), credentials=Credentials("a", "b", "c", api_url=url))


@pytest.mark.parametrize(
    "url", ["http://localhost:8080/v2", "http://127.0.0.1:1", "http://[::1]:80/v2", "https://zöom.example/v2"]
)
def test_addresses_of_a_test_account_or_another_host_are_taken(url):
    asyncio.run(client(Zoom(), credentials=Credentials("a", "b", "c", api_url=url)).close())
