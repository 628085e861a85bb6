"""What the stack reads from the environment, and what it hands on to whom."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from deploy.cli import stack
from deploy.embedded import warm
from deploy.embedded.checks import folder_check
from deploy.embedded.child import StackChild
from deploy.embedded.config import StackSettings, load_settings
from deploy.embedded.errors import StackError
from deploy.embedded.kafka import new_cluster_id
from deploy.embedded.lock import locked, running_pid
from deploy.embedded.ports import free_ports, holder, is_free, public_port
from deploy.embedded.services import SERVICES, Supplies, environment
from deploy.embedded.stack import compose, runs
from deploy.embedded.state import load_state
from deploy.embedded.valkey import USERS, access_list
from shared.config import BroadcastSettings, ServeSettings
from shared.environment import SettingMissing
from shared.tokens import class_secret

SUPPLIES = Supplies(
    kafka={"KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:9092"},
    redis_writer="redis://writer:w@127.0.0.1:6379/0",
    redis_public="redis://public:p@127.0.0.1:6379/0",
    redis_venue="redis://venue:v@127.0.0.1:6379/0",
    redis_ephemeral="redis://ephemeral:e@127.0.0.1:6379/0",
    secret="signing-key",
    common={"PATH": "/bin"},
)
TOLD = {service.name: environment(service, 8000, SUPPLIES) for service in SERVICES}


@pytest.mark.parametrize("name", ["serve", "broadcast"])
def test_what_serves_the_public_knows_no_secret(name: str) -> None:
    """Invariant 5: what a process was never told it cannot give away."""
    told = TOLD[name]

    assert SUPPLIES.redis_public == told["REDIS_URL"]
    assert not any(key.startswith(("KAFKA_", "BAYGE_SECRET")) for key in told)
    assert "BAYGE_CLASS_SECRET" not in told


@pytest.mark.parametrize("name", ["serve-venue", "broadcast-venue"])
def test_what_serves_the_venue_knows_the_key_of_its_class_alone(name: str) -> None:
    """Decision 10: with it one can make tokens for the venue, which this process could show anyway."""
    told = TOLD[name]

    assert ("venue", SUPPLIES.redis_venue) == (told["BAYGE_AUDIENCE"], told["REDIS_URL"])
    assert class_secret(SUPPLIES.secret, "venue") == told["BAYGE_CLASS_SECRET"]
    assert SUPPLIES.secret not in told.values()
    assert not any(key.startswith("KAFKA_") for key in told)


def test_only_those_who_read_tokens_know_the_key() -> None:
    """The signing key makes administrators: ingest gives tokens out, the office reads them."""
    assert ["office", "ingest"] == [name for name, told in TOLD.items() if "BAYGE_SECRET" in told]


def test_only_the_leaderboard_can_write_boards() -> None:
    """One writer: every version of a board follows from the one before."""
    writers = [name for name, told in TOLD.items() if told.get("REDIS_URL") == SUPPLIES.redis_writer]

    assert ["leaderboard"] == writers


def test_only_who_serves_the_public_gives_out_pages() -> None:
    """The built app is told to one process; a process of the venue has no use for it, whatever it is told."""
    web = {name: told["WEB_DIST"] for name, told in TOLD.items() if "WEB_DIST" in told}
    told = {**TOLD["serve"], "BAYGE_PUBLIC_URL": "https://bayge.example/"}

    public = ServeSettings.from_env(told)
    venue = ServeSettings.from_env({**TOLD["serve-venue"], "WEB_DIST": web["serve"]})

    assert (["serve"], Path(web["serve"]), "https://bayge.example") == ([*web], public.web, public.public_url)
    assert venue.web is None


def test_ingest_reaches_what_may_vanish_and_no_board() -> None:
    """Presence and limits; without a Redis for them it keeps them in memory."""
    ingest = next(service for service in SERVICES if service.name == "ingest")

    assert SUPPLIES.redis_ephemeral == TOLD["ingest"]["REDIS_URL"]
    assert "REDIS_URL" not in environment(ingest, 8000, replace(SUPPLIES, redis_ephemeral=""))


def test_settings_of_bayge_are_not_inherited_by_accident() -> None:
    """A secret in the operator's shell must not reach a process that serves the public."""
    environ = {
        "HOME": "/home/a",
        "PATH": "/bin",
        "BAYGE_SECRET": "s",
        "KAFKA_SASL_PASSWORD": "k",
        "REDIS_URL": "r",
        "REDIS_PUBLIC_URL": "p",
        "REDIS_VENUE_URL": "v",
    }

    settings = load_settings(environ)

    assert {"HOME", "PATH"} == {name for name, _ in settings.child_environment}
    assert (("KAFKA_SASL_PASSWORD", "k"),) == settings.kafka_environment


