"""Settings kept by ``yuinowa init`` lie beneath the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from yuinowa.config import env


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YUINOWA_DATA_DIR", str(tmp_path))
    env.kept.cache_clear()
    return tmp_path / "settings.env"


def test_a_line_of_the_file_counts_where_the_environment_says_nothing(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write_text("# a word\n\nYUINOWA_REGION_NAME=別の県\nYUINOWA_PORT=9000\n", encoding="utf-8")
    monkeypatch.delenv("YUINOWA_PORT", raising=False)

    assert env.text("REGION_NAME", "試験県") == "別の県"
    assert env.number("PORT", 8000, low=1, high=65535) == 9000
    assert env.text("REGION_NAME_EN", "Shiken") == "Shiken"


def test_the_environment_wins_over_the_file_even_against_a_secret_file_named_there(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = kept.with_name("key")
    secret.write_text("of the file\n", encoding="utf-8")
    kept.write_text(f"YUINOWA_SECRET_KEY_FILE={secret}\n", encoding="utf-8")

    assert env.text("SECRET_KEY") == "of the file"
    monkeypatch.setenv("YUINOWA_SECRET_KEY", "of the environment")
    assert env.text("SECRET_KEY") == "of the environment"


@pytest.mark.parametrize(
    "line", ["YUINOWA_DATA_DIR=/elsewhere", "REGION_NAME=x", "YUINOWA_PORT", "export A=b"]
)
def test_a_line_that_cannot_be_a_setting_stops_the_start_and_is_named(
    kept: Path, line: str
) -> None:
    kept.write_text(f"YUINOWA_PORT=9000\n{line}\n", encoding="utf-8")

    with pytest.raises(env.SettingsError, match="line 2"):
        env.text("REGION_NAME", "試験県")


@pytest.mark.parametrize(
    "word", ["oai.example.jp", "https://oai.example.jp/oai", "ftp://a", "https://a@b", "https://"]
)
def test_an_origin_that_is_none_stops_the_start(
    kept: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setenv("YUINOWA_FETCH_ORIGINS", f"https://oai.example.jp:8443, {word}")

    with pytest.raises(env.SettingsError, match="YUINOWA_FETCH_ORIGINS"):
        env.origins("FETCH_ORIGINS")


def test_a_network_that_is_none_stops_the_start(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUINOWA_FETCH_NETWORKS", "10.20.0.0/16,10.0.0.1/8")

    with pytest.raises(env.SettingsError, match="YUINOWA_FETCH_NETWORKS"):
        env.networks("FETCH_NETWORKS")


@pytest.mark.parametrize("given", ["nowhere", "file", "relative", "around", "data"])
def test_a_watched_folder_that_cannot_be_one_stops_the_start(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """Whoever may write into it must not reach what is ours."""
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    places = {"relative": "data", "around": str(tmp_path)}
    monkeypatch.setenv("YUINOWA_DROP_FOLDER", places.get(given, str(tmp_path / given)))

    with pytest.raises(env.SettingsError, match="YUINOWA_DROP_FOLDER"):
        env.folder("DROP_FOLDER", apart_from=data)


def test_a_watched_folder_may_lie_in_the_data_folder_and_need_not_be_named(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert env.folder("DROP_FOLDER", apart_from=tmp_path) is None
    (tmp_path / "drop").mkdir()
    monkeypatch.setenv("YUINOWA_DROP_FOLDER", str(tmp_path / "drop"))

    assert env.folder("DROP_FOLDER", apart_from=tmp_path) == tmp_path / "drop"
