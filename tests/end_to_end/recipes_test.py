"""What the README gives to copy, done as it says: only addresses and folders are others."""
import http.client
import os
import re
import subprocess
import unittest

import yaml

from programs import INDEXER, ROOT, SEARCHD, Folder, Searchd, build
from proxies import PROGRAMS, README, Proxied, block, blocks


def git(folder, *words):
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True, timeout=60,
                          env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null"}).stdout


class Proxies(Proxied):
    def setUp(self):
        super().setUp()
        build(self.path / "index", "--config", ROOT / "corpus" / "veille.yaml")

    def check(self, prefix=""):
        status, headers, body = self.ask(prefix + "/search?q=public&hl=en", Accept_Encoding="br")
        self.assertEqual((status, headers["Content-Encoding"]), (200, "br"))
        self.assertEqual(self.ask(prefix + "/search?q=public&hl=en", Accept_Encoding="br", If_None_Match=headers["ETag"])[0], 304)
        status, _, page = self.ask(prefix + "/?hl=en")
        self.assertEqual(status, 200)
        for address in re.findall(r'(?:href|src)="(/[^"]*assets[^"]*)"', page.decode()):
            self.assertEqual(self.ask(address)[0], 200, address)
        status, _, rows = self.ask(prefix + "/api/v1/search.csv")
        self.assertEqual((status, rows.count(b"\r\n")), (200, 39))

    def nginx_before(self, site, server):
        self.nginx(site.replace("127.0.0.1:8080", f"127.0.0.1:{server.port}"))

    def test_nginx(self):
        self.nginx_before(block("nginx", "upstream"), self.start_searchd("https://search.example.org"))
        self.check()

    def test_nginx_below_a_path(self):
        self.assertIn("`location /find/ { proxy_pass http://veille/; … }`", README)
        site = block("nginx", "upstream").replace("location / {", "location /find/ {").replace("http://veille;", "http://veille/;")
        self.nginx_before(site, self.start_searchd("https://www.example.org/find"))
        self.check("/find")

    def caddy(self, site, server):
        host, rest = site.split("{", 1)
        rest = rest.replace("127.0.0.1:8080", f"127.0.0.1:{server.port}")
        # A certificate is what only the real machine can get.
        (self.path / "Caddyfile").write_text(f"{{\n  admin off\n}}\nhttp://{host.strip()} {{\n  bind unix/{self.path}/socket\n{rest}")
        self.start_proxy(PROGRAMS["caddy"], "run", "--config", self.path / "Caddyfile", "--adapter", "caddyfile")

    def test_caddy(self):
        self.caddy(block("caddyfile", "search.example.org"), self.start_searchd("https://search.example.org"))
        self.check()

    def test_caddy_below_a_path(self):
        site = block("caddyfile", "handle_path").replace("www.example.org", "search.example.org")
        self.caddy(site, self.start_searchd("https://www.example.org/find"))
        self.check("/find")


class Updates(unittest.TestCase):
    def setUp(self):
        folder = Folder()
        self.path = folder.__enter__()
        self.addCleanup(folder.__exit__)

    def here(self, recipe):
        return recipe.replace("/usr/local/bin/veille-indexer", str(INDEXER)).replace("/srv/veille", str(self.path))

    def write_post(self, folder, title):
        (folder / f"{title}.md").write_text(f"---\ntitle: {title}\ndate: 2024-01-02\n---\n\nA text about {title} and what came of it.\n")

    def test_a_hook_publishes_what_is_pushed(self):
        git(self.path, "init", "--bare", "blog.git")
        hook = self.path / "blog.git" / "hooks" / "post-receive"
        hook.write_text(self.here(block("sh", "--work-tree")))
        hook.chmod(0o755)
        git(self.path, "init", "work")
        for count, title in enumerate(("meadows", "rivers"), 1):
            self.write_post(self.path / "work", title)
            git(self.path / "work", "add", ".")
            git(self.path / "work", "commit", "-m", title)
            git(self.path / "work", "push", str(self.path / "blog.git"), "HEAD:main")
            with Searchd(self.path / "index") as server:
                self.assertEqual(server.search("")["total"]["works"], count)
                self.assertEqual(server.search(title)["total"]["works"], 1)

    def test_the_command_of_a_key_pulls_and_builds(self):
        command = re.search(r'^restrict,command="(.*)" ssh-ed25519', README, re.M).group(1)
        git(self.path, "init", "origin")
        self.write_post(self.path / "origin", "meadows")
        git(self.path / "origin", "add", ".")
        git(self.path / "origin", "commit", "-m", "one")
        git(self.path, "clone", str(self.path / "origin"), "blog")
        self.write_post(self.path / "origin", "rivers")
        git(self.path / "origin", "add", ".")
        git(self.path / "origin", "commit", "-m", "two")
        done = subprocess.run(["sh", "-c", self.here(command).replace("veille-indexer build", f"{INDEXER} build")], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        with Searchd(self.path / "index") as server:
            self.assertEqual(server.search("")["total"]["works"], 2)

    def test_jobs_are_what_their_services_read(self):
        action, = (yaml.safe_load(one) for one in blocks("yaml", "runs-on"))
        # YAML 1.1 takes the key "on" for a truth value.
        self.assertEqual(action.get("on", action.get(True)), {"push": {"branches": ["main"]}})
        step, = action["jobs"]["index"]["steps"]
        job, = (yaml.safe_load(one) for one in blocks("yaml", "image: debian"))
        for script in (step["run"], "\n".join(job["search"]["script"])):
            self.assertEqual(subprocess.run(["sh", "-n"], input=script, text=True, capture_output=True, timeout=20).returncode, 0)
            self.assertIn("veille@search.example.org", script)

    def test_a_copy_answers_the_same(self):
        build(self.path / "index", "--config", ROOT / "corpus" / "veille.yaml")
        (self.path / "copy").mkdir()
        recipe = block("sh", "rsync").replace("search2.example.org:/srv/veille/index", str(self.path / "copy"))
        subprocess.run(["sh", "-ec", recipe], cwd=self.path, check=True, timeout=60)
        with Searchd(self.path / "index") as one, Searchd(self.path / "copy") as other:
            self.assertEqual(one.search("public"), other.search("public"))

    def test_the_file_of_options_is_read(self):
        build(self.path / "index", "--config", ROOT / "corpus" / "veille.yaml")
        (self.path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
        file = self.path / "searchd.toml"
        file.write_text(self.here(block("toml", "public-url")).replace("127.0.0.1:8080", "127.0.0.1:0"))
        process = subprocess.Popen([SEARCHD, "--config", file], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            port = int(process.stdout.readline().rsplit(":", 1)[1])
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", "/?hl=en")
            body = connection.getresponse().read().decode()
            self.assertIn("<title>Search our programmes</title>", body)
            connection.close()
        finally:
            process.terminate()
            process.wait(20)
            process.stdout.close()


if __name__ == "__main__":
    unittest.main()
