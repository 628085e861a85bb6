import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request

from services.broadcast.access import address_of, allowed_in, bearer_token
from shared.domain.publication import AudienceClass
from shared.tokens import Grant, Role

PROXIES = ("127.0.0.1", "10.0.0.1")


def grant(championship: str = "wsk2024", skills: tuple[str, ...] = (), role: Role = "expert") -> Grant:
    """Return what a token allows until time 1000."""
    return Grant(role, 1000, "e-1", championship, skills)


def request(**headers: str) -> Request:
    """Return a request with ``headers``."""
    return Request("/live", Headers({name.replace("_", "-"): value for name, value in headers.items()}))


@pytest.mark.parametrize(
    ("audience", "held", "board", "may"),
    [
        pytest.param("public", None, "wsk2024/welding", True, id="the public needs no token"),
        pytest.param("venue", None, "wsk2024", False, id="venue without a token"),
        pytest.param("venue", grant(), "wsk2024/welding", True, id="a screen of the championship"),
        pytest.param("venue", grant(), "index", True, id="the list of championships"),
        pytest.param("venue", grant(), "wsk2025/welding", False, id="another championship"),
        pytest.param("venue", grant(role="screen"), "wsk2024/screens", True, id="a screen's plan"),
        pytest.param("venue", grant(role="overlay"), "wsk2024/overlays", True, id="an overlay's scenes"),
        pytest.param(
            "venue", grant(role="overlay"), "wsk2024/welding", False, id="an overlay, the venue's marks"
        ),
        pytest.param("venue", grant(role="overlay"), "index", False, id="an overlay, the list"),
        pytest.param("staff", grant(role="overlay"), "wsk2024/overlays", False, id="an overlay is no staff"),
        pytest.param("staff", grant(skills=("welding",)), "wsk2024/welding", True, id="their skill"),
        pytest.param("staff", grant(skills=("welding",)), "wsk2024/baking", False, id="another skill"),
        pytest.param("staff", grant(skills=("welding",)), "wsk2024", False, id="all skills together"),
        pytest.param("staff", grant(skills=("welding",)), "index", False, id="all championships"),
        pytest.param("staff", grant("", (), "administrator"), "wsk2024/baking", True, id="administrator"),
        pytest.param("staff", grant("", (), "administrator"), "index", True, id="administrator, list"),
    ],
)
def test_who_may_follow_which_board(
    audience: AudienceClass, held: Grant | None, board: str, *, may: bool
) -> None:
    """R50: a class is served to who belongs to it, and staff of one skill is not staff of another."""
    assert may == allowed_in(audience, lambda: 999)(held, board)


def test_an_expired_token_opens_no_board() -> None:
    """A socket that is open for days does not keep what its token no longer allows."""
    assert not allowed_in("venue", lambda: 1000)(grant(), "wsk2024")


def test_a_program_may_send_its_token_with_the_request() -> None:
    """Browsers cannot, and say it on the socket."""
    assert "secret" == bearer_token(request(Authorization="Bearer secret"))
    assert bearer_token(request(Authorization="Basic secret")) is None
    assert bearer_token(request()) is None


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        pytest.param("192.0.2.9", "198.51.100.1", "192.0.2.9", id="a stranger's word is not believed"),
        pytest.param("127.0.0.1", "198.51.100.1", "198.51.100.1", id="our proxy's is"),
        pytest.param(
            "127.0.0.1", "203.0.113.7, 198.51.100.1", "198.51.100.1", id="what it added, not what came"
        ),
        pytest.param("127.0.0.1", "198.51.100.1, 10.0.0.1", "198.51.100.1", id="two proxies of ours"),
        pytest.param("127.0.0.1", "rubbish", "127.0.0.1", id="no address"),
        pytest.param("127.0.0.1", None, "127.0.0.1", id="nothing said"),
    ],
)
def test_where_a_viewer_comes_from(peer: str, forwarded: str | None, address: str) -> None:
    """A limit per address holds for viewers, not for the proxy before us."""
    sent = request() if forwarded is None else request(X_Forwarded_For=forwarded)

    assert address == address_of(peer, sent, PROXIES)
