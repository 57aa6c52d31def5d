"""Files that a site may hold and that want to hang, fill or crash who reads them, each with a name.

`files()` gives for each whether it must be reported: some are only odd, and may be indexed as well as refused.
"""
import dataclasses
import io
import os
import pathlib
import random
import socket
import zipfile
import zlib
from collections.abc import Callable

HEAD = "---\ntitle: A title\n---\n\n"
DOCX_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
DOCX_BEGIN = '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
DOCX_END = "</w:body></w:document>"


@dataclasses.dataclass
class Hostile:
    """A file below a site: its bytes, or what makes it at a path."""

    path: str
    content: bytes | Callable
    reported: bool

    def make(self, site):
        target = os.path.join(os.fsencode(site), os.fsencode(self.path))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if callable(self.content):
            self.content(target)
        else:
            with open(target, "wb") as file:
                file.write(self.content)


def post(text, head=HEAD):
    return (head + text).encode()


def front(lines):
    return f"---\n{lines}\n---\n\nText.\n".encode()


def pdf(objects, trailer="/Root 1 0 R"):
    """A PDF of these objects, numbered from 1: bodies, or pairs of a dictionary and a stream."""
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        if isinstance(body, tuple):
            dictionary, stream = body
            body = b"<<%s /Length %d>>\nstream\n%s\nendstream" % (dictionary.encode(), len(stream), stream)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode())
    begin = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer.encode(), begin))


def page_pdf(stream, resources="", extra=(), dictionary="", catalog=""):
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf([f"<</Type/Catalog/Pages 2 0 R {catalog}>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>> {resources}>>>>", (dictionary, stream), font, *extra])


TEXT = b"BT /F 12 Tf 50 700 Td (Some words of a page) Tj ET"


