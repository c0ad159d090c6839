// The script that follows links: it finds what it should, on folders made to be broken and on those that others wrote.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { follow } from "./follow/follow.ts";
import { Folder } from "./follow/meanings.ts";
import { jardin, handbook } from "./harness/garden.ts";
import { corpus, withoutCorpus } from "./harness/payloads.ts";
import { Site } from "./harness/site.ts";

let site: Site;
before(async () => {
  site = await Site.start();
});
after(async () => site?.stop());

describe("the reader of sources", () => {
  it("knows what a link means, as the programs that such folders come from do", async () => {
    const root = await site.write("lecture", {
      "a.md": [
        "---\naliases: [Autre nom]\n---\n# Titre d’a\n\n## Où?",
        "[1](b.md) [2](b) [3](b.html#une-partie) [4](dossier/) [5](/dossier/c.md) [6](absent.md) [7](https://e.org) [8](#où)",
        "![9](i.png) <img src='i.png'> [[b]] [[Titre de b|mots]] [[autre nom#Où?]] ![[b]] [[nulle part]]",
        "[[d]]\n\n`[code](b.md)` <!-- [commentaire](b.md) -->\n\n    [bloc](b.md)\n\n[d]: dossier/c.md",
      ].join("\n\n"),
      "b.md": "# Titre de b\n\n## Une partie\n",
      "dossier/README.md": "# Dossier\n",
      "dossier/c.md": "# C\n\n[haut](../a.md#où) [climbs](../../etc/passwd)\n",
      "i.png": "",
    });
    const folder = new Folder(root);
    const meanings = (path: string) =>
      folder.notes.get(path)?.links.map((link) => {
        const meaning = folder.meaning(link);
        return meaning.what === "file" ? meaning.paths.join() + (meaning.place?.known ? "#" : "") : meaning.what;
      });
    assert.deepEqual(meanings("a.md"), [
      ...["b.md", "b.md", "b.md#", "dossier/README.md", "dossier/c.md", "nothing", "elsewhere", "a.md#"],
      ...["i.png", "i.png", "b.md", "b.md", "a.md#", "b.md", "nothing"],
      "dossier/c.md",
    ]);
    assert.deepEqual(meanings("dossier/c.md"), ["a.md#", "nothing"]);
  });
});

describe("every link of an imported notebook", () => {
  it("leads somewhere, and each link of the folder is there", async () => {
    for (const [name, files] of Object.entries({ jardin: jardin(new Uint8Array()), handbook })) {
      const root = await site.write(name, { ...files, "films/film.webm": "x" });
      const report = await site.import(root, name);
      const outcome = await follow(site.address, report.notebook.address, root, report);
      assert.deepEqual(outcome.dead, [], name);
      assert.deepEqual(outcome.broken_by_us, [], name);
      assert.equal(outcome.notes, report.files.filter((file) => file.note && !file.path.includes("brouillon")).length, name);
      assert.equal(outcome.written.reached, name === "jardin" ? 40 : 3, name);
    }
  });

  it("is missed where the page lost it, so that this can fail", async () => {
    const root = await site.write("avant", { "a.md": "# A\n\n[b](b.md) [b](b.md#partie)\n", "b.md": "# B\n\n## Partie\n" });
    const report = await site.import(root, "avant");
    await site.write("avant", { "a.md": "# A\n\n[b](b.md) [b](b.md#partie) [b](b.md)\n\n[c](b.md#autre) ![i](i.png)\n", "i.png": "x" });
    const outcome = await follow(site.address, report.notebook.address, root, report);
    assert.deepEqual(
      outcome.broken_by_us.map(({ path, line, text }) => [path, line, text]),
      [
        ["a.md", 3, "b.md"],
        ["a.md", 5, "b.md#autre"],
        ["a.md", 5, "i.png"],
      ],
    );
  });
});

const floors = { "guides-etalab": { links: 42, images: 37 }, "rust-book": { links: 112, images: 0 }, "foam-docs": { links: 210, images: 0 }, "logseq-docs": { links: 1055, images: 0 } };

for (const [name, floor] of Object.entries(floors)) {
  describe(`every link of ${name}`, { skip: withoutCorpus(name) }, () => {
    it("leads somewhere, and none is broken by us", async () => {
      const report = await site.import(corpus(name), name);
      const outcome = await follow(site.address, report.notebook.address, corpus(name), report);
      const { reached, images } = outcome.written;
      console.log(`${name}: ${outcome.followed} followed, ${reached} reached, ${images} images, ${outcome.written.broken_in_source} broken in the source`);
      assert.deepEqual(outcome.dead, []);
      assert.deepEqual(outcome.broken_by_us, []);
      assert.ok(reached - images >= floor.links, `${reached - images} links`);
      assert.ok(images >= floor.images, `${images} images`);
    });
  });
}
