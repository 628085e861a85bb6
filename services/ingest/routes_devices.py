"""The routes by which devices are paired, prove who holds them, say that they are there, and are switched."""

from fastapi import FastAPI, Request, Response

from services.ingest.answers_access import (
    BeatAnswer,
    ConfirmationAnswer,
    DeviceAnswer,
    DevicesAnswer,
    DoneAnswer,
    PairedAnswer,
    PairingAnswer,
)
from services.ingest.edge import answer_json, body, needs_all, sender
from services.ingest.openapi import taking, telling
from services.ingest.parts import Parts
from services.ingest.routes_access import DONE, bearer, sent
from services.ingest.shapes_access import BeatShape, DeviceChangeShape, DeviceShape, PairingShape, PinShape


def add_devices(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""
    _add_pairing(app, parts)
    _add_pins(app, parts)
    _add_list(app, parts)
    _add_beat(app, parts)


def _add_pairing(app: FastAPI, parts: Parts) -> None:
    @app.post(
        "/api/v1/pairings",
        summary="Show a code with which one device is paired, within two minutes",
        **taking(PairingShape, PairingAnswer, 401, 403, 404, status=201),
    )
    async def open_pairing(request: Request) -> Response:
        grant, document = await sent(request, parts)
        return answer_json(await parts.access.pairings.open(grant, document), 201)

    @app.post(
        "/api/v1/devices",
        summary="Pair this device by the code that it is shown",
        **taking(DeviceShape, PairedAnswer, 401, 409, 429, status=201, needs_token=False),
    )
    async def pair(request: Request) -> Response:
        needs_all(parts)
        document = await body(request, parts.body_bytes_max)
        return answer_json(await parts.access.pairings.pair(document, sender(request)), 201)


def _add_pins(app: FastAPI, parts: Parts) -> None:
    @app.put(
        "/api/v1/devices/pin",
        summary="Choose the PIN, once",
        **taking(PinShape, DoneAnswer, 401, 403, 409),
    )
    async def set_pin(request: Request) -> Response:
        await parts.access.pins.choose(*await sent(request, parts))
        return answer_json(DONE)

    @app.post(
        "/api/v1/devices/confirm",
        summary="Prove with the PIN who holds the device; good for five minutes",
        **taking(PinShape, ConfirmationAnswer, 401, 403, 409, 429),
    )
    async def confirm(request: Request) -> Response:
        grant, document = await sent(request, parts)
        confirmation, expires_at_ms = await parts.access.pins.confirm(grant, document)
        return answer_json({"confirmation": confirmation, "expires_at_ms": expires_at_ms})

    @app.delete(
        "/api/v1/pins/{expert}",
        summary="Let a person choose the PIN anew",
        **telling(DoneAnswer, 403),
    )
    async def reset_pin(request: Request, expert: str, championship: str = "") -> Response:
        await parts.access.pins.reset(bearer(request, parts), championship, expert)
        return answer_json(DONE)


def _add_list(app: FastAPI, parts: Parts) -> None:
    devices = parts.access.devices

    @app.get(
        "/api/v1/devices",
        summary="List the devices of a championship, or of one skill",
        **telling(DevicesAnswer, 403),
    )
    async def list_devices(request: Request, championship: str = "", skill: str = "") -> Response:
        grant = bearer(request, parts)
        return answer_json({"devices": await devices.listed(grant, championship, skill)})

    @app.patch(
        "/api/v1/devices/{device}",
        summary="Name a device, or say whether it may write",
        **taking(DeviceChangeShape, DeviceAnswer, 401, 404),
    )
    async def change_device(request: Request, device: str) -> Response:
        grant, document = await sent(request, parts)
        return answer_json(await devices.change(grant, device, document))

    @app.delete(
        "/api/v1/devices/{device}",
        summary="Put a device out, for ever: its token holds no more",
        **telling(DeviceAnswer, 404),
    )
    async def revoke_device(request: Request, device: str) -> Response:
        return answer_json(await devices.revoke(bearer(request, parts), device))


def _add_beat(app: FastAPI, parts: Parts) -> None:
    @app.post(
        "/api/v1/devices/beat",
        summary="Say that the device is there, and hear who else has the same form open",
        **taking(BeatShape, BeatAnswer, 401, 403),
    )
    async def beat(request: Request) -> Response:
        return answer_json(await parts.access.devices.beat(*await sent(request, parts)))
