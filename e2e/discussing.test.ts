// Talking about a note in a community, and announcing it to its members: with and without script.

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
  describe(`talking about a note, ${javaScriptEnabled ? "with" : "without"} script`, { skip: withoutChromium }, () => {
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
      await site.admin("community", "add", "tissage", "Tissage");
      await site.admin("member", "add", "tissage", "Ana Roy");
      await site.admin("member", "add", "tissage", "Bruno Côté", "--role", "facilitator");
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

    it("begins in a community of theirs, and stands under the note", async () => {
      await ana.goto(address);
      await ana.getByText("En parler dans une autre de vos communautés").click();
      await sound(ana);
      await ana.locator("[data-part=elsewhere]").getByRole("link", { name: "Tissage" }).click();
      await sound(ana);
      await ana.getByLabel("Votre message", { exact: true }).fill("Voir **ceci**.");
      await ana.getByRole("button", { name: "Publier le message" }).click();
      await ana.locator("[role=status]").waitFor();
      await sound(ana);
      await bruno.goto(address);
      await bruno.locator("[data-part=said]").getByText("ceci").waitFor();
      await sound(bruno);
    });

    it("is edited and withdrawn by who wrote it, and hidden with a reason", async () => {
      await bruno.getByRole("link", { name: "Masquer le message 1" }).click();
      await bruno.getByLabel("Pourquoi", { exact: true }).fill("Hors sujet.");
      await sound(bruno);
      await bruno.getByRole("button", { name: "Masquer ce message" }).click();
      await bruno.getByText("Message masqué par l’animation").waitFor();
      await sound(bruno);
      await bruno.getByRole("button", { name: "Montrer de nouveau le message 1" }).click();
      await bruno.locator("[role=status]").waitFor();
      await ana.goto(address);
      await ana.getByRole("link", { name: "Modifier le message 1" }).click();
      await ana.getByLabel("Votre message", { exact: true }).fill("Voir cela.");
      await sound(ana);
      await ana.getByRole("button", { name: "Enregistrer le message" }).click();
      await ana.getByText(/modifié le/).waitFor();
      await ana.getByRole("link", { name: "Retirer le message 1" }).click();
      await sound(ana);
      await ana.getByRole("button", { name: "Retirer ce message" }).click();
      await ana.getByText("Message retiré").waitFor();
      await sound(ana);
    });

    it("names somebody, who finds it among what they are told", async () => {
      await ana.getByLabel("Votre message", { exact: true }).fill("Qu’en dis-tu, @Bruno Côté?");
      await ana.getByRole("button", { name: "Publier le message" }).click();
      await ana.locator("[role=status]").waitFor();
      for (let tries = 0; tries < 50; tries++) {
        await bruno.goto(site.address);
        if ((await bruno.locator("[data-part=told]").getAttribute("data-count")) === "1") break;
        await bruno.waitForTimeout(100);
      }
      await bruno.getByRole("link", { name: "Avis (1)", exact: true }).click();
      const told = bruno.locator("[data-part=notifications] > li[data-unread]");
      assert.match(await told.innerText(), /Écluse[\s\S]*Quelqu’un vous nomme dans la conversation de Tissage/);
      await sound(bruno);
      await told.getByRole("button", { name: "Ouvrir : Écluse" }).click();
      await bruno.locator("[data-part=said]").getByText("@Bruno Côté").waitFor();
      await bruno.goto(`${site.address}/me/notifications`);
      assert.equal(await bruno.locator("[data-part=notifications] > li").count(), 1);
      assert.equal(await told.count(), 0, "it is read once it is opened");
      await ana.goto(`${site.address}/me/notifications`);
      assert.equal(await ana.locator("[data-part=notifications]").getByText("vous nomme").count(), 0);
    });
  });
}
