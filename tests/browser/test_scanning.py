"""A QR code held before a camera: Chromium's own make-believe camera plays a film that is made here."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import segno
from aiohttp import web
from playwright.sync_api import Browser, Page

from borse.frame.headers import RULES, set_headers
from borse.frame.keys import ROUTE
from borse.frame.render import STATIC, static_version, templates
from borse.frame.routes import ANYONE, page
from scenarios.chromium import CHROMIUM, FLAGS, PATIENCE

pytestmark = pytest.mark.browser

BADGE = "HTTPS://BORS.EXAMPLE/PROVE/P/ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDTH, HEIGHT = 640, 480

PAGE = """{% import 'frame/scan.html' as scan %}<!doctype html><html lang="nb"><head><title>Prøve</title>
<link rel="stylesheet" href="{{ static('css/scan.css') }}">
<script type="module" src="{{ static('js/page.js') }}"></script></head>
<body><main>{{ scan.camera() }}</main></body></html>"""

# A code that was out of sight for a while is news again, and so is one that a slow machine has not read for as long.
# How long that is, is tested without a camera (seen_codes.test.js).
NO_TIME_PASSES = "performance.now = () => 0;\n"


def a_film(path: Path, text: str) -> None:
    """Two frames in grey, YUV4MPEG2 with 4:2:0: nothing, then the code. Chromium plays it over and over."""
    code = np.array([[not dark for dark in row] for row in segno.make(text, error="m", micro=False).matrix])
    code = np.kron(np.pad(code, 4, constant_values=True), np.ones((6, 6), dtype=bool))
    blank = np.full((HEIGHT, WIDTH), 200, dtype=np.uint8)
    shown = blank.copy()
    top, left = (HEIGHT - code.shape[0]) // 2, (WIDTH - code.shape[1]) // 2
    shown[top : top + code.shape[0], left : left + code.shape[1]] = np.where(code, 235, 16)
    colourless = bytes([128]) * (WIDTH * HEIGHT // 2)
    frames = b"".join(b"FRAME\n" + grey.tobytes() + colourless for grey in [blank] * 5 + [shown] * 25)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frames)


@dataclass(frozen=True)
class Camera:
    """A browser with a camera before which a badge is held, and a page that may use it."""

    browser: Browser
    address: str

    def open(self, *, permissions: tuple[str, ...] = ("camera",), path: str = "/", script: str = "") -> Page:
        context = self.browser.new_context(locale="nb-NO", permissions=list(permissions))
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.add_init_script(
            script
            + NO_TIME_PASSES
            + """window.found = []; addEventListener('scan:found', (event) => {
                found.push(event.detail.text);
                document.documentElement.dataset.found = found.length;
            });"""
        )
        page.goto(self.address + path)
        return page


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A page as a desk would make it, with the headers that the frame gives; the same without the camera's."""
    text = templates([]).from_string(PAGE).render()

    async def shown(request: web.Request) -> web.Response:
        request[ROUTE] = page("/", shown, ANYONE, camera=request.path == "/")
        return web.Response(text=text, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", shown)
    app.router.add_get("/uten", shown)
    app.router.add_static(f"/static/v-{static_version()}", STATIC)
    app.on_response_prepare.append(set_headers)
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(app)

    async def serve() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return int(runner.addresses[0][1])

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    port = asyncio.run_coroutine_threadsafe(serve(), loop).result(PATIENCE / 1000)
    yield f"http://127.0.0.1:{port}"
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(PATIENCE / 1000)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def camera(address: str, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Camera]:
    film = tmp_path_factory.mktemp("film") / "badge.y4m"
    a_film(film, BADGE)
    camera = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, *camera])
    yield Camera(browser, address)
    browser.close()


def found(page: Page, times: int) -> list[str]:
    """What was found, when something has been found so many times."""
    page.locator(f"html[data-found='{times}']").wait_for()
    texts: list[str] = page.evaluate("window.found")
    return texts


def test_a_badge_before_the_camera_is_told_once(camera: Camera) -> None:
    page = camera.open()
    assert page.locator("video").is_hidden()
    page.get_by_role("button", name="Skann med kameraet").click()
    assert found(page, 1) == [BADGE]
    assert page.get_by_role("status").inner_text() == "Hold koden foran kameraet."
    # Two seconds of film later, in which it was read another dozen times, it is still one.
    page.evaluate("""() => new Promise((seen) => {
        const video = document.querySelector("video"), until = video.currentTime + 2;
        video.ontimeupdate = () => video.currentTime > until && seen();
    })""")
    assert found(page, 1) == [BADGE]
    page.context.close()


def test_a_hidden_camera_is_let_go(camera: Camera) -> None:
    page = camera.open()
    button = page.get_by_role("button", name="Skann med kameraet")
    button.click()
    found(page, 1)
    page.evaluate("window.track = document.querySelector('video').srcObject.getTracks()[0]")
    button.click()
    page.locator("#camera[data-state=off]").wait_for(state="attached")
    assert page.evaluate("track.readyState") == "ended"
    button.click()
    found(page, 2)
    page.context.close()


def test_somebody_who_says_no_is_told_what_to_do_instead(camera: Camera) -> None:
    page = camera.open(permissions=())
    page.get_by_role("button", name="Skann med kameraet").click()
    page.locator("#camera[data-state=denied]").wait_for()
    assert "Tillat kamera" in page.get_by_role("status").inner_text()
    page.context.close()


def test_only_the_page_that_scans_has_a_camera(camera: Camera) -> None:
    """The same page from a route that does not say `camera=True`: the browser refuses, whoever allows it."""
    page = camera.open(path="/uten")
    page.get_by_role("button", name="Skann med kameraet").click()
    page.locator("#camera[data-state=denied]").wait_for()
    assert "wasm" not in RULES["Content-Security-Policy"]
    page.context.close()


def test_the_browsers_own_reader_is_used_where_there_is_one(camera: Camera) -> None:
    """Chromium has one on Android and on a Mac; here one is put in its place that says where it was read."""
    own = """window.BarcodeDetector = class {
      static async getSupportedFormats() { return ["qr_code"]; }
      async detect(source) { return source.videoWidth ? [{ rawValue: `video ${source.videoWidth}` }] : []; }
    };"""
    page = camera.open(script=own)
    page.get_by_role("button", name="Skann med kameraet").click()
    assert found(page, 1)[0].startswith("video ")
    page.context.close()


def test_without_a_camera_to_be_had_there_is_no_button(camera: Camera) -> None:
    """As over plain http in a hall: browsers give the camera to secure pages only."""
    page = camera.open(script="Object.defineProperty(navigator, 'mediaDevices', { value: undefined });")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-scan-button]").is_hidden()
    page.context.close()
