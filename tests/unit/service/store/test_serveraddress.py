from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.base.errors import BadInput
from holdfire.service.store.serveraddress import read_store_file

SECRET = "horse7staple"  # noqa: S105 - what must never be shown
GOOD = {
    "database": "postgresql://watch@db.example.org:5433/hf",
    "objects": "s3://evidence/a/b/",
}


def written(folder: Path, **values: str) -> Path:
    path = folder / "workspace.yaml"
    path.write_text("".join(f"{key}: {value!r}\n" for key, value in values.items()))
    return path


def test_an_address_is_read(tmp_path: Path) -> None:
    found = read_store_file(written(tmp_path, **GOOD, region="eu-central-1"))
    assert found.database.connection == {
        "user": "watch",
        "host": "db.example.org",
        "port": "5433",
        "dbname": "hf",
    }
    assert (found.bucket, found.prefix, found.folder) == ("evidence", "a/b", None)
    assert (found.endpoint, found.region, found.database.schema) == (
        None,
        "eu-central-1",
        "holdfire",
    )
    assert found.database.shown == "db.example.org/hf, schema holdfire"


def test_a_socket_and_a_folder_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        database="postgresql:///hf?host=/run/pg&sslmode=disable",
        objects="../objects",
        schema="donbas_1",
    )
    found = read_store_file(path)
    assert found.database.connection == {
        "host": "/run/pg",
        "dbname": "hf",
        "sslmode": "disable",
    }
    assert found.folder == tmp_path.parent / "objects"
    assert found.bucket is None
    absolute = read_store_file(written(tmp_path, **{**GOOD, "objects": "file:///srv/o"}))
    assert absolute.folder == Path("/srv/o")


SECRETS = [
    {**GOOD, "database": f"postgresql://watch:{SECRET}@db.example.org/hf"},
    {**GOOD, "database": f"postgresql://watch@db.example.org/hf?password={SECRET}"},
    {**GOOD, "database": f"postgresql://watch:{SECRET}@db.example.org:port/hf"},
    {**GOOD, "database": f"mysql://watch:{SECRET}@db.example.org/hf"},
    {**GOOD, "objects": f"s3://key:{SECRET}@evidence/a"},
    {**GOOD, "objects": f"s3://{SECRET}@evidence/a"},
    {**GOOD, "objects": f"s3://evidence/a?aws_secret_access_key={SECRET}"},
    {**GOOD, "endpoint": f"https://key:{SECRET}@s3.example.org"},
    {**GOOD, "schema": f"{SECRET}-"},
    {**GOOD, "region": "x", "password": SECRET},
]


@pytest.mark.parametrize("values", SECRETS)
def test_a_secret_is_refused_and_not_repeated(values: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="HF-9040") as raised:
        read_store_file(written(tmp_path, **values))
    shown = "".join(traceback.format_exception(raised.value))
    assert SECRET not in shown
    assert SECRET not in "\n".join(raised.value.lines())


BROKEN = [
    "",
    "- a",
    "database: [1]",
    f"database: postgresql://w:{SECRET}@h/d\n  objects: x: y",
    "\x00",
    "database: postgresql://h/d",
    "objects: s3://evidence",
    "database: postgresql://h/\nobjects: s3://evidence",
    "database: postgresql://h/d\nobjects: s3://e",
    "database: postgresql://h/d\nobjects: gs://evidence",
    "database: postgresql://h/d\nobjects: o\nschema: A",
    "database: postgresql://h/d\nobjects: o\nschema: 'a\"; drop'",
    "database: postgresql://h/d?options=-c\nobjects: o",
    "database: postgresql://h/d?host=a&host=b\nobjects: o",
    "database: 'postgresql://[h/d'\nobjects: o",
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_file_that_cannot_be_used_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "workspace.yaml").write_text(text)
    with pytest.raises(BadInput, match="HF-9040") as raised:
        read_store_file(tmp_path / "workspace.yaml")
    assert SECRET not in "".join(traceback.format_exception(raised.value))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_address_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, database: str, objects: str
) -> None:
    folder = tmp_path_factory.mktemp("y")
    try:
        path = written(folder, database=f"postgresql://{database}", objects=objects)
    except UnicodeEncodeError:
        return
    try:
        found = read_store_file(path)
    except BadInput:
        return
    assert found.database.connection["dbname"]
