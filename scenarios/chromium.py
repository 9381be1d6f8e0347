"""Chromium as the scenarios and the tests start it. `CHROMIUM` says where it is."""

import os

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

# Milliseconds that something may take to become true. What is true is seen at once: only what has failed waits so long,
# and a machine that is slow, or has much else to do, fails nothing.
PATIENCE = 120_000

# Chromium heeds one such list, the last: here is what Playwright turns off in its own, and after it the suggestions
# below the address field, which each window gets a page of its own for. Nobody sees them; they took half of the
# processor time of opening a page.
TURNED_OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    f"--disable-features={','.join(TURNED_OFF)}",
]
