"""Row 20: what the programs are built with and run in, and that nobody writes into their logs but themselves."""
import json
import random
import re
import shutil
import socket
import subprocess

from hostile_texts import texts as hostile_texts
from programs import BUILD, ROOT, Folder, Searchd
from query_bombs import build_bombed

PROGRAMS = ("veille-indexer", "veille-convert", "veille-fetch", "veille-searchd")
HARDENED = {"relro": "full", "canary": "yes", "nx": "yes", "pie": "yes", "fortify_source": "yes"}
MOST_EXPOSURE = {"veille-searchd.service": 1.5, "veille-indexer.service": 3.0}  # converting documents needs namespaces
FORGERIES = ["\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\x1b[2J", "\x1b]0;a\x07", "\x00", "\x7f", "\x9b1m", "\u202e", "\ufeff", "\udced\udca0\udc80",
             '"}\n{"id":"forged"}', '", "status": 200, "', "\\", "\\u000a", "%0a", "%0d%0a", "%00", "%1b", "%e2%80%a8", "%c2%85", "%ff", "%ed%a0%80", "'", "$(id)", "`id`", "${jndi:x}"]


def requests(count):
    """Requests that carry something for the log in their target, method or fields."""
    rng = random.Random(20)
    texts = FORGERIES + hostile_texts(count)
    for number in range(count):
        text = texts[number % len(texts)] + rng.choice(FORGERIES)
        value = text.encode("utf-8", "surrogateescape")
        coded = b"".join(b"%%%02x" % byte for byte in value)
        target = rng.choice((b"/api/v1/search?q=" + coded, b"/api/v1/search?q=" + value, b"/" + coded, b"/" + value, b"/search?hl=de&q=data" + coded, b"/api/v1/search?" + coded + b"=1"))
        method = rng.choice((b"GET", b"GET", b"GET", b"POST", value[:20]))
        field = rng.choice((b"", b"X-Forwarded-For: " + value + b"\r\n", b"User-Agent: " + value + b"\r\n", b"X-Request-Id: " + value + b"\r\n", b"Accept-Language: " + value + b"\r\n"))
        yield method + b" " + target + b" HTTP/1.1\r\nHost: a\r\n" + field + b"Connection: close\r\n\r\n"


def ask(port, request):
    """The ids of the answers: what comes behind the end of a head is a request of its own."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(request)
        answer = b""
        while data := client.recv(65536):
            answer += data
    return re.findall(rb"^X-Request-Id: ([0-9a-f]{16})\r$", answer, re.M)


def logged(index, folder, form, count):
    """The ids of all answers, and the log of them."""
    log = folder / f"log.{form}"
    options = ["--access-log", str(log), "--log-format", form, "--log-queries", "--log-clients", "--trusted-proxy", "127.0.0.1"]
    with Searchd(index, *options) as server:
        answers = [one.decode() for request in requests(count) for one in ask(server.port, request)]
    return answers, log.read_bytes()


def is_plain(line):
    return all(0x20 <= byte < 0x7F for byte in line)


def is_entry(line):
    try:
        entry = json.loads(line)
    except ValueError:
        return False
    return isinstance(entry, dict) and re.fullmatch(r"[0-9a-f]{16}", entry.get("id", "")) is not None


def log_injection(board, size):
    count = size.of(500, 5000)
    with Folder() as folder:
        index = build_bombed(folder)
        for form in ("json", "text"):
            answers, log = logged(index, folder, form, count)
            lines = log.split(b"\n")[:-1]
            wrong = [line for line in lines if not is_plain(line) or (form == "json" and not is_entry(line))]
            ids = [json.loads(line)["id"] if form == "json" else line.split()[1].decode() for line in lines if line not in wrong]
            board.promise(20, f"{count} requests that want to write into the log ({form}), {len(answers)} answers: lines, and those that are not whole and plain",
                          f"{len(lines)}, {len(wrong)} {wrong[:1] or ''}", f"{len(answers)}, 0", sorted(ids) == sorted(answers) and len(answers) >= count and not wrong)


def hardening(board):
    if not shutil.which("checksec"):
        board.promise(20, "how the programs are built", "not looked at: checksec is not there", "hardened", True)
        return
    wrong = {}
    for name in PROGRAMS:
        process = subprocess.run(["checksec", "--output=json", f"--file={BUILD / name}"], capture_output=True, text=True, timeout=120, check=True)
        found = next(iter(json.loads(process.stdout).values()))
        missing = {what: found.get(what) for what, asked in HARDENED.items() if found.get(what) != asked}
        if missing:
            wrong[name] = missing
    board.figure(20, f"hardening of the {len(PROGRAMS)} programs that is missing ({', '.join(HARDENED)})", wrong or "nothing", "nothing", not wrong)


def exposure(board):
    if not shutil.which("systemd-analyze"):
        board.promise(20, "exposure of the units", "not looked at: systemd-analyze is not there", "at most 1.5", True)
        return
    for unit, most in MOST_EXPOSURE.items():
        path = ROOT / "packaging" / "systemd" / unit
        process = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", str(path)], capture_output=True, text=True, timeout=60, check=False)
        found = re.search(r"exposure level for [\w.-]+: ([\d.]+)", process.stdout)
        board.promise(20, f"exposure of {unit}", found[1] if found else process.stderr.strip()[-200:], f"at most {most}", bool(found) and float(found[1]) <= most)


def run(board, size):
    log_injection(board, size)
    hardening(board)
    exposure(board)
