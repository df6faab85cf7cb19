"""--help and --man of fake-gmail say the same, in lines that a terminal of 80 columns holds and that groff takes."""
import re, shutil, subprocess, sys

WIDTH = 80
(program,) = sys.argv[1:]


def said(*words):
    return subprocess.run([program, *words], capture_output=True, text=True, check=True, timeout=60).stdout


text, page = said("--help"), said("--man")
options = re.findall(r"^  (--[a-z-]+)", text, re.MULTILINE)
wrong = [f"too long: {line}" for line in text.splitlines() if len(line) > WIDTH]
wrong += [f"not in --man: {option}" for option in options if ".B " + option.replace("-", "\\-") not in page]
wrong += [] if len(options) > 20 else [f"only {len(options)} options"]
if shutil.which("groff"):
    read = subprocess.run(["groff", "-man", "-ww", "-Tascii"], input=page, capture_output=True, text=True, timeout=60)
    wrong += [read.stderr] if read.stderr or read.returncode else []
    wrong += [] if "an IMAP server" in read.stdout else ["groff made no page"]
else:
    print("no groff here: its reading of --man was skipped")
print("\n".join(wrong) or f"passed: {len(options)} options")
raise SystemExit(1 if wrong else 0)
