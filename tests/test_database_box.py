"""The box of a database, its passwords, and what a service is told of it."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from grader.database import Credentials, examiner_side, variables
from grader.deliveries import database_order


def test_every_exam_has_passwords_of_its_own() -> None:
    one, other = Credentials.new(), Credentials.new()
    drawn = [getattr(each, name) for each in (one, other) for name in Credentials.__struct_fields__]
    assert len(set(drawn)) == len(drawn) == 8
    assert all(len(password) >= 32 and password.isalnum() for password in drawn)


def test_the_box_joins_the_loopback_and_is_told_the_passwords_on_its_stdin_alone() -> None:
    credentials = Credentials.new()
    spec, parcel = database_order(image="database:1", run="r", joins="grader-r-loopback", credentials=credentials)
    assert (spec.role, spec.image, spec.joins, spec.network) == ("database", "database:1", "grader-r-loopback", "none")
    assert json.loads(parcel)["tars"] == {}
    assert json.loads(parcel)["settings"]["passwords"]["candidate"] == credentials.candidate
    assert parcel.endswith(b"}\n")
    assert credentials.examiner not in repr(spec)


def test_its_file_systems_fit_into_its_memory_with_room_for_the_server() -> None:
    spec, _ = database_order(image="", run="r", joins="", credentials=Credentials.new())
    assert spec.limits.memory_bytes - sum(spec.folders.values()) >= 400 << 20


def test_a_service_is_told_its_own_password_and_no_other() -> None:
    credentials = Credentials.new()
    told = " ".join(variables(credentials).values())
    assert credentials.candidate in told
    assert not [name for name in ("examiner", "witness", "reader") if getattr(credentials, name) in told]


def test_each_language_finds_the_variables_that_its_libraries_expect() -> None:
    credentials = Credentials.new()
    common = variables(credentials, "python")
    address = urlsplit(common["DATABASE_URL"])
    assert (address.scheme, address.username, address.password) == ("postgresql", "candidate", credentials.candidate)
    assert (address.hostname, address.port, address.path) == ("127.0.0.1", 5432, "/app")
    assert (common["PGHOST"], common["PGPORT"], common["PGDATABASE"]) == ("127.0.0.1", "5432", "app")
    java = variables(credentials, "java")
    assert java["SPRING_DATASOURCE_URL"] == "jdbc:postgresql://127.0.0.1:5432/app"
    assert java["JDBC_DATABASE_URL"].startswith("jdbc:postgresql://127.0.0.1:5432/app?user=candidate&password=")
    assert set(common) < set(java) == set(variables(credentials))


def test_the_examiner_is_told_of_every_role() -> None:
    credentials = Credentials.new()
    assert set(examiner_side(credentials)["passwords"]) == {"examiner", "candidate", "witness", "reader"}
