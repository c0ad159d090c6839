// To which organisations a person is attached: said, corrected where it cannot be used, ended, taken back; with and without script.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { setUp } from "./harness/first.ts";
import { Site } from "./harness/site.ts";

/** A network of three organisations, two of which have one name. */
const network = (): Record<string, string> => {
  const files: Record<string, string> = {
    "network.toml": 'name = "Rives"\noperator = "x"\n[sentences]\nfr = "Des rives."\n',
    "people.toml": '[[people]]\nkey = "ana"\nname = "Ana Roy"\n',
  };
  for (const [key, title, town] of [
    ["a", "Entraide", "Gaspé"],
    ["b", "Entraide", "Percé"],
    ["c", "Écluse", "Matane"],
  ] as const) {
    files[`organisations/${key}.md`] =
      `---\nkey: ${key}\ntitle: ${title}\nlanguage: fr\nform: coopérative\nsummary: Une organisation de ${town}\n` +
      `places: [{town: ${town}, region: Gaspésie, precision: municipality}]\nstate: active\nbyline: [{person: ana}]\nauthors: [ana]\n` +
      "published: 2024-10-15T13:20:00Z\nchanged: 2024-10-15T13:20:00Z\n---\n\nUn texte.\n";
  }
  return files;
};

async function opened(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "sillage-e2e-"));
  try {
    for (const [path, content] of Object.entries(network())) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return await Site.start({ demo: "empty" }, { SILLAGE_DEMO_FOLDER: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

for (const javaScriptEnabled of [true, false]) {
  describe(`affiliations, ${javaScriptEnabled ? "with" : "without"} script`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let claire: Page;
    /** At both widths. */
    const sound = async (page: Page) => {
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${page.url()} is ${wide} pixels too wide for ${width}`);
        if (javaScriptEnabled) assert.deepEqual(await faultsOf(page), [], `${page.url()}, ${width}`);
      }
    };
    const lines = () => claire.locator("[data-part=affiliations] li").allInnerTexts();

    before(async () => {
      browser = await openBrowser();
      site = await opened();
      claire = await (await browser.newContext({ locale: "fr-CA", javaScriptEnabled })).newPage();
      await setUp(claire, site);
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("are said in a form that keeps what was typed, and that asks which where several have one name", async () => {
      await claire.getByRole("link", { name: "Claire Bélanger" }).click();
      await claire.getByRole("link", { name: "Rattachements" }).click();
      assert.equal(await claire.getByRole("heading", { level: 1 }).innerText(), "Rattachements");
      assert.match(await claire.locator("main").innerText(), /vous seulement les voyez[\s\S]*Vous n’avez dit aucun rattachement/);
      const proposed = await claire.locator("datalist option").evaluateAll((all) => all.map((one) => one.getAttribute("value")));
      assert.deepEqual(proposed, ["Écluse", "Entraide"]);
      await sound(claire);
      await claire.getByLabel("Organisation d’attache").fill("Ailleurs");
      await claire.getByLabel("À quel titre").selectOption("Bénévolat");
      await claire.getByLabel("Premier jour").fill("2024-05-01");
      await claire.getByLabel("Dernier jour").fill("2024-04-01");
      await claire.getByRole("button", { name: "Ajouter" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /aucune organisation de ce nom[\s\S]*C’est avant le premier jour/);
      assert.equal(await claire.getByLabel("Organisation d’attache").inputValue(), "Ailleurs");
      assert.equal(await claire.getByLabel("Premier jour").inputValue(), "2024-05-01");
      await sound(claire);
      await claire.getByLabel("Organisation d’attache").fill("entraide");
      await claire.getByLabel("Dernier jour").fill("");
      await claire.getByRole("button", { name: "Ajouter" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /Plusieurs organisations portent ce nom/);
      await sound(claire);
      await claire.getByLabel("Entraide · Percé, Gaspésie").check();
      await claire.getByRole("button", { name: "Ajouter" }).click();
      assert.match(await claire.locator("[role=status]").innerText(), /Le rattachement est ajouté\. Vous seulement le voyez\./);
      assert.match((await lines()).join("\n"), /^Entraide\s+Bénévolat · À partir du 1er mai 2024\s/);
      await sound(claire);
    });

    it("are ended, the current ones first, and taken back", async () => {
      await claire.getByLabel("Organisation d’attache").fill("Écluse");
      await claire.getByRole("button", { name: "Ajouter" }).click();
      await claire.getByRole("link", { name: /^Changer.*Écluse/ }).click();
      await sound(claire);
      // The switch of language stays on the form.
      await claire.getByRole("link", { name: "English" }).click();
      await claire.getByRole("link", { name: "Français" }).click();
      assert.match(await claire.getByRole("heading", { level: 2 }).first().innerText(), /^Changer\s: Écluse \(Emploi\)$/);
      await claire.getByLabel("Dernier jour").fill("2020-06-30");
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      const both = await lines();
      assert.match(both[0] ?? "", /^Entraide/);
      assert.match(both[1] ?? "", /^Écluse\s+Emploi · Jusqu’au 30 juin 2020/);
      await claire.getByRole("button", { name: /^Retirer.*Écluse/ }).click();
      assert.equal(await claire.locator("[role=status]").innerText(), "Le rattachement est retiré.");
      assert.equal((await lines()).length, 1);
      await sound(claire);
    });

    it("are told to nobody: the page of their organisation is the same", async () => {
      const visitor = await (await browser.newContext({ locale: "fr-CA", javaScriptEnabled })).newPage();
      await visitor.goto(`${site.address}/organisations`);
      await visitor.getByRole("link", { name: "Entraide" }).last().click();
      assert.doesNotMatch(await visitor.locator("main").innerText(), /Claire|Bénévolat/);
      await visitor.goto(`${site.address}/me/affiliations`);
      assert.match(visitor.url(), /\/sign-in\?to=%2Fme%2Faffiliations$/);
    });
  });
}
