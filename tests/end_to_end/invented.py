"""Posts of invented words, for tests that need many."""

WORDS = "hospital housing école données budget Daten Häuser design review service équipe portal open étranger".split()


def post(rng, number, key=None):
    language = rng.choice(["en", "fr", "de"])
    lines = ["---", f"title: '{' '.join(rng.sample(WORDS, 3))} {number}'", f"lang: {language}", f"date: 20{rng.randrange(10, 26)}-03-0{rng.randrange(1, 10)}",
             f"tags: [{', '.join(rng.sample(['Data', 'Ouverture', 'Wohnen', 'Tests'], 2))}]", f"country: {rng.choice(['CA', 'FR', 'DE'])}"]
    if key:
        lines.append(f"ref: {key}")
    return "\n".join([*lines, "---", "", " ".join(rng.choices(WORDS, k=60)) + f" only{number}.", ""])
