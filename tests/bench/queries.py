"""The queries that `scripts/bench search` asks, chosen by how many publications of the index match."""
import dataclasses
import math
import random
import urllib.parse

COUNTRIES = ("FR", "DE", "IT", "ES", "GB", "US", "CA", "AU", "NZ", "IE", "BE", "PT", "NL", "LU", "CH")
LANGUAGES = ("en", "fr", "de", "it", "es", "nl")


@dataclasses.dataclass(frozen=True)
class Asked:
    """One query. Places are "word W", "prefix W" or "phrase W" (one word of a phrase)."""
    places: tuple = ()
    joined_by: str = "all"
    selected: tuple = ()  # pairs of a facet and a value

    def text(self):
        words = [place.split()[1] for place in self.places]
        if self.joined_by == "phrase":
            return '"' + " ".join(words) + '"'
        return (" OR " if self.joined_by == "any" else " ").join(words)

    def target(self, *more):
        """What veille-searchd is asked; `more` are further parameters."""
        pairs = [("q", self.text())] if self.places else []
        if any(place.startswith("prefix ") for place in self.places):
            pairs.append(("typing", "1"))
        return "/api/v1/search?" + urllib.parse.urlencode([*pairs, *self.selected, *more])

    def line(self, terms, kind="answer"):
        """What the other engines are asked."""
        fields = [kind, self.joined_by]
        for place in self.places:
            fields.append(("W " if place.startswith("word ") else "S ") + terms.expand(place)[1])
        fields += [f"F {facet} {value}" for facet, value in self.selected]
        return "\t".join(fields)


@dataclasses.dataclass(frozen=True)
class Class:
    name: str
    queries: list
    phrase: bool = False


def words_near(terms, total, share, count):
    """`count` words of which each matches about `share` of all publications, in any form."""
    wanted = share * total
    around = [word for word, documents in terms.frequencies.items() if 0.2 * wanted <= documents <= 1.2 * wanted]
    around = random.Random(1).sample(sorted(around), min(len(around), 100))
    far = {word: abs(math.log(terms.expand("word " + word)[0] / wanted)) for word in around}
    return sorted(far, key=lambda word: (far[word], word))[:count]


def words_between(terms, total, least, most, count):
    """`count` words of which each matches between two shares of all publications, evenly taken from them."""
    fitting = []
    for word, documents in sorted(terms.frequencies.items(), key=lambda pair: (-pair[1], pair[0])):
        if documents < 0.5 * least * total:
            break
        if least * total <= terms.expand("word " + word)[0] <= most * total:
            fitting.append(word)
    step = max(1, len(fitting) / count)
    return [fitting[int(i * step)] for i in range(min(count, len(fitting)))]


def asked(kind, words, **rest):
    return Asked(tuple(f"{kind} {word}" for word in words), **rest)


def prefixes(terms, total, count):
    """The first three letters of words; in any of their forms they match a part of all publications, not nearly all."""
    frequent = [word for word, documents in terms.frequencies.items() if 0.002 * total <= documents <= 0.05 * total]
    found = dict.fromkeys(word[:3] for word in random.Random(4).sample(sorted(frequent), min(len(frequent), 4 * count)))
    return [prefix for prefix in found if 0.02 * total <= terms.expand("prefix " + prefix)[0] <= 0.5 * total][:count]


def classes(terms, total, count):
    """`count` queries of every class, or as many as there are words for."""
    rng = random.Random(2)
    common = words_between(terms, total, 0.3, 0.95, count)
    tenths = words_near(terms, total, 0.1, count)
    some = words_between(terms, total, 0.05, 0.15, 3 * count)
    rng.shuffle(some)
    threes = [some[i:i + 3] for i in range(0, len(some) - 2, 3)]
    forms = sorted(word for word, documents in terms.frequencies.items() if documents >= 0.3 * total)
    pairs = dict.fromkeys(tuple(rng.sample(forms, 2)) for _ in range(count))
    everywhere = words_between(terms, total, 0.93, 1, 5)
    both = [(("country", COUNTRIES[i % 15]), ("language", LANGUAGES[i % 6])) for i in range(count)]
    return [
        Class("one word in 97 %", [asked("word", [word]) for word in everywhere]),
        Class("one word in 10 %", [asked("word", [word]) for word in tenths]),
        Class("one word in 0.5 %", [asked("word", [word]) for word in words_near(terms, total, 0.005, count)]),
        Class("two words", [asked("word", pair) for pair in zip(common, tenths)]),
        Class("one of three words", [asked("word", three, joined_by="any") for three in threes]),
        Class("phrase of two common words", [asked("phrase", pair, joined_by="phrase") for pair in pairs], phrase=True),
        Class("beginning of a word", [asked("prefix", [prefix]) for prefix in prefixes(terms, total, count)]),
        Class("one facet, no words", [Asked(selected=(("tag", f"topic {7 * i}"),)) for i in range(count)]),
        Class("a word and two facets", [asked("word", [word], selected=pair) for word, pair in zip(common, both)]),
    ]


def warming(terms, total, count):
    """Queries of every shape with words that no class uses."""
    words = words_between(terms, total, 0.015, 0.04, 60)
    rng = random.Random(3)
    out = []
    for i in range(count):
        one, two, three = rng.sample(words, 3)
        selected = (("country", COUNTRIES[-1 - i % 3]), ("year", str(2010 + i % 10)))
        out.append([
            asked("word", [one]),
            asked("word", [one, two]),
            asked("word", [one, two, three], joined_by="any"),
            asked("phrase", [one, two], joined_by="phrase"),
            asked("prefix", [one[:5]]),
            Asked(selected=selected),
            asked("word", [one], selected=selected),
        ][i % 7])
    return out
