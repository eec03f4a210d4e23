"""What a server may answer, against a real one."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
import shapely
from tests.servers.fixtures import Stores
from tests.servers.postgres import PASSWORD, Cluster

from holdfire import service
from holdfire.base.errors import (
    BadInput,
    HoldfireError,
    IntegrityFailure,
    MissingPart,
    NotPermitted,
    SourceUnavailable,
    Stale,
)
from holdfire.service.ledger import TABLES as COLUMNS
from holdfire.service.store import postgres
from holdfire.service.store.database import FORMAT
from holdfire.service.store.postgres_failure import spoken
from holdfire.service.store.postgres_tables import TABLES
from holdfire.service.store.serveraddress import DatabaseAddress
from holdfire.service.store.sqlite import SqliteDatabase


@pytest.fixture(autouse=True)
def no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)


@pytest.fixture
def folder(tmp_path: Path, cluster: Cluster) -> Path:
    return Stores("folder", cluster, None).make(tmp_path / "w")


def opened(folder: Path, text: str, objects: str = "objects") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "workspace.yaml").write_text(f"database: {text}\nobjects: {objects}\n")
    with service.open_workspace(folder):
        pass


def shown(error: HoldfireError) -> str:
    return "\n".join([*error.lines(), *error.fields().values()])


def test_no_server_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="HF-9041"):
        opened(tmp_path, f"postgresql://w@/hf?host={tmp_path}")


def test_a_database_that_is_not_there_is_named(cluster: Cluster, tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"HF-9041 .* of this name"):
        opened(tmp_path, cluster.address(database="none"))


@pytest.mark.parametrize("given", ["wrong-horse", None])
def test_a_wrong_or_missing_password_is_refused(
    given: str | None, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    if given is not None:
        monkeypatch.setenv("PGPASSWORD", given)
    with pytest.raises(NotPermitted, match="HF-9042") as raised:
        opened(tmp_path, cluster.address(user="locked"))
    assert "horse" not in shown(raised.value)


def test_the_right_password_opens_the_door_and_no_more(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    with pytest.raises(NotPermitted, match="HF-9042 the database user may not"):
        opened(tmp_path, cluster.address(user="locked"))


def test_a_password_file_is_used(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pass"
    path.write_text(f"*:*:*:locked:{PASSWORD}\n")
    path.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(path))
    with pytest.raises(NotPermitted, match="HF-9042 the database user may not"):
        opened(tmp_path, cluster.address(user="locked"))


def test_without_postgis_the_part_is_named(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.ask("bare", "GRANT CREATE ON DATABASE bare TO locked")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    with pytest.raises(MissingPart, match="HF-9043"):
        opened(tmp_path, cluster.address(database="bare", user="locked"))


def test_a_later_format_is_refused_and_not_touched(folder: Path, cluster: Cluster) -> None:
    with service.open_workspace(folder) as workspace, workspace.ledger._db.transaction():
        workspace.ledger._db.change(
            f"UPDATE about SET value = '{FORMAT + 1}' WHERE key = 'format'"
        )
    with pytest.raises(BadInput, match="HF-9047"), service.open_workspace(folder):
        pass


def test_a_later_format_of_the_file_is_refused_too(tmp_path: Path) -> None:
    first = SqliteDatabase(tmp_path / "c")
    first.change(f"PRAGMA user_version = {FORMAT + 1}")
    first.close()
    with pytest.raises(BadInput, match="HF-9047"):
        SqliteDatabase(tmp_path / "c")


def test_a_control_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(b"not a database" * 100)
    with pytest.raises(IntegrityFailure, match="HF-9001"):
        SqliteDatabase(tmp_path / "c")


def test_a_writer_that_waits_too_long_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "BUSY_MS", 100)
    with service.open_workspace(folder) as first, service.open_workspace(folder) as second:
        with (
            first.ledger._db.transaction(),
            pytest.raises(Stale, match="HF-9012"),
        ):
            second.ledger.add_affiliation("s", "neutral")
        second.ledger.add_affiliation("s", "neutral")


def test_a_server_that_goes_is_unavailable_and_comes_back_whole(
    folder: Path, cluster: Cluster
) -> None:
    with service.open_workspace(folder) as workspace:
        workspace.ledger.add_affiliation("s", "neutral")
        cluster.crash()
        with pytest.raises(SourceUnavailable, match="HF-9041"):
            workspace.ledger.add_affiliation("t", "neutral")
    with pytest.raises(SourceUnavailable, match="HF-9041"), service.open_workspace(folder):
        pass
    cluster.start()
    with service.open_workspace(folder) as workspace:
        assert workspace.ledger.affiliation("s") == "neutral"
        assert workspace.ledger.affiliation("t") is None


def test_tables_that_went_are_an_integrity_failure(folder: Path) -> None:
    with service.open_workspace(folder) as workspace:
        with workspace.ledger._db.transaction():
            workspace.ledger._db.change("DROP TABLE affiliations")
        with pytest.raises(IntegrityFailure, match="HF-9001"):
            workspace.ledger.affiliation("s")


def test_a_log_cannot_fork_even_without_the_turn(folder: Path) -> None:
    with service.open_workspace(folder) as workspace:
        ledger = workspace.ledger
        ledger.add_affiliation("s", "neutral")
        for seq, previous in ((1, ""), (1, "x"), (2, "")):
            insert = (
                "INSERT INTO log (seq, at, kind, payload, previous, hash) "
                f"VALUES ({seq}, '', '', '', '{previous}', '')"
            )
            if (seq, previous) == (1, ""):
                with ledger._db.transaction():
                    ledger._db.change(insert)
                continue
            with (
                pytest.raises(IntegrityFailure, match="HF-9051"),
                ledger._db.transaction(),
            ):
                ledger._db.change(insert)


def test_commits_are_synced_whatever_the_server_says(folder: Path) -> None:
    with service.open_workspace(folder) as workspace:
        (row,) = workspace.ledger._db.rows("SHOW synchronous_commit")
        assert row == ("on",)
        assert workspace.ledger.health()[0]


def test_a_map_program_finds_the_current_incidents(
    cluster: Cluster, folder: Path, demo: service.Demo
) -> None:
    service.copy_workspace(demo.workspace, folder)
    view = service.run_view(demo.workspace, demo.result.id)
    placed = {i.id: i.region for i in view.incidents if i.region is not None}
    with service.open_workspace(folder) as workspace:
        rows = list(
            workspace.ledger._db.rows(
                "SELECT id, ST_X(point), ST_Y(point), ST_AsBinary(area) FROM current_incidents "
                "WHERE point IS NOT NULL ORDER BY id"
            )
        )
    assert [row[0] for row in rows] == sorted(placed)
    for name, lon, lat, area in rows:
        assert (lon, lat) == (placed[name].lon, placed[name].lat)
        assert shapely.contains_xy(shapely.from_wkb(area), lon, lat)


def test_two_workspaces_of_one_database_do_not_meet(tmp_path: Path, cluster: Cluster) -> None:
    kinds = Stores("folder", cluster, None)
    one, two = kinds.make(tmp_path / "1"), kinds.make(tmp_path / "2")
    with service.open_workspace(one) as workspace:
        workspace.ledger.add_affiliation("s", "neutral")
    with service.open_workspace(two) as workspace:
        assert workspace.ledger.affiliation("s") is None


def test_the_address_carries_no_secret_into_errors() -> None:
    address = DatabaseAddress({"host": "127.0.0.1", "port": "9", "dbname": "d"}, "s")
    with pytest.raises(SourceUnavailable) as raised:
        postgres.PostgresDatabase(address)
    assert raised.value.where == "127.0.0.1/d, schema s"
    assert isinstance(raised.value.__cause__, psycopg.Error)


def test_the_tables_are_those_of_the_ledger() -> None:
    for name, (columns, _) in COLUMNS.items():
        made = TABLES.split(f"CREATE TABLE {name} (")[1].split(";")[0]
        for column in columns.split(", "):
            assert f"{column} " in made, f"{name} has no {column}"


def test_the_sentence_of_the_server_is_never_shown() -> None:
    with pytest.raises(IntegrityFailure) as raised, spoken("db/hf"):
        raise psycopg.errors.UniqueViolation("DETAIL: Key (payload)=(sealed words) exists.")
    assert "sealed words" not in shown(raised.value)
    assert raised.value.where == "db/hf"
