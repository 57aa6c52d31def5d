"""Posts of invented words, for tests that need many."""
import json
import random

WORDS = "hospital housing école données budget Daten Häuser design review service équipe portal open étranger".split()


def post(rng, number, key=None):
    language = rng.choice(["en", "fr", "de"])
    lines = ["---", f"title: '{' '.join(rng.sample(WORDS, 3))} {number}'", f"lang: {language}", f"date: 20{rng.randrange(10, 26)}-03-0{rng.randrange(1, 10)}",
             f"tags: [{', '.join(rng.sample(['Data', 'Ouverture', 'Wohnen', 'Tests'], 2))}]", f"country: {rng.choice(['CA', 'FR', 'DE'])}"]
    if key:
        lines.append(f"ref: {key}")
    return "\n".join([*lines, "---", "", " ".join(rng.choices(WORDS, k=60)) + f" only{number}.", ""])


TAGS = ["Open Data", "Données ouvertes", "Accessibilità", "'=SUM(A1)'", "'@name'", "'-1'", "'say \"hi\", twice'", "Étude d'impact", "e-Government"]
TAGS += [f"Topic {n}" for n in range(25)]
AUTHORS = ["Ada Lovelace", "Émilie du Châtelet", "Zoë O'Hara", "Łukasz", "王小明"]
ABOUT = ["The ministry of Canada and other teams in Canada met again in Canada.", "Das Team aus Italien hat Italien besucht.", "La France et la France encore."]


def counted_site(folder, count):
    """Writes a site for counting facets and returns its configuration: some of everything, and some of everything missing."""
    rng = random.Random(4)
    folder.mkdir(parents=True)
    for number in range(count):
        lines = ["---", f"title: '{' '.join(rng.sample(WORDS, 3))} {number}'", f"lang: {rng.choice(['en', 'fr', 'de', 'it'])}"]
        if number % 9:
            lines.append(f"date: {rng.choice([2012, 2013, 2015, 2019, 2019, 2020])}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}")
        elif number == 9:
            lines.append("date: 1019-03-04")
        if number % 7:
            lines.append(f"tags: [{', '.join(rng.sample(TAGS, rng.randrange(1, 5)))}]")
        if number % 3:
            lines.append(f"authors: [{', '.join(json.dumps(a) for a in rng.sample(AUTHORS, rng.randrange(1, 3)))}]")
        if number % 4:
            lines.append(f"countries: [{', '.join(rng.sample(['CA', 'FR', 'DE', 'IT', 'GB', 'AU'], rng.randrange(1, 4)))}]")
        if number % 2:
            lines.append(f"ref: key-{number // 6}")
        about = rng.choice(ABOUT) if rng.random() < 0.4 else ""
        text = " ".join(rng.choices(WORDS, k=40)) + f" only{number}. {about}"
        (folder / f"{number:04}.md").write_text("\n".join([*lines, "---", "", text, ""]), encoding="utf-8")
    config = folder.parent / "veille.yaml"
    config.write_text(f"sources:\n  - id: invented\n    folder: {folder.name}\n    url: https://invented.example\n    country: FR\n", encoding="utf-8")
    return config
