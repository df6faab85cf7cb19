"""curl logs in to fake-gmail, lists, searches and fetches a message; it refuses a server that it cannot verify."""
import subprocess, sys
from serve import PASSWORD, USER, fake_gmail


def curl(server, path, *options, trusted=True):
    netrc = server.folder / "netrc"
    netrc.touch(mode=0o600)
    netrc.write_text(f'machine localhost login {USER} password "{PASSWORD}"\n')
    trust = ["--cacert", server.ca] if trusted else []
    command = ["curl", "-sS", "--max-time", "30", "--netrc-file", netrc, *trust, *options, f"imaps://localhost:{server.port}{path}"]
    return subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")


def expect(condition, what, done):
    if not condition:
        raise SystemExit(f"curl: {what}: exit code {done.returncode}\n{done.stdout[:500]}\n{done.stderr}")


with fake_gmail(sys.argv[1]) as server:
    done = curl(server, "/")
    expect(done.returncode == 0 and "\\All" in done.stdout, "cannot list", done)
    done = curl(server, "/INBOX", "-X", "SEARCH ALL")
    expect(done.returncode == 0 and "* SEARCH 1" in done.stdout, "cannot search", done)
    done = curl(server, "/INBOX;MAILINDEX=1")
    expect(done.returncode == 0 and "Subject:" in done.stdout, "cannot fetch", done)
    done = curl(server, "/INBOX", "-X", "STORE 1 +X-GM-LABELS (tried)")
    expect(done.returncode == 0 and "tried" in done.stdout, "cannot store a label", done)
    done = curl(server, "/", trusted=False)
    expect(done.returncode == 60, "trusted an unknown authority", done)
print("curl: passed")
