"""eval --html in a real Chromium: every number of the page is the one that --json prints, and at the width of a phone and
of a desk, light and dark, nothing runs out of the page. Skipped, and says so, where no Chromium is installed."""
import html.parser, json, os, pathlib, shutil, struct, subprocess, sys, tempfile, zlib

from serve import USER, fake_gmail

SKIPPED = 77
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HEIGHT = 1500
SCHEMES = {"dark": 0, "light": 1}  # Blink's PreferredColorScheme.
MARGIN = 8  # Pixels beside the text: half the least padding of the page.


class Tables(html.parser.HTMLParser):
    """The cells of each table, row by row, and the tiles' words."""
    def __init__(self, page):
        super().__init__()
        self.tables, self.tiles, self.cell, self.tile = [], [], None, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag == "td":
            self.cell = ""
        elif tag == "b":
            self.tile = True

    def handle_endtag(self, tag):
        if tag == "td":
            self.tables[-1][-1].append(self.cell)
            self.cell = None
        elif tag == "b":
            self.tile = False

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data
        elif self.tile:
            self.tiles.append(data)

    def rows(self):
        return [[row for row in table if row] for table in self.tables]


def percent(share):
    return f"{100 * share:.1f} %"


def interval(pair):
    return f"{100 * pair[0]:.1f}–{100 * pair[1]:.1f} %"


def expected(report):
    """The tables of the page, as --json says them."""
    card = report["scorecard"]
    gates = {gate["label"]: gate for gate in report["gates"]}
    state = {"acts": "act", "suggests": "suggest", "learning": "learning"}

    def gate(label):
        found = gates.get(label)
        return "–" if found is None else " · ".join(filter(None, (state[found["gate"]], found["reason"])))

    def name(label):
        return label or "(no label)"

    labels = [[name(row["label"]), str(row["support"]), percent(row["precision"]), interval(row["precision_interval"]),
               percent(row["recall"]), interval(row["recall_interval"]), f"{row['f1']:.2f}", gate(row["label"])]
              for row in card["labels"]]
    confusions = [[name(row["truth"]), name(row["predicted"]), str(row["messages"])] for row in card["confusions"]][:12]
    costs = [[f"{row['limit']:.2f}", str(row["right"]), str(row["wrong"]), str(row["left"]), f"{row['gain']:+.3f}"]
             for row in card["costs"]]
    coverage = [[percent(row["coverage"]), percent(row["accuracy"]), percent(row["confidence"])] for row in card["coverage"]]
    calibration = [[percent(row["confidence"]), percent(row["accuracy"]), str(row["messages"])]
                   for row in card["calibration"] if row["messages"]]
    drift = [[str(number), percent(row["accuracy"]), interval(row["accuracy_interval"]), percent(row["confidence"]),
              str(row["messages"])] for number, row in enumerate(card["drift"], 1)]
    return [labels, *([confusions] if confusions else []), costs, coverage, calibration, drift]


def tiles(report):
    card = report["scorecard"]
    shown = [str(card["messages"]), percent(card["accuracy"]), percent(card["at_0.9"]["precision"]),
             percent(card["at_0.9"]["coverage"]), f"{card['ece']:.3f}", f"{card['macro_f1']:.2f}"]
    return shown + ([f"{card['micro_f1']:.2f}"] if "micro_f1" in card else [])


