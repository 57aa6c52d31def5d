"""Queries of death, and a site in which they cost the most."""
import random

from programs import ROOT, build

PUBLICATIONS = 2000

# Syllables make words as a Zipf list has them; German parts make compounds of one another.
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
PARTS = ["daten", "schutz", "bürger", "verwaltung", "gesetz", "förder", "runde", "haus", "recht", "amt", "schule", "land",
         "freiheit", "barriere", "netz", "werk", "stadt", "rat", "dienst", "stelle", "antrag", "steller", "grund", "buch"]
COMMON = ["data", "open", "code", "test", "team", "table", "time", "the", "of", "and", "to", "in"]


def word(rank):
    out = SYLLABLES[rank % 70]
    while rank >= 70:
        rank //= 70
        out += SYLLABLES[rank % 70]
    return out


def write_publications(folder):
    """A site of German and English texts; the common words stand in nearly all of them."""
    chance = random.Random(5)
    ranks = [int(20000 ** chance.random()) for _ in range(100 * PUBLICATIONS)]
    for i in range(PUBLICATIONS):
        german = i % 2 == 0
        text = [word(r) for r in ranks[100 * i:100 * i + 100]] + [w for w in COMMON if chance.random() < 0.95] * 3
        if german:
            text += [chance.choice(PARTS) for _ in range(20)]
            text += ["".join(chance.choice(PARTS) for _ in range(chance.randint(2, 4))) for _ in range(8)]
        text += [word(chance.randrange(20000)) + str(chance.randrange(100)) for _ in range(3)]
        chance.shuffle(text)
        head = (f"---\ntitle: {' '.join(text[:6])}\nlang: {'de' if german else 'en'}\ndate: {2000 + i % 20}-{i % 12 + 1:02}-{i % 28 + 1:02}\n"
                f"tags: [t{i % 50}, u{i % 7}]\nauthor: {word(i % 300)} {word(i % 17)}\n---\n")
        (folder / f"p{i}.md").write_text(head + " ".join(text) + ".\n", encoding="utf-8")


def unknown(count, letters=9):
    chance = random.Random(count)
    return ["".join(chance.choice("abdegiklmnorstuvz") for _ in range(letters)) for _ in range(count)]


