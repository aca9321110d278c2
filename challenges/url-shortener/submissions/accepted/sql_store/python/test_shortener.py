import os

os.environ.setdefault("BASE_URL", "https://sho.example")

import pytest
from fastapi.testclient import TestClient

import main
from links import Links


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setattr(main, "links", Links(str(tmp_path / "links.db")))
    return TestClient(main.app, follow_redirects=False)


def test_a_link_redirects_and_counts(client):
    link = client.post("/links", json={"url": "https://example.com/a#b"}).json()
    answer = client.get("/" + link["code"])
    assert (answer.status_code, answer.headers["location"]) == (302, "https://example.com/a#b")
    assert client.get("/links/" + link["code"]).json()["hits"] == 1


def test_head_does_not_count(client):
    link = client.post("/links", json={"url": "https://example.com"}).json()
    assert client.head("/" + link["code"]).status_code == 302
    assert client.get("/links/" + link["code"]).json()["hits"] == 0


def test_a_code_is_given_once(client):
    body = {"url": "https://example.com", "code": "sale"}
    assert [client.post("/links", json=body).status_code for _ in range(2)] == [201, 409]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://SHO.example:81/x", "https://a b", "/a", "https://"])
def test_bad_urls_are_refused(client, url):
    answer = client.post("/links", json={"url": url})
    assert answer.status_code == 422
    assert answer.json()["error"]