def form_chain(levels=12, calls=10):
    forms = [(f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {7 + level} 0 R>>>>", b"/X Do " * calls) for level in range(levels)]
    forms.append(("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>", TEXT))
    return page_pdf(b"/X Do", "/XObject<</X 6 0 R>>", forms)


def deflated(unit, count):
    packer = zlib.compressobj(9)
    block = unit * max(1, (1 << 20) // len(unit))
    out = b"".join(packer.compress(block) for _ in range(count * len(unit) // len(block)))
    return out + packer.flush()


def many_pages(count):
    kids = " ".join(f"{3 + n} 0 R" for n in range(count))
    return pdf(["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
                *(["<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * count)])


def archive(entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in entries:
            file.writestr(name, content)
    return out.getvalue()


def docx(body, begin=DOCX_BEGIN, end=DOCX_END):
    return archive([("[Content_Types].xml", DOCX_TYPES), ("word/document.xml", begin + body + end)])


def odt(content):
    return archive([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)])


def patched(data, find, replacement):
    assert find in data
    return data.replace(find, replacement)


LAUGHS = "\n".join([f"l0: &l0 [{', '.join(['ha'] * 9)}]"] + [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10)])
DTD = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]>"


def of_front_matter():
    yield "laughs.md", front(LAUGHS), True
    yield "alias-of-itself.md", front("a: &a [*a]"), True
    yield "deep-flow.md", front("a: " + "[" * 3000 + "]" * 3000), True
    yield "deep-braces.md", front("a: " + "{b: " * 3000 + "1" + "}" * 3000), True
    yield "deep-block.md", front("\n".join(" " * n + f"k{n}:" for n in range(400))), True
    yield "long-scalar.md", front("description: " + "x" * 1_000_000), True
    yield "many-keys.md", front("\n".join(f"k{n}: {n}" for n in range(20_000))), True
    yield "same-key.md", front("title: one\n" + "title: two\n" * 500), True
    yield "no-end.md", b"---\ntitle: A title\n" + b"key: value\n" * 20_000, False
    yield "nul-bytes.md", front("title: a\0b\0\0c"), False
    yield "bad-utf8.md", b"---\ntitle: \xff\xfe\xc3(\n---\n\nText \xf0\x28\x8c\xbc.\n", False
    yield "utf16.md", "---\ntitle: A title\n---\n\nText\n".encode("utf-16"), False
    yield "control-bytes.md", front("title: \"a\\x07b\\x1b[31mc\""), False
    yield "map-as-key.md", front("? {a: b}\n: c"), True
    yield "binary-tag.md", front("title: !!binary aGFoYQ=="), True
    yield "python-tag.md", front("title: !!python/object/apply:os.system ['true']"), True
    yield "merge-key.md", front("a: &a {b: c}\nd:\n  <<: *a"), True
    yield "title-list.md", front("title: [a, [b, [c]]]"), False
    yield "far-date.md", front("title: a\ndate: 999999999-99-99"), False
    yield "old-date.md", front("title: a\ndate: -5000-01-01T25:61:61+99:99"), False
    yield "toml-deep.md", f"+++\na = {'[' * 5000}{']' * 5000}\n+++\n\nText\n".encode(), True
    yield "toml-dotted.md", f"+++\n{'.'.join('abcdefghij' * 500)} = 1\n+++\n\nText\n".encode(), True
    yield "toml-cut.md", b"+++\ntitle = \"\"\"no end\n+++\n\nText\n", True
    yield "json-deep.md", b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n\nText\n", True
    yield "json-number.md", b'{"title": "a", "n": 1' + b"0" * 100_000 + b"}\n\nText\n", False
    yield "json-cut.md", b'{"title": "a", "tags": [\n\nText\n', True


def of_markdown():
    yield "images.md", post("![[]()" * 100_000), False
    yield "list-items.md", post("- " * 20_000 + "\n" * 20_000), False
    yield "quotes.md", post(">" * 300_000 + " a"), False
    yield "brackets.md", post("[" * 200_000), False
    yield "bracket-pairs.md", post("[a](" * 100_000), False
    yield "stars.md", post("*a **b " * 50_000), False
    yield "stars-and-lines.md", post("*_" * 100_000 + "a" + "_*" * 100_000), False
    yield "ticks.md", post("".join("e" + "`" * n for n in range(1, 1400))), False
    yield "angles.md", post("<" * 200_000), False
    yield "comments.md", post("<!--" * 100_000), False
    yield "processing.md", post("<?" * 100_000), False
    yield "declarations.md", post("<!A " * 100_000), False
    yield "cdata.md", post("<![CDATA[" * 50_000), False
    yield "references.md", post("".join(f"[r{n}]: /u\n" for n in range(30_000)) + "[r1] " * 30_000), False
    yield "reference-labels.md", post("[" + "a" * 990 + "]: /u\n\n" + ("[" + "a" * 990 + "] ") * 500), False
    yield "entities.md", post("&" * 100_000 + "&#x10FFFF;" * 1000 + "&#0;" * 1000), False
    yield "nested-lists.md", post("".join("  " * n + "- a\n" for n in range(600))), False
    yield "tables.md", post("|" * 50_000 + "\n" + "|-" * 25_000 + "\n"), False
    yield "divs.md", post("<div>" * 100_000), False
    yield "attributes.md", post("<a " + " ".join(f"a{n}=b" for n in range(50_000)) + ">x</a>"), False
    yield "same-attribute.md", post("<p " + "class=a " * 50_000 + ">x</p>"), False
    yield "formatting.md", post("<b><i><u>" * 20_000 + "x"), False
    yield "tables-in-tables.md", post("<table><tr><td>" * 5_000), False
    yield "one-line.md", post("word " * 1_000_000), False
    yield "one-word.md", post("x" * 3_000_000), False
    yield "letters-and-marks.md", post("a" + "\u0301" * 500_000), False
    yield "right-to-left.md", post("\u202e\u2066" * 100_000 + "text"), False
    yield "no-width.md", post("\u200b\u00ad\ufeff" * 200_000), False
    yield "blank.md", post(" \n\t\n" * 1_000_000), False
    yield "template-tags.md", post("{% if a %}" * 50_000 + "{{ b | c: '" * 20_000), False
    yield "shortcodes.md", post("{{< a \"" * 50_000), False


def of_pdfs():
    yield "empty.pdf", b"", True
    yield "garbage.pdf", b"%PDF-1.7\n" + random.Random(1).randbytes(100_000), True
    yield "cut.pdf", page_pdf(TEXT)[:300], True
    yield "forms.pdf", form_chain(), True
    yield "flate.pdf", page_pdf(deflated(b"BT /F 1 Tf (Some words) Tj ET\n", 10_000_000), dictionary="/Filter/FlateDecode"), False
    yield "states.pdf", page_pdf(deflated(b"q ", 5_000_000), dictionary="/Filter/FlateDecode"), True
    yield "pages.pdf", many_pages(20_000), True
    yield "locked.pdf", pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", f"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>"],
                            f"/Root 1 0 R /Encrypt 3 0 R /ID[<{'43' * 16}><{'43' * 16}>]"), True
    yield "pages-in-a-circle.pdf", pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]), True
    yield "form-of-itself.pdf", page_pdf(b"/X Do", "/XObject<</X 6 0 R>>", [("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>", b"/X Do /X Do")]), True
    yield "bookmarks-in-a-circle.pdf", page_pdf(TEXT, extra=["<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>", "<</Title(a)/Parent 6 0 R/Next 7 0 R/First 7 0 R/Dest[3 0 R/Fit]>>"],
                                                catalog="/Outlines 6 0 R"), False
    yield "filters.pdf", page_pdf(zlib.compress(TEXT), dictionary="/Filter[" + "/FlateDecode " * 5_000 + "]"), True
    yield "pdf-or-not.pdf", b"<!doctype html><p>No PDF at all", True


def of_offices():
    yield "ratio.docx", docx("<w:p><w:r><w:t>" + "a" * 80_000_000 + "</w:t></w:r></w:p>"), True
    yield "nothing.docx", archive([("[Content_Types].xml", DOCX_TYPES)]), True
    yield "cut.docx", docx("<w:p><w:r><w:t>Some words</w:t></w:r></w:p>")[:-60], True
    yield "entities.docx", docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", DTD + DOCX_BEGIN[21:]), True
    yield "outside.docx", docx("&x;", '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + DOCX_BEGIN[21:]), True
    yield "deep.docx", docx("<w:p>" * 20_000 + "</w:p>" * 20_000), True
    yield "entries.docx", archive([(f"word/{n}.xml", "x") for n in range(5_000)] + [("word/document.xml", DOCX_BEGIN + DOCX_END)]), True
    yield "same-entry.docx", archive_twice(), False
    yield "nested.docx", archive([("word/document.xml", archive([("word/document.xml", "x" * 1000)]))]), True
    yield "sizes.docx", patched(docx("<w:p><w:r><w:t>words</w:t></w:r></w:p>"), b"PK\x01\x02\x14\x03", b"PK\x01\x02\xff\xff"), False
    yield "not-xml.docx", docx("</w:p>]]><![CDATA["), True
    yield "laughs.odt", odt(DTD + "<d>&i;</d>"), True
    yield "deep.odt", odt('<?xml version="1.0"?>' + "<a>" * 50_000), True
    yield "empty.odt", b"", True


def archive_twice():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", DOCX_TYPES)
        file.writestr("word/document.xml", DOCX_BEGIN + "<w:p><w:r><w:t>one</w:t></w:r></w:p>" + DOCX_END)
        file.writestr("word/document2.xml", DOCX_BEGIN + DOCX_END)
    return out.getvalue().replace(b"word/document2.xml", b"word/document.xml\0")


def sparse(size):
    def make(path):
        with open(path, "wb") as file:
            file.truncate(size)
    return make


def make_socket(path):
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.close()


def link(target):
    return lambda path: os.symlink(target, path)


def of_file_systems():
    yield "pipe.md", os.mkfifo, True
    yield "pipe.pdf", os.mkfifo, True
    yield "socket.md", make_socket, True
    for name in ("index.html", "_config.yml", "hugo.toml", "package.json", ".git/HEAD", "_data.json", "_posts/2020-01-01-pipe.md"):
        yield name, os.mkfifo, False
    yield ".git/HEAD", link("/dev/zero"), False
    yield "_config.yml", link("/dev/zero"), False
    yield "index.html", link("/dev/zero"), False
    yield "large.md", sparse(10 << 30), True
    yield "large.pdf", sparse(10 << 30), True
    yield "zeros.md", bytes(2_000_000), False
    yield "circle.md", link("circle.md"), True
    yield "passwords.md", link("/etc/passwd"), True
    yield "device.md", link("/dev/zero"), True
    yield "above.md", link("../../../../../../etc/hostname"), True
    yield "folder-in-a-circle", link("."), True
    yield "folder.md", os.mkdir, False
    yield "d/" * 40 + "deep.md", post("Text"), True
    yield "bad-name-\udcff\udcfe.md", post("Text"), False
    yield "line\nend.md", post("Text"), False
    yield "a" * 250 + ".md", post("Text"), False
    yield "-rf.md", post("Text"), False
    yield "%2e%2e%2fup.md", post("Text"), False
    yield "<img src=x onerror=alert(1)>.md", post("Text"), False


def files():
    """Every hostile file."""
    groups = (of_front_matter, of_markdown, of_pdfs, of_offices, of_file_systems)
    return [Hostile(path, content, reported) for group in groups for path, content, reported in group()]


def neighbours(site):
    """Two good posts beside them; returns their paths."""
    pathlib.Path(site).mkdir(parents=True, exist_ok=True)
    names = ["0-before.md", "zz-behind.md"]
    for name in names:
        (pathlib.Path(site) / name).write_text(f"---\ntitle: The neighbour {name}\n---\n\nA text of its own, called {name}.\n", encoding="utf-8")
    return names