def fill(piece, size=512):
    """The piece again and again, as much as a query may have."""
    return (piece * (size // len(piece.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")


def nested(levels, inner="data", before="(", after=")"):
    return before * levels + inner + after * levels


def alternating(levels):
    out = "data"
    for i in range(levels):
        out = f"(t{i} {'AND' if i % 2 else 'OR'} {out})"
    return out


def bombs():
    """Name and query, or query with parameters."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    out = {}
    for op in ("AND", "OR", "NOT", "NEAR", "NEAR/5", "-", "(", ")", "\"", "*", ":", "“", "«"):
        out[f"{op} alone"] = op
        out[f"{op} again and again"] = fill(op + " ")
        out[f"{op} without space"] = fill(op)
        out[f"words between {op}"] = fill(f"data {op} ")
    out.update({
        "512 bytes of t*": fill("t* "), "512 bytes of t* without space": fill("t*"),
        "51 wildcards": " ".join(f"{a}{b}*" for a in "bdfgk" for b in "aeiou" * 2)[:512] + " z*",
        "26 wildcards of one letter": " ".join(f"{a}*" for a in letters),
        "26 wildcards joined by OR": " OR ".join(f"{a}*" for a in letters),
        "26 wildcards joined by AND": " AND ".join(f"{a}*" for a in letters),
        "26 wildcards in titles": " ".join(f"title:{a}*" for a in letters),
        "wildcards that are excluded": " ".join(f"-{a}*" for a in letters),
        "one wildcard again and again": fill("da* "), "a wildcard in any script": "я* 日* é*",
        "wildcards near each other": " NEAR ".join(f"{a}*" for a in letters),
        "a wildcard in a phrase": "\"t* d*\"", "one letter while typing": ("d", {"typing": "1"}),
        "words and one letter while typing": ("data open code t", {"typing": "1"}),
        "a letter in parentheses while typing": ("data AND (open OR t", {"typing": "1"}),
        "nested parentheses": nested(250), "600 parentheses": "(" * 600, "600 closing parentheses": ")" * 600,
        "parentheses side by side": fill("()"), "parentheses inside out": fill(")("), "words in parentheses": fill("(data) "),
        "alternating AND and OR": alternating(40), "alternating, deeper than the limit": alternating(60),
        "nested NOT": "NOT (" * 80 + "data", "NOT chain": "NOT " * 120 + "data", "minus chain": "-" * 500 + "data",
        "nested minus": nested(200, before="-("), "double negation of all": "NOT (NOT (data OR open))",
        "everything but everything": "-data -open -code -the -of -and",
        "NOT of each word": " ".join(f"NOT {w}" for w in COMMON * 4),
        "OR of NOTs": " OR ".join(f"NOT {w}" for w in COMMON * 3), "OR of common words": " OR ".join(COMMON * 3),
        "AND of common words": " AND ".join(COMMON * 3), "AND and OR by turns": fill("data AND open OR "),
        "NEAR chain of common words": " NEAR ".join(COMMON), "NEAR/50 chain of common words": " NEAR/50 ".join(COMMON * 2),
        "NEAR/1 chain": " NEAR/1 ".join(COMMON * 2), "NEAR with itself": fill("data NEAR "),
        "NEAR two words by turns": fill("data NEAR open NEAR "), "NEAR/4294967296": "data NEAR/4294967296 open",
        "NEAR of forms": "team NEAR daten NEAR schutz NEAR verwaltung", "NEAR in titles": "title:(data NEAR open NEAR code)",
        "phrase of the commonest words": "\"the of and to in data open code\"", "phrase of one word again and again": f'"{fill("data ", 500)}"',
        "phrase of two words by turns": f'"{fill("data open ", 500)}"', "64 phrases": fill("\"data open\" \"open data\" "),
        "phrases of two common words": fill("\"of the\" \"to the\" \"in the\" \"and the\" "), "phrase without end": "\"" + fill("the of and ", 500),
        "phrases joined by OR": fill("\"of the\" OR \"to the\" OR "), "excluded phrases": fill("-\"of the\" -\"to the\" "),
        "phrase of letters": f'"{" ".join(letters)}"', "phrase of 32 unknown words": f'"{" ".join(unknown(32, 8))}"',
        "phrases in titles": fill("title:\"data open\" title:\"open code\" "), "a phrase of compounds": "\"datenschutz gesetz verwaltung daten\"",
        "long list of tags": "tag:" + ",".join(f"t{i}" for i in range(100)), "long list of countries": "country:" + ",".join(["fr", "de", "it", "us", "ca"] * 40),
        "long list of authors": "author:" + ",".join(word(i) for i in range(100)), "long list of unknown tags": "tag:" + fill("x,", 500),
        "list of commas": "tag:" + "," * 500, "tags again and again": fill("tag:t1 "), "different tags": " ".join(f"tag:t{i}" for i in range(60)),
        "tags joined by OR": " OR ".join(f"tag:t{i}" for i in range(50)), "authors joined by OR": " OR ".join(f"author:{word(i)}" for i in range(35)),
        "authors of a common part": "author:ba,be,bi,bo,bu", "excluded authors": " ".join(f"-author:{word(i)}" for i in range(35)),
        "huge range of years": "year:0000..9999", "ranges of years": fill("year:1990..2030 "), "different ranges": " ".join(f"year:{y}.." for y in range(1980, 2025)),
        "ranges joined by OR": " OR ".join(f"year:{y}..{y + 5}" for y in range(1980, 2010)), "range out of range": "year:99999999..0 date:9999-99-99",
        "languages of all kinds": "lang:" + ",".join(["en", "de", "fr", "klingon", "xx", "unknown"] * 10), "field of fields": fill("title:title:"),
        "fields without values": fill("title: tag: author: "), "fields before parentheses": fill("country:(data) "),
        "title of all common words": " ".join(f"title:{w}" for w in COMMON * 3), "titles joined by OR": " OR ".join(f"title:{w}" for w in COMMON * 3),
        "title of title": nested(60, before="title:(", after=")"),
        "32 common words": " ".join((COMMON + SYLLABLES)[:32]), "32 common words in German": (" ".join((PARTS + COMMON)[:32]), {"hl": "de"}),
        "words that are all relaxed": " ".join(SYLLABLES[:20]) + " " + " ".join(unknown(12)),
        "the same word 200 times": fill("data "), "the same word joined by OR": fill("data OR "), "the same word joined by AND": fill("data AND "),
        "two words by turns": fill("data open "), "stop words only": fill("the of and to in "), "stop words of all languages": fill("the der le il of die la lo "),
        "one letter again and again": fill("a "), "all letters": " ".join(letters), "a word of 64 bytes": "x" * 64, "a word of 512 bytes": "x" * 512,
        "words of 64 bytes": fill("m" * 64 + " "), "a word of German parts": ("datenschutzverwaltungsgesetzbürgerrechtsantragstellerdienststelle", {"hl": "de"}),
        "60 letters of German parts": ("".join(PARTS)[:60], {"hl": "de"}), "German parts in each order": (" ".join("".join(PARTS[i:i + 8]) for i in range(0, 24, 4))[:500], {"hl": "de"}),
        "one German part again and again": ("daten" * 12, {"hl": "de"}), "short German parts": ("amtratnetzhausbuch" * 3, {"hl": "de"}),
        "frequent parts of compounds": ("daten schutz recht haus land stelle dienst werk", {"hl": "de"}),
        "endings of German words": ("heit keit ung lich isch enden ungen stell", {"hl": "de"}), "compounds that no text has": (" ".join(a + b for a, b in zip(PARTS, PARTS[1:]))[:500], {"hl": "de"}),
        "vowels only": ("e" * 64, {"hl": "de"}), "transcribed umlauts": ("ueberpruefungsgebuehrenaemterhoeheaeueoe " * 3, {"hl": "de"}),
        "ae oe ue again and again": ("aeoeue" * 10, {"hl": "de"}), "umlauts again and again": ("äöü" * 10, {"hl": "de"}),
        "30 long unknown words": " ".join(unknown(30, 16)), "32 short unknown words": " ".join(unknown(32, 5)),
        "unknown words in German": (" ".join(unknown(30, 15)), {"hl": "de"}), "unknown words joined by OR": " OR ".join(unknown(30, 12)),
        "unknown words in titles": " ".join(f"title:{w}" for w in unknown(25, 12)), "misspelt common words": " ".join(w[0] + w[2:] + w[1] for w in SYLLABLES[:8] + PARTS),
        "words run together": "".join(COMMON), "run together again and again": "opendata" * 8, "pairs run together": " ".join(a + b for a in COMMON[:6] for b in COMMON[:6])[:512],
        "digits": "1" * 512, "numbers": " ".join(str(i) for i in range(150)), "words with digits": " ".join(f"ba{i}" for i in range(100)),
        "10 kB of text": fill("data of the people ", 6000), "10 kB of unknown words": " ".join(unknown(600, 9)), "6 kB of operators": fill("AND OR NOT NEAR ( ) - \" ", 6000),
        "6 kB of wildcards": fill("t* ", 6000), "spaces": " " * 3000, "no-break spaces": "\u00a0" * 250, "line ends": "\n\r\t" * 150, "control characters": fill("\x01\x02\x1b data "),
        "emoji": fill("👩‍💻 "), "combining marks": "e" + "\u0301" * 200, "marks without letters": "\u0301" * 250, "zero-width joiners": "\u200d" * 160,
        "soft hyphens": "da" + "\u00ad" * 200 + "ta", "right to left": fill("\u202eatad "), "Arabic": fill("بيانات مفتوحة "), "Chinese without spaces": fill("开放数据"), "Thai without spaces": fill("ข้อมูล"),
        "Korean": fill("데이터 "), "full-width operators": fill("ＡＮＤ （data） "), "apostrophes": fill("l'"), "elisions": fill("l'data d'open "), "hyphens inside words": fill("data-"), "dots inside words": fill("data."),
        "slashes": fill("/../"), "markup": fill("<b>data</b>"), "templates": fill("{{data}}"), "percent signs": fill("%00%s%n"), "SQL": fill("' OR 1=1 -- "), "regular expression": "(a+)+$" * 60, "backslashes": "\\" * 512,
        "synonyms again and again": fill("open source open data "), "synonyms of all groups": "accessibility open source plain language open data digital skills public procurement artificial intelligence eig pif dta a11y",
        "synonyms without stop words": fill("open the source of "), "no correction": (" ".join(unknown(30, 16)), {"correct": "false"}), "far page": ("data", {"page": "100", "per_page": "100"}),
        "a hundred results": ("data OR open", {"per_page": "100"}), "results one by one": ("the of and data", {"collapse": "none", "per_page": "100"}),
    })
    return out


def build_bombed(folder):
    """The index of that site and of the sample publications, with all that makes a search dear."""
    site = folder / "site"
    site.mkdir()
    write_publications(site)
    config = (ROOT / "corpus" / "veille.yaml").read_text(encoding="utf-8").replace("folder: ", f"folder: {ROOT / 'corpus'}/")
    config += f"\n  - id: synthetic\n    folder: {site}\n    generator: markdown\n    url: https://synthetic.example\n    language: en\n"
    (folder / "veille.yaml").write_text(config, encoding="utf-8")
    (folder / "synonyms.yaml").write_text((ROOT / "corpus" / "synonyms.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    build(folder / "index", "--config", folder / "veille.yaml")
    return folder / "index"
