"""One day, two clocks: the scenario day.toml, played by gmail-classifier in memory, where time is simulated, and on sockets
with programs as users get them, under faketime, which makes the time of both go faster. Both have to find it fulfilled.

day_test.py FAKE-GMAIL CLASSIFIER FAKETIME-WAIT [SPEED]: FAKETIME-WAIT is faketime_wait.cpp, compiled. SPEED 720 lives through a
day in two minutes; a machine that is busy for 20 ms has then been silent for 14 s. Exit code 77: there is no faketime."""
import os, pathlib, shutil, subprocess, sys, tempfile, time
from serve import PASSWORD, USER

HERE = pathlib.Path(__file__).resolve().parent
DAY = HERE.parents[1] / "testserver" / "examples" / "day.toml"
LENGTH, HOURS = "26h", 26


def in_memory(classifier, folder):
    since = time.monotonic()
    ran = subprocess.run([classifier, "watch", "--for", LENGTH, "--simulate", DAY, "--state-dir", folder / "simulated", "--no-input"],
                         capture_output=True, text=True, timeout=120)
    if ran.returncode != 0:
        raise SystemExit(f"in memory: exit code {ran.returncode}\n{ran.stdout}{ran.stderr}")
    print(f"in memory: {LENGTH} in {time.monotonic() - since:.2f} s, start and end of the program included", flush=True)


def on_sockets(server, classifier, wait, folder, speed):
    password = folder / "password"
    password.touch(mode=0o600)
    password.write_text(PASSWORD + "\n")
    client = [sys.executable, HERE / "day_client.py", classifier, folder, LENGTH]
    environment = {**os.environ, "LD_PRELOAD": str(wait), "PYTHONPATH": str(HERE)}
    since = time.monotonic()
    ran = subprocess.run(
        ["faketime", "-f", f"+0 x{speed}", server, "--user", USER, "--password-file", password, "--seed", "3", "--count", "60",
         "--ca-file", folder / "ca.pem", "--oauth-client-file", folder / "client.json", "--scenario", DAY,
         "--log", folder / "log", "--run-limit", str(10 * HOURS * 3600), "--run", " ".join(f"'{word}'" for word in client)],
        env=environment, capture_output=True, text=True, timeout=3 * HOURS * 3600 / speed + 60)
    if ran.returncode != 0:
        raise SystemExit(f"on sockets: exit code {ran.returncode}\n{ran.stdout}{ran.stderr}")
    told = (folder / "log").read_text().splitlines()
    logins = sum(" authenticated (Success)" in line for line in told)
    hours = int(told[-1].split()[0]) / 3_600_000
    if hours < HOURS:
        raise SystemExit(f"on sockets: the server lived for {hours:.1f} h only")
    print(f"on sockets: {hours:.1f} h in {time.monotonic() - since:.1f} s, {logins} logins")


server, classifier, wait, *more = sys.argv[1:]
speed = int(more[0]) if more else 720
with tempfile.TemporaryDirectory() as name:
    in_memory(classifier, pathlib.Path(name))
    if shutil.which("faketime") is None:
        print("on sockets: skipped, there is no faketime (Debian: faketime)")
        raise SystemExit(77)
    on_sockets(server, classifier, wait, pathlib.Path(name), speed)
