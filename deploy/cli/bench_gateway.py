"""The verb `bench gateway`: what a delivery to a viewer costs."""

import asyncio
from typing import Annotated

import typer

from deploy.bench.gateway_result import GatewayResult
from deploy.bench.gateway_run import Plan, measure_gateway
from deploy.cli.output import print_json, remark, screen


def gateway(
    sockets: Annotated[int, typer.Option(min=20, max=8000, help="Viewers.")] = 1000,
    rate: Annotated[int, typer.Option(min=1, max=100, help="Updates a second to each.")] = 20,
    size: Annotated[int, typer.Option(min=200, max=60_000, help="Bytes of an update.")] = 310,
    seconds: Annotated[int, typer.Option(min=1, max=60, help="How long each server is measured.")] = 10,
    rounds: Annotated[int, typer.Option(min=1, max=20, help="The median of so many counts.")] = 3,
    many: Annotated[int, typer.Option(min=0, max=10_000, help="Viewers of a run with many; 0: none.")] = 8000,
    ways: Annotated[bool, typer.Option("--ways", help="Measure other ways to tell all, too.")] = False,
    profile: Annotated[bool, typer.Option("--profile", help="Say where our time goes.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Measure what a delivery to a viewer costs, against a bare send() in C, nchan and websockets.broadcast.

    All on loopback: the server on one core, the viewers on another. What is not installed is left out and
    said. Takes about five minutes as it is.
    """
    plan = Plan(
        sockets=sockets,
        sockets_many=many,
        per_s=rate,
        size=size,
        seconds=seconds,
        rounds=rounds,
        with_ways=ways,
        with_profile=profile,
    )
    result = asyncio.run(measure_gateway(plan, remark))
    if json:
        print_json(result.report())
    else:
        _print(result)


def _print(result: GatewayResult) -> None:
    for server, measured in result.rounds[-1].items():
        ratios = result.ratios(server)
        said = (
            ""
            if server == "gateway"
            else f"  we take {result.ratio(server)} of it ({min(ratios):.2f} to {max(ratios):.2f})"
        )
        screen.print(f"{server:22} {measured.us_per_delivery:6.2f} us  p99 {measured.p99_ms:6.1f} ms{said}")
    if result.many is not None:
        screen.print(
            f"{result.many.sockets} viewers: {result.many.us_per_delivery} us, p99 {result.many.p99_ms} ms"
        )
    report = result.report()
    screen.print(f"an idle viewer takes {report['kb_per_viewer']} KB")
    ratio = report["p99_ratio_with_slow"]
    screen.print(f"with 10 % slow and 5 % frozen, the others' p99 is {ratio} of what it is without")
    for name, share in result.profile:
        screen.print(f"{share:6.1%} of telling: {name}")
    for reason in result.left_out:
        remark(f"Left out: {reason}.")