def pixels(png):
    """Width, and the rows of a PNG of 8 bits a channel (RFC 2083), each as bytes."""
    at, data = 8, b""
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", png[at + 8:at + 18])
        elif kind == b"IDAT":
            data += png[at + 8:at + 8 + size]
        at += size + 12
    assert depth == 8 and colour in (2, 6), f"a PNG of another kind: {depth}, {colour}"
    step = 3 if colour == 2 else 4
    raw, line, above, rows = zlib.decompress(data), width * step, bytes(width * step), []
    for start in range(0, height * (line + 1), line + 1):
        kind, row = raw[start], bytearray(raw[start + 1:start + 1 + line])
        for i in range(line) if kind else ():
            left = row[i - step] if i >= step else 0
            corner = above[i - step] if i >= step else 0
            if kind == 1:
                row[i] = (row[i] + left) & 255
            elif kind == 2:
                row[i] = (row[i] + above[i]) & 255
            elif kind == 3:
                row[i] = (row[i] + (left + above[i]) // 2) & 255
            else:
                p = left + above[i] - corner
                near = min((abs(p - left), 0, left), (abs(p - above[i]), 1, above[i]), (abs(p - corner), 2, corner))
                row[i] = (row[i] + near[2]) & 255
        rows.append(bytes(row))
        above = rows[-1]
    return width, step, rows


class Browser:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __call__(self, *words):
        # As root, as containers are, Chromium starts without its sandbox only; the page is our own and has no script.
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        ran = subprocess.run([self.program, "--headless=new", "--disable-gpu", "--hide-scrollbars", *sandbox,
                              f"--user-data-dir={self.folder / 'profile'}", *words], capture_output=True, text=True, timeout=60)
        if ran.returncode != 0:
            raise SystemExit(f"{self.program} ended with {ran.returncode}: {ran.stderr}")
        return ran.stdout

    def picture(self, page, width, scheme):
        file = self.folder / f"{width}-{scheme}.png"
        self(f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}", f"--window-size={width},{HEIGHT}",
             f"--screenshot={file}", page.as_uri())
        return pixels(file.read_bytes())


def look(browser, page):
    """What is wrong with the pictures."""
    wrong, backgrounds = [], {}
    for width, scheme in ((400, "light"), (400, "dark"), (1280, "light"), (1280, "dark")):
        got, step, rows = browser.picture(page, width, scheme)
        background = rows[0][:step]
        backgrounds[scheme] = background
        ink = sum(row != background * got for row in rows)
        edge = [at for at, row in enumerate(rows) if row[-MARGIN * step:] != background * MARGIN]
        wrong += [f"{width} {scheme}: {got} pixels wide"] if got != width else []
        wrong += [f"{width} {scheme}: nearly empty, {ink} rows are drawn in"] if ink < HEIGHT // 3 else []
        wrong += [f"{width} {scheme}: row {edge[0]} and {len(edge) - 1} more run out of the page"] if edge else []
    bright = {scheme: sum(background[:3]) for scheme, background in backgrounds.items()}
    wrong += [] if bright["dark"] < 200 < 600 < bright["light"] else [f"backgrounds: {bright}"]
    return wrong


def main(server_program, classifier):
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print("no Chromium here: the page was not looked at")
        return SKIPPED
    with fake_gmail(server_program, count=500) as server, tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        page = folder / "page.html"
        settings = ["--quiet", "--host", "127.0.0.1", "--port", str(server.port), "--ca-file", server.ca, "--user", USER,
                    "--password-file", server.folder / "password", "--state-dir", folder / "state"]

        def run(*words):
            return subprocess.run([classifier, *words, *settings], capture_output=True, text=True, check=True, timeout=100).stdout

        run("sync")
        report = json.loads(run("eval", "--json", "--html", page))
        browser = Browser(found, folder)
        dom = Tables(browser("--dump-dom", page.as_uri()))
        wrong = [f"tiles: {dom.tiles}, not {tiles(report)}"] if dom.tiles != tiles(report) else []
        tables = expected(report)
        wrong += [f"{len(dom.rows())} tables, not {len(tables)}"] if len(dom.rows()) != len(tables) else []
        for shown, told in zip(dom.rows(), tables):
            wrong += [f"page: {a}\njson: {b}" for a, b in zip(shown, told) if a != b]
            wrong += [f"{len(shown)} rows, not {len(told)}"] if len(shown) != len(told) else []
        wrong += look(browser, page)
    print("\n".join(wrong) or f"passed: {sum(map(len, tables))} rows as --json says them, in {pathlib.Path(found).name}")
    return 1 if wrong else 0


raise SystemExit(main(*sys.argv[1:]))