@pytest.mark.parametrize("missing", ["REDIS_PUBLIC_URL", "REDIS_VENUE_URL"])
def test_an_external_redis_needs_an_address_for_each_class(missing: str) -> None:
    """The writer's address must not reach the processes that serve an audience without a word."""
    named = {"REDIS_URL": "w", "REDIS_PUBLIC_URL": "p", "REDIS_VENUE_URL": "v"}

    with pytest.raises(StackError, match=missing):
        load_settings({name: value for name, value in named.items() if name != missing})


def test_a_port_that_is_no_number_is_refused_with_an_example() -> None:
    """The operator reads what to write instead."""
    with pytest.raises(StackError, match="such as 8080, not 'http'"):
        load_settings({"BAYGE_PORT": "http"})
    with pytest.raises(StackError, match="such as 8080, not '²'"):
        load_settings({"BAYGE_PORT": "²"})


def test_java_is_told_more_where_somebody_says_so() -> None:
    """The options are words, as on a command line; nobody need say any."""
    settings = load_settings({"BAYGE_KAFKA_JAVA_OPTIONS": "-Xmx1g  -XX:TieredStopAtLevel=4"})

    assert ("-Xmx1g", "-XX:TieredStopAtLevel=4") == settings.kafka_java_options
    assert () == load_settings({}).kafka_java_options


def test_an_empty_setting_is_none() -> None:
    """A wrapper that passes an empty variable on asks for nothing: least of all for data in this folder."""
    settings = load_settings({"BAYGE_PORT": "", "BAYGE_VAR": ""})

    assert (None, Path("var").absolute()) == (settings.port, settings.var)


def test_a_setting_that_is_wrong_is_one_sentence_while_warming_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make demo` begins with it: no traceback there."""
    monkeypatch.setenv("BAYGE_PORT", "http")

    assert 1 == warm.main()
    assert "BAYGE_PORT must be a port number such as 8080, not 'http'.\n" == capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_beyond_all_ports_is_a_misspelt_command(port: str) -> None:
    """Exit code 2, before anything was started."""
    app = typer.Typer()
    stack.register(app)

    assert 2 == CliRunner().invoke(app, ["up", "--port", port]).exit_code


def test_a_kafka_that_is_there_replaces_our_own() -> None:
    """A venue with its own cluster uses that."""
    settings = StackSettings(Path("var"), Path("cache"), kafka_external="10.0.0.1:9092")

    assert not runs(settings, "kafka")
    assert runs(settings, "valkey")


def test_an_unknown_part_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    """A misspelt --only does not start half a stack."""
    settings = StackSettings(tmp_path, tmp_path, only=frozenset({"kafak"}))

    with pytest.raises(StackError, match="no part 'kafak'; the parts are kafka, valkey"):
        compose(settings, lambda _: None)


def test_a_wanted_port_that_is_taken_names_its_holder() -> None:
    """Here the holder is this very test."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        assert not is_free(port)
        assert "(pid " in holder(port)
        with pytest.raises(StackError, match=f"Port {port} is taken by "):
            public_port(port, "127.0.0.1", free_ports())


def test_free_ports_never_come_twice() -> None:
    """Each part has its own."""
    free = free_ports()

    ports = [next(free) for _ in range(20)]

    assert 20 == len(set(ports))


def test_a_data_folder_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    """For `bayge up`, for one in the background, and for the doctor."""
    var = tmp_path / "file"
    var.write_text("not a folder")

    with pytest.raises(StackError, match=r"data folder .*file cannot be used \(File exists\)"), locked(var):
        pass
    with pytest.raises(StackError, match="cannot be used"):
        StackChild(var).start()
    assert not folder_check(var).is_fine
    assert folder_check(tmp_path / "new").is_fine


@pytest.mark.parametrize("name", ["OPENINGS_PER_S", "VIEWERS_MAX"])
def test_a_limit_that_lets_nobody_in_is_refused(name: str) -> None:
    """Not at the first viewer, who would find a division by zero."""
    with pytest.raises(SettingMissing, match=f"{name} must be a whole number from 1 on, not '0'"):
        BroadcastSettings.from_env({"REDIS_URL": "redis://127.0.0.1", name: "0"})


def test_a_data_folder_is_held_by_one_stack_and_free_afterwards(tmp_path: Path) -> None:
    """The lock is gone with its holder."""
    with locked(tmp_path):
        with pytest.raises(StackError, match="already runs"), locked(tmp_path):
            pass
        assert running_pid(tmp_path) is not None

    assert running_pid(tmp_path) is None


def test_a_state_left_by_a_crash_is_not_believed(tmp_path: Path) -> None:
    """Without the lock nobody runs, whatever the file says."""
    (tmp_path / "stack.json").write_text('{"phase":"ready"}')

    with pytest.raises(StackError, match="No stack is running"):
        load_state(tmp_path)


def test_a_cluster_id_never_looks_like_an_option() -> None:
    """Kafka's own tool takes a leading dash for an option."""
    assert not any(new_cluster_id().startswith("-") for _ in range(2_000))


def test_the_access_list_holds_no_password() -> None:
    """Only hashes are written to the disk."""
    written = access_list({user: f"{user}-word" for user in USERS})

    assert "user default off" in written
    assert "word" not in written
