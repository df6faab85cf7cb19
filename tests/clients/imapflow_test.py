"""npm's imapflow does on both profiles what it does for its users. It is fetched once, into the build folder; where that
cannot be done the test says so and counts as skipped."""
import os, pathlib, subprocess, sys
from npm_package import CannotFetch, installed
from serve import PASSWORD, USER, fake_gmail

SKIPPED = 77

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
try:
    modules = installed("imapflow", "1", folder)
except CannotFetch as why:
    print(f"skipped: {why}")
    raise SystemExit(SKIPPED)
script = pathlib.Path(__file__).with_name("imapflow_client.mjs")
for profile in ("gmail", "rfc"):
    with fake_gmail(program, "--profile", profile) as server:
        ran = subprocess.run(["node", script, str(server.port), server.ca, profile, USER],
                             env={**os.environ, "NODE_PATH": str(modules), "PASSWORD": PASSWORD}, timeout=60)
        if ran.returncode != 0:
            raise SystemExit(f"imapflow on the {profile} profile: exit code {ran.returncode}")
    print(f"{profile}: passed")
