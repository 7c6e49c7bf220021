import base64
import hashlib

import pytest

from sitegen import headers

META = f'<meta http-equiv="Content-Security-Policy" content="{headers.PLACEHOLDER}">'
PLAIN = f'<html><head>{META}</head><body><script>go()</script><script src="a.js"></script></body></html>'
CHECKER = PLAIN.replace("<body>", '<body><refund-questionnaire runtime="../runtime/"></refund-questionnaire>')


def hashed(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def test_only_scripts_that_run_are_hashed() -> None:
    html = '<script>a</script><script src="b.js"></script><script type="application/json">{}</script>'
    html += '<script type="application/ld+json">{}</script><script type="module">c</script>'
    assert headers.inline_scripts(html) == ["a", "c"]


def test_a_plain_page_allows_its_own_scripts_and_nothing_unsafe() -> None:
    policy = headers.policy_of(PLAIN)
    assert f"script-src 'self' {hashed('go()')};" in policy
    assert "default-src 'none'" in policy
    for word in ("unsafe", "wasm", "worker-src", "http", "*"):
        assert word not in policy


def test_only_a_checker_page_may_run_python() -> None:
    policy = headers.policy_of(CHECKER)
    assert "'wasm-unsafe-eval'" in policy
    assert "worker-src 'self'" in policy
    assert "'unsafe-eval'" not in policy


def test_the_policy_is_written_into_the_page() -> None:
    assert f'content="{headers.policy_of(PLAIN)}"' in headers.seal(PLAIN, "a.html")


@pytest.mark.parametrize(
    "html", ["<html></html>", f"<script>early()</script>{META}", '<script src="early.js"></script>' + META]
)
def test_a_policy_that_comes_too_late_is_refused(html: str) -> None:
    with pytest.raises(headers.HeaderError, match=r"a\.html"):
        headers.seal(html, "a.html")


def test_the_file_says_the_same_as_the_pages() -> None:
    rules = headers.parse(headers.headers_file({"index.html": PLAIN, "checker/index.html": CHECKER, "404.html": PLAIN}))
    policy = "Content-Security-Policy"
    for path in ("/", "/index.html", "/404.html"):
        assert headers.headers_for(path, rules)[policy] == headers.policy_of(PLAIN) + "; frame-ancestors 'none'"
    assert headers.headers_for("/checker/", rules)[policy].startswith(headers.policy_of(CHECKER))
    assert headers.headers_for("/widget/worker-0.js", rules)[policy] == headers.WORKER_POLICY
    assert headers.headers_for("/widget/worker-0.js", rules)["Cache-Control"] == headers.FOR_EVER
    assert headers.headers_for("/runtime/0/runtime.json", rules)["Cache-Control"] == headers.FOR_EVER
    assert headers.headers_for("/wheel/x.whl", rules)["Cache-Control"] == "no-cache"
    assert headers.headers_for("/assets/x-0123456789.css", rules)["Cache-Control"] == headers.FOR_EVER
    assert headers.headers_for("/sw.js", rules)[policy] == headers.SERVICE_WORKER_POLICY
    assert headers.headers_for("/sw.js", rules)["Cache-Control"] == "no-cache"
    assert headers.headers_for("/anything", rules)["X-Content-Type-Options"] == "nosniff"


def test_no_path_gets_a_header_twice_from_a_host_that_joins_rules() -> None:
    pages = {"index.html": PLAIN, "a/index.html": PLAIN, "checker/index.html": CHECKER}
    rules = headers.parse(headers.headers_file(pages))
    for path in (
        "/",
        "/index.html",
        "/a/",
        "/checker/",
        "/widget/x.js",
        "/runtime/x",
        "/wheel/x",
        "/early/x",
        "/sw.js",
        "/assets/x.css",
    ):
        said = [name for rule in rules for name in headers.headers_for(path, [rule])]
        assert len(said) == len(set(said)), path
        assert "Cache-Control" in said
