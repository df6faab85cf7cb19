"""No fact of GMAIL-IMAP.md is forgotten: each line of it that stands on two or more witnesses has its place in facts_known.txt,
which says what shows it. What is named there has to exist, and what is not in the reference any more has to go.

facts_known_test.py [REFERENCE]: the reference is outside this repository, where it is found beside it at all; elsewhere only the
proofs are checked, and the exit code is 77. With --missing it prints lines for what has none yet."""
import hashlib, pathlib, re, sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MARK = re.compile(r"\[(\d+)\+?[\],]")


def marked(reference):
    """Section, key and text of each line that has a mark of 2 or more. The key is a digest: the text is not ours to repeat."""
    section, found = "", []
    for line in reference.read_text().splitlines():
        heading = re.match(r"#+ (\d+(?:\.\d+)?)", line)
        section = heading[1] if heading else section
        if section and max((int(n) for n in MARK.findall(line)), default=0) >= 2:
            found.append((section, hashlib.sha256(" ".join(line.split()).encode()).hexdigest()[:10], line))
    return found


def known():
    """Key → its proofs."""
    found = {}
    for line in (HERE / "facts_known.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            section, key, proofs = line.split(" ", 2)
            found[key] = [proof.strip() for proof in proofs.split(" ; ")]
    return found


def is_there(proof, claims):
    kind, _, rest = proof.partition(": ")
    if kind == "fact":
        return rest in claims
    if kind == "test":
        path, _, words = rest.partition("#")
        return (ROOT / path).is_file() and words in (ROOT / path).read_text()
    return kind == "client" and bool(rest)


arguments = [each for each in sys.argv[1:] if each != "--missing"]
reference = pathlib.Path(arguments[0]) if arguments else ROOT.parent / "shared" / "GMAIL-IMAP.md"
claims = {line[3:] for line in (HERE / "facts.txt").read_text().splitlines() if line.startswith("== ")}
proofs = known()
wrong = [f"{key}: there is no {proof}" for key, all_of_it in proofs.items() for proof in all_of_it if not is_there(proof, claims)]
if not reference.is_file():
    print(*wrong, sep="\n", end="")
    print(f"{len(proofs)} facts have their proof; whether one is forgotten was skipped: there is no {reference}")
    raise SystemExit(1 if wrong else 77)
facts = marked(reference)
for section, key, line in facts:
    if key not in proofs:
        wrong.append(f"{section} {key} " if "--missing" in sys.argv else f"{section} {key} is forgotten: {line[:100]}")
wrong += [f"{key}: the reference has no such line any more" for key in proofs.keys() - {key for _, key, _ in facts}]
print(*wrong, sep="\n", end="\n" if wrong else "")
print(f"{len(facts)} facts on two or more witnesses, {len(wrong)} wrong")
raise SystemExit(1 if wrong or not facts else 0)
