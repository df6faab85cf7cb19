"""--help and --man of fake-gmail say the same, in lines that a terminal of 80 columns holds and that groff takes; who says
something wrong is told what, and what to do."""
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
SERVED = ["--user", "me", "--password-file", __file__]  # Any file with a first line.
MISTAKES = [  # What is said, the exit code, and words of the answer.
    (["--usr", "me"], 64, "There is no option --usr. Did you mean --user?"),
    (["inbox.mbox"], 64, "inbox.mbox is no option"),
    ([], 64, "--user and --password-file"),
    (SERVED + ["--count", "many"], 64, "--count"),
    (SERVED + ["--count", "5"], 64, "--count says nothing without --seed"),
    (SERVED + ["--seed", "1", "--mail", "x.mbox"], 64, "exclude each other"),
    (["--user", "me@mail.example", "--password-file", "/nowhere"], 74, "Cannot read /nowhere: No such file or directory."),
    (["--user", "me@mail.example", "--password-file", "/dev/null"], 74, "Cannot read /dev/null: there is no first line."),
    (SERVED + ["--mail", "/nowhere.mbox"], 74, "Cannot read the mail: there is no /nowhere.mbox"),
    (SERVED + ["--case", "cut=1"], 64, "without --scenario"),
    (SERVED + ["--case", "cut=1", "--scenario", "T4"], 64, "the scenario has none"),
    (SERVED + ["--most-cases", "9", "--scenario", "T4"], 64, "the scenario has none"),
    (SERVED + ["--scenario", "/nowhere.toml"], 65, "neither a file that can be read nor a row"),
    (SERVED + ["--scenario", "O1"], 64, "--oauth-client-file"),
    (SERVED + ["--listen", "0.0.0.0:0"], 69, "loopback"),
    (SERVED + ["--listen", "localhost"], 64, "has no port"),
    (SERVED + ["--profile", "gmial"], 64, "neither gmail nor rfc"),
]
for words, code, answer in MISTAKES:
    ran = subprocess.run([program, *words], capture_output=True, text=True, timeout=60)
    if ran.returncode != code or answer not in ran.stderr or ran.stdout:
        wrong.append(f"fake-gmail {' '.join(words)}: {ran.returncode}, {ran.stdout}{ran.stderr}")
for words, hint in (([], True), (["--plain"], False)):
    server = subprocess.Popen([program, *SERVED, *words], stderr=subprocess.PIPE, text=True)
    first = server.stderr.readline()  # It serves now.
    server.terminate()
    said_too = server.stderr.read()  # communicate() would pass over what readline() has read ahead.
    server.wait(60)
    if server.returncode != 0 or "messages of" not in first or ("without --ca-file" in said_too) != hint:
        wrong.append(f"served with {words}, it says: {server.returncode}, {first}{said_too}")
print("\n".join(wrong) or f"passed: {len(options)} options, {len(MISTAKES)} mistakes")
raise SystemExit(1 if wrong else 0)
