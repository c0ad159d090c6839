// Being told of what is new in a notebook that one follows, and choosing how: with and without script.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { Site } from "./harness/site.ts";

const people = '[[people]]\nkey = "ana"\nname = "Ana Roy"\n[[people]]\nkey = "bruno"\nname = "Bruno Côté"\n';
const note =
  "---\nkey: a\ntitle: Écluse\nlanguage: fr\nbyline: [{person: ana}]\nauthors: [ana]\nvisibility: public\n" +
  "published: 2024-10-15T13:20:00Z\nchanged: 2024-10-15T13:20:00Z\n---\n\nUn texte.\n";
const network: Record<string, string> = {
  "network.toml": 'name = "Rives"\noperator = "x"\n[sentences]\nfr = "Des rives."\n',
  "people.toml": people,
  "notes/a.md": note,
};

async function opened(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "sillage-e2e-"));
  try {
    for (const [path, content] of Object.entries(network)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return await Site.start({ demo: "empty" }, { SILLAGE_DEMO_FOLDER: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

for (const [javaScriptEnabled, width] of [[true, 360], [false, 1280]] as const) {
  describe(`notifications, ${javaScriptEnabled ? "with" : "without"} script`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let ana: Page;
    let bruno: Page;
    const somebody = async (name: string): Promise<Page> => {
      const context = await browser.newContext({ locale: "fr-CA", javaScriptEnabled, viewport: { width, height: 800 } });
      const [cookie = "", value = ""] = (await site.cookie(name)).split("=");
      await context.addCookies([{ name: cookie, value, url: site.address.replace("http:", "https:"), secure: true, httpOnly: true, sameSite: "Lax" }]);
      return context.newPage();
    };
    const sound = async (page: Page) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${page.url()} is ${wide} pixels too wide`);
      if (javaScriptEnabled) assert.deepEqual(await faultsOf(page), [], page.url());
    };
    let address = "";

    before(async () => {
      browser = await openBrowser();
      site = await opened();
      ana = await somebody("Ana Roy");
      bruno = await somebody("Bruno Côté");
      await bruno.goto(`${site.address}/recent`);
      await bruno.getByRole("link", { name: "Écluse" }).first().click();
      await bruno.waitForURL(/\/ecluse$/);
      address = bruno.url();
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("are of what is followed, and opened with a button", async () => {
      await ana.goto(`${site.address}/c/-/new`);
      await ana.getByLabel("Titre", { exact: true }).fill("Carnet des rives");
      await ana.getByLabel("Visible de tout le monde, sans compte").check();
      await ana.getByRole("button", { name: "Créer le carnet" }).click();
      await ana.getByRole("heading", { level: 1, name: /Carnet des rives/ }).waitFor();
      await bruno.goto(`${site.address}/me/notifications`);
      await bruno.locator("main .empty").waitFor();
      await sound(bruno);
      await bruno.goto(`${site.address}/notebooks`);
      await bruno.getByRole("link", { name: "Carnet des rives" }).first().click();
      await bruno.getByRole("button", { name: "Suivre", exact: true }).click();
      await bruno.getByRole("button", { name: "Ne plus suivre" }).waitFor();
      await sound(bruno);
      await ana.goto(`${address.replace(/\/ecluse$/, "")}/-/place`);
      await ana.getByLabel("Carnet", { exact: true }).selectOption({ label: "Carnet des rives" });
      await ana.getByRole("button", { name: "Choisir ce carnet" }).click();
      await ana.getByRole("button", { name: "Intégrer à ce carnet" }).click();
      await ana.getByRole("heading", { name: "Elle y est déjà" }).waitFor();
      for (let tries = 0; tries < 50; tries++) {
        await bruno.goto(site.address);
        if ((await bruno.locator("[data-part=told]").getAttribute("data-count")) === "1") break;
        await bruno.waitForTimeout(100);
      }
      await sound(bruno);
      await bruno.getByRole("link", { name: "Avis (1)", exact: true }).click();
      await sound(bruno);
      await bruno.getByRole("button", { name: /^Ouvrir/ }).click();
      await bruno.waitForURL(/\/ecluse$/);
      await bruno.getByRole("link", { name: "Avis", exact: true }).waitFor();
    });

    it("come as one chooses", async () => {
      await bruno.goto(`${site.address}/me/notifications`);
      await bruno.getByRole("link", { name: "Choisir mes avis" }).click();
      await sound(bruno);
      await bruno.getByLabel("Une note est nouvelle dans ce que je suis").first().selectOption("weekly");
      await bruno.getByRole("button", { name: "Enregistrer" }).click();
      await bruno.locator("[role=status]").waitFor();
      assert.equal(await bruno.getByLabel("Une note est nouvelle dans ce que je suis").first().inputValue(), "weekly");
      await bruno.getByRole("button", { name: /^Ne plus suivre/ }).click();
      await bruno.locator("[data-part=follows] .empty").waitFor();
      await sound(bruno);
    });
  });
}
