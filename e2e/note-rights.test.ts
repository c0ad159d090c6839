// The rights of a note: opened in two steps, linked, read by one person more, edited by two; with and without script.

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
const note = (key: string, title: string, who: string, visibility: string) =>
  `---\nkey: ${key}\ntitle: ${title}\nlanguage: fr\nbyline: [{person: ${who}}]\nauthors: [${who}]\nvisibility: ${visibility}\n` +
  "published: 2024-10-15T13:20:00Z\nchanged: 2024-10-15T13:20:00Z\n---\n\nUn texte.\n";
const network: Record<string, string> = {
  "network.toml": 'name = "Rives"\noperator = "x"\n[sentences]\nfr = "Des rives."\n',
  "people.toml": people,
  "notes/a.md": note("a", "Écluse", "ana", "authors"),
  "notes/b.md": note("b", "Digue", "bruno", "public"),
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
  describe(`the rights of a note, ${javaScriptEnabled ? "with" : "without"} script`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let ana: Page;
    let bruno: Page;
    const person = async (name: string): Promise<Page> => {
      const [cookie = "", value = ""] = (await site.cookie(name)).split("=");
      const context = await browser.newContext({ locale: "fr-CA", javaScriptEnabled, viewport: { width, height: 800 } });
      await context.addCookies([{ name: cookie, value, url: site.address.replace("http:", "https:"), secure: true, httpOnly: true, sameSite: "Lax" }]);
      return context.newPage();
    };
    const sound = async (page: Page) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${page.url()} is ${wide} pixels too wide`);
      if (javaScriptEnabled) assert.deepEqual(await faultsOf(page), [], page.url());
    };
    const says = (page: Page, words: string) => page.locator("main").getByText(words).first().waitFor();
    let address = "";

    before(async () => {
      browser = await openBrowser();
      site = await opened();
      await site.admin("community", "add", "tissage", "Tissage");
      await site.admin("member", "add", "tissage", "Ana Roy");
      await site.admin("member", "add", "tissage", "Bruno Côté", "--role", "curator");
      ana = await person("Ana Roy");
      bruno = await person("Bruno Côté");
      await ana.goto(`${site.address}/recent`);
      await ana.getByRole("link", { name: "Écluse" }).first().click();
      await ana.waitForURL(/\/ecluse$/);
      address = ana.url();
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("are for who decides of it, and linking it opens nothing yet", async () => {
      await ana.getByRole("link", { name: "Droits et visibilité" }).click();
      await ana.getByRole("heading", { level: 1, name: "Droits et visibilité" }).waitFor();
      await says(ana, "Visible de vous seulement");
      await sound(ana);
      await ana.getByLabel("Visible des membres de ses communautés").check();
      await ana.getByRole("button", { name: "Changer la visibilité" }).click();
      assert.match(await ana.locator("[role=alert]").innerText(), /Liez d’abord la note à une de vos communautés/);
      await sound(ana);
      await ana.getByLabel("Une de vos communautés").selectOption("Tissage");
      await ana.getByRole("button", { name: "Lier" }).click();
      assert.match(await ana.locator("[role=status]").innerText(), /C’est fait/);
      assert.equal((await bruno.goto(address))?.status(), 404);
    });

    it("are widened in two steps, the second of which says who will read", async () => {
      await ana.getByLabel("Visible des membres de Tissage").check();
      await ana.getByRole("button", { name: "Changer la visibilité" }).click();
      await ana.getByRole("heading", { name: "Qui pourra la lire" }).waitFor();
      await says(ana, "Visible des membres de Tissage");
      await sound(ana);
      assert.equal((await bruno.goto(address))?.status(), 404);
      await ana.getByRole("button", { name: "Oui, l’ouvrir" }).click();
      await ana.locator("[role=status]").waitFor();
      assert.equal((await bruno.goto(address))?.status(), 200);
      assert.equal(await bruno.getByRole("link", { name: "Droits et visibilité" }).count(), 0);
      await sound(bruno);
    });

    it("let a curator of the community take it out, from the page of the note", async () => {
      await bruno.getByRole("button", { name: "Détacher de Tissage" }).click();
      await bruno.waitForURL(`${site.address}/`);
      assert.equal((await bruno.goto(address))?.status(), 404);
    });

    it("invite somebody, who accepts", async () => {
      await ana.goto(`${address.replace(/\/ecluse$/, "")}/-/rights`);
      await ana.getByLabel("Nom d’une autre personne").fill("Nadie");
      await ana.getByRole("button", { name: "L’inviter" }).click();
      assert.match(await ana.locator("[role=alert]").innerText(), /Vous ne voyez ici personne de ce nom/);
      assert.equal(await ana.getByLabel("Nom d’une autre personne").inputValue(), "Nadie");
      await sound(ana);
      await ana.getByLabel("Nom d’une autre personne").fill("Bruno Côté");
      await ana.getByRole("button", { name: "L’inviter" }).click();
      await says(ana, "Invitation sans réponse");
      await sound(ana);
      await bruno.goto(ana.url());
      await sound(bruno);
      await bruno.getByRole("button", { name: "Accepter" }).click();
      await bruno.getByRole("heading", { name: "Personnes qui peuvent la modifier" }).waitFor();
      assert.equal((await bruno.goto(address))?.status(), 200);
      await ana.reload();
      await ana.getByRole("link", { name: "Ne plus modifier cette note" }).click();
      await says(ana, "Votre signature reste");
      await sound(ana);
      await ana.getByRole("link", { name: "Laisser comme c’est" }).click();
      await ana.getByRole("heading", { name: "Communautés liées" }).waitFor();
    });
  });
}
