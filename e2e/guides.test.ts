// The guides: their pictures can be taken from the program as it is, and each picture that a guide shows is there.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { describe, it } from "node:test";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { takePictures } from "./harness/guides.ts";

const root = resolve(import.meta.dirname ?? ".", "../..");
const images = join(root, "docs/images");
const guides = ["README.md", "LISEZMOI.md", ...["fr", "en"].flatMap((language) => readdirSync(join(root, "docs", language)).map((name) => `docs/${language}/${name}`))];

/** What guides show: the path of each picture under `docs/images`, and the words for who does not see it. */
const shown = guides.flatMap((guide) =>
  [...readFileSync(join(root, guide), "utf8").matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, words = "", path = ""]) => ({
    guide,
    words,
    path: relative(images, resolve(root, dirname(guide), path)),
  })),
);

describe("the guides", () => {
  it("show pictures that are there, of their language, told in words, and light enough to be kept", () => {
    assert.ok(shown.length > 20);
    let bytes = 0;
    for (const { guide, words, path } of shown) {
      assert.ok(existsSync(join(images, path)), `${guide}: ${path} is absent`);
      assert.ok(words.length > 30, `${guide}: ${path} is told in few words: ${words}`);
      const language = /^docs\/(fr|en)\//.exec(guide)?.[1];
      if (language) assert.ok(path.startsWith(`${language}/`), `${guide} shows ${path}`);
      bytes += statSync(join(images, path)).size;
    }
    assert.ok(bytes < 1_200_000, `${bytes} bytes`);
  });

  it("lead to guides and places that exist", () => {
    for (const guide of guides) {
      const text = readFileSync(join(root, guide), "utf8").replace(/```[\s\S]*?```|`[^`]*`/g, "");
      for (const [, path = ""] of text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
        assert.ok(existsSync(resolve(root, dirname(guide), path)), `${guide}: ${path} is absent`);
      }
    }
  });

  it("can have each of their pictures taken again, and no other is taken", { skip: withoutChromium }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "sillage-e2e-"));
    const browser = await openBrowser();
    try {
      const taken = await takePictures(browser, folder);
      assert.deepEqual(taken.toSorted(), [...new Set(shown.map(({ path }) => path))].toSorted());
      for (const path of taken) assert.ok(statSync(join(folder, path)).size > 3_000, `${path} shows nothing`);
    } finally {
      await browser.close();
      await rm(folder, { recursive: true });
    }
  });
});
