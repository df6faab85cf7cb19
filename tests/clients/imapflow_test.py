"""npm's imapflow does on both profiles what it does for its users. It is fetched once, into the build folder; where that
cannot be done the test says so and counts as skipped."""
import os, pathlib, shutil, subprocess, sys
from serve import PASSWORD, USER, fake_gmail

SKIPPED = 77
PACKAGE = "imapflow@1"


def skip(why):
    print(f"skipped: {why}")
    raise SystemExit(SKIPPED)


def installed(folder):
    """The folder that node finds the package in."""
    modules = folder / "node_modules"
    if not (modules / "imapflow").is_dir():
        if not shutil.which("npm"):
            skip("there is no npm")
        folder.mkdir(parents=True, exist_ok=True)
        # --ignore-scripts: nothing that comes from elsewhere runs but the client itself.
        fetched = subprocess.run(
            ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE],
            capture_output=True, text=True, timeout=300)
        if fetched.returncode != 0:
            skip(f"npm cannot fetch {PACKAGE}: {fetched.stderr.strip().splitlines()[-1:]}")
    return modules


program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
modules = installed(folder)
script = pathlib.Path(__file__).with_name("imapflow_client.mjs")
for profile in ("gmail", "rfc"):
    with fake_gmail(program, "--profile", profile) as server:
        ran = subprocess.run(["node", script, str(server.port), server.ca, profile, USER],
                             env={**os.environ, "NODE_PATH": str(modules), "PASSWORD": PASSWORD}, timeout=60)
        if ran.returncode != 0:
            raise SystemExit(f"imapflow on the {profile} profile: exit code {ran.returncode}")
    print(f"{profile}: passed")
