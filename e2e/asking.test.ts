// Asking to edit a note and being answered; writing to its authors and going on through the letters: with and without script.

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
  describe(`asking and writing, ${javaScriptEnabled ? "with" : "without"} script`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let ana: Page;
    let bruno: Page;
    let visitor: Page;
    const somebody = async (name?: string): Promise<Page> => {
      const context = await browser.newContext({ locale: "fr-CA", javaScriptEnabled, viewport: { width, height: 800 } });
      if (name) {
        const [cookie = "", value = ""] = (await site.cookie(name)).split("=");
        await context.addCookies([{ name: cookie, value, url: site.address.replace("http:", "https:"), secure: true, httpOnly: true, sameSite: "Lax" }]);
      }
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
      ana = await somebody("Ana Roy");
      bruno = await somebody("Bruno Côté");
      visitor = await somebody();
      await bruno.goto(`${site.address}/recent`);
      await bruno.getByRole("link", { name: "Écluse" }).first().click();
      await bruno.waitForURL(/\/ecluse$/);
      address = bruno.url();
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("asks to edit, says what is amiss, and waits", async () => {
      await bruno.getByRole("link", { name: "Demander à modifier cette note" }).click();
      await bruno.getByRole("heading", { level: 1, name: "Demander à modifier cette note" }).waitFor();
      await sound(bruno);
      await bruno.getByLabel("Pourquoi voulez-vous la modifier?").fill("a".repeat(2001));
      await bruno.getByRole("button", { name: "Envoyer la demande" }).click();
      await bruno.locator("[role=alert]").waitFor();
      await sound(bruno);
      await bruno.getByLabel("Pourquoi voulez-vous la modifier?").fill("Je la connais.");
      await bruno.getByRole("button", { name: "Envoyer la demande" }).click();
      await bruno.getByRole("heading", { name: "Demande envoyée" }).waitFor();
      await sound(bruno);
    });

    it("is answered without saying by whom", async () => {
      await ana.goto(address);
      await ana.getByRole("link", { name: "1 demande pour la modifier" }).click();
      await says(ana, "Je la connais.");
      await sound(ana);
      await ana.getByRole("button", { name: "Non", exact: true }).click();
      await ana.locator("[role=alert]").waitFor();
      await sound(ana);
      await ana.getByLabel("Votre réponse (nécessaire pour un non)").fill("Pas encore.");
      await ana.getByRole("button", { name: "Non", exact: true }).click();
      await ana.locator("[role=status]").waitFor();
      await bruno.reload();
      await says(bruno, "Pas encore.");
      assert.equal(await bruno.locator("main").getByText("Ana Roy").count(), 0);
      await sound(bruno);
    });

    it("takes the message of a visitor, whose address a letter confirms first", async () => {
      await visitor.goto(address);
      await visitor.getByRole("link", { name: "Écrire à Ana Roy" }).click();
      await visitor.getByRole("heading", { level: 1, name: "Écrire à Ana Roy" }).waitFor();
      await sound(visitor);
      await visitor.getByLabel("Votre nom").fill("Zoé");
      await visitor.getByLabel("Courriel").fill("zoe@exemple.org");
      await visitor.getByLabel("Votre message").fill("La vanne fuit.");
      await visitor.getByRole("button", { name: "Envoyer" }).click();
      assert.match(await visitor.locator("[role=status]").innerText(), /Une lettre est partie/);
      await sound(visitor);
      const letter = await site.letter(1);
      const secret = /\/n\/[0-9a-z]{26}\/-\/write\/[0-9a-f]{64}/.exec(letter)?.[0];
      assert.ok(secret, letter);
      assert.doesNotMatch(letter, /vanne/);
      await visitor.goto(site.address + secret);
      await says(visitor, "La vanne fuit.");
      await sound(visitor);
      await visitor.getByRole("button", { name: "Confirmer et envoyer" }).click();
      // Nobody of the demonstration has an address: the message would reach nobody, and the page says so.
      assert.match(await visitor.locator("[role=alert]").innerText(), /n’arriverait à personne/);
      await sound(visitor);
    });

    it("leads nowhere with a secret that was not given", async () => {
      const answer = await visitor.goto(`${address.replace(/\/ecluse$/, "")}/-/write/${"0a".repeat(32)}`);
      assert.equal(answer?.status(), 404);
      await sound(visitor);
    });
  });
}
