"""Reads an Atom feed from standard input by feedparser, and prints what it finds in it as JSON. Run by Debian's own Python, which has it."""
import json
import sys

import feedparser

feed = feedparser.parse(sys.stdin.buffer.read())
json.dump({
    "bozo": bool(feed.bozo), "version": feed.version, "title": feed.feed.get("title"), "id": feed.feed.get("id"),
    "updated": feed.feed.get("updated_parsed"),
    "entries": [{"id": e.get("id"), "title": e.get("title"), "link": e.get("link"), "updated": e.get("updated_parsed"),
                 "published": e.get("published"), "authors": [a.get("name") for a in e.get("authors", [])],
                 "tags": [t.term for t in e.get("tags", [])]} for e in feed.entries],
}, sys.stdout)
