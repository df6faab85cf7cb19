"""A fake-gmail of one's own for a client under test: started on a free port, ended with the test."""
import contextlib, pathlib, subprocess, tempfile, time

USER, PASSWORD = "me@mail.example", "correct horse"
START_LIMIT = 20  # Seconds: generous, because a busy machine is not what is tested.


class Server:
    def __init__(self, port, ca, folder):
        self.port, self.ca, self.folder = port, ca, folder


@contextlib.contextmanager
def fake_gmail(program, *options, count=60, strict=True, oauth=False, quiet=False):
    """Mail made up, unless `count` is None. A strict server has to find its scenario fulfilled."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        password, port, ca = folder / "password", folder / "port", folder / "ca.pem"
        password.touch(mode=0o600)
        password.write_text(PASSWORD + "\n")
        made_up = [] if count is None else ["--seed", "3", "--count", str(count)]
        client = ["--oauth-client-file", folder / "client.json"] if oauth else []
        process = subprocess.Popen([program, "--listen", "127.0.0.1:0", *made_up, "--user", USER, "--password-file", password,
                                    "--port-file", port, "--ca-file", ca, *client, *options],
                                   stderr=subprocess.DEVNULL if quiet else None)
        try:
            deadline = time.monotonic() + START_LIMIT
            while not (port.exists() and ca.exists()):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"fake-gmail did not start (exit code {process.poll()})")
                time.sleep(0.02)
            yield Server(int(port.read_text()), ca, folder)
        except BaseException:
            process.terminate()
            process.wait()
            raise  # What the test saw says more than how the server ends.
        process.terminate()
        if process.wait() != 0 and strict:
            raise SystemExit(f"fake-gmail ended with exit code {process.returncode}")
