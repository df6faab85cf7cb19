"""gmail-classifier's standard output: what cannot be written is a failure, a reader that had enough is none."""
import os, subprocess, sys

(classifier,) = sys.argv[1:]


def ended(out):
    ran = subprocess.run([classifier, "help", "environment"], stdout=out, stderr=subprocess.PIPE, text=True, timeout=60)
    return ran.returncode, ran.stderr


def into_full_disk():
    with open("/dev/full", "w") as full:
        return ended(full)


def into_pipe_without_reader():
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return ended(writer)
    finally:
        os.close(writer)


CASES = {
    "a full disk": (into_full_disk, 74, "could not be written"),
    "a pipe without a reader": (into_pipe_without_reader, 0, ""),
}
wrong = []
for name, (play, code, words) in CASES.items():
    returned, said = play()
    if returned != code or words not in said or (not words and said):
        wrong.append(f"{name}: {returned}, {said}")
closed = subprocess.run(["sh", "-c", '"$0" help >&-', classifier], capture_output=True, text=True, timeout=60)
if closed.returncode != 74:
    wrong.append(f"closed: {closed.returncode}, {closed.stderr}")
print("\n".join(wrong) or "passed")
raise SystemExit(1 if wrong else 0)
