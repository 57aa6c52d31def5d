"""Reads a page as browsers do (html5lib), strictly, for what tests ask of it."""
import collections
import urllib.parse

import html5lib


class Page:
    """`errors` of its markup, `links` as (address, text), and elements by a path of names and classes."""

    def __init__(self, html):
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root = parser.parse(html)
        self.errors = [(code, place) for place, code, _ in parser.errors]
        ids = collections.Counter(e.get("id") for e in self.root.iter() if e.get("id"))
        self.errors += [("repeated id", one) for one, count in ids.items() if count > 1]
        for e in self.root.iter():
            name = e.tag if isinstance(e.tag, str) else ""
            if name == "style" or (name == "script" and not e.get("src")) or e.get("style") or any(a.startswith("on") for a in e.attrib):
                self.errors.append(("inline", name))

    @property
    def lang(self):
        return self.root.get("lang")

    def all(self, tag, of_class=None, /, **attributes):
        return [e for e in self.root.iter() if is_tag(e, tag) and (of_class is None or of_class in (e.get("class") or "").split())
                and all(e.get(a.replace("_", "-")) == v for a, v in attributes.items())]

    def one(self, tag, of_class=None, /, **attributes):
        found = self.all(tag, of_class, **attributes)
        assert len(found) == 1, (tag, of_class, attributes, len(found))
        return found[0]

    def links(self, within=None):
        root = self.root if within is None else within
        return [(e.get("href"), text(e)) for e in root.iter() if is_tag(e, "a") and e.get("href")]


def is_tag(element, name):
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name


def text(element):
    return " ".join("".join(element.itertext()).split())


def number(words):
    """The first whole number in a text."""
    digits = ""
    for c in words:
        if c.isdigit():
            digits += c
        elif digits and c not in ", .\u00a0\u202f":
            break
    return int(digits)


def parameters(address):
    return urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query)
