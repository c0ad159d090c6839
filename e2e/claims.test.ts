// The owner of a signature without account says so: at once by a confirmed address, else through those who run the site; with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { setUp } from "./harness/first.ts";
import { addressOf, Site } from "./harness/site.ts";
import { isSound, pageOf, waysAtBothWidths } from "./harness/story.ts";

const note = (author: string, title: string) => `---\nauthors: [${author}]\n---\n# ${title}\n\nUn texte.\n`;

for (const way of waysAtBothWidths) {
  describe(`claims, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let claire: Page;
    let ana: Page;
    let own: string;
    let other: string;
    const sound = (page: Page) => isSound(page, way);

    before(async () => {
      browser = await openBrowser();
      site = await Site.start();
      claire = await pageOf(browser, site, way);
      await setUp(claire, site);
      const folder = await site.write("notes", {
        "a.md": note("C. Bélanger <Claire@exemple.org>", "Compost"),
        "b.md": note("Ana R. <ailleurs@exemple.org>", "Semis"),
      });
      const report = await site.import(folder, "Jardin", "--language", "fr");
      own = addressOf(report, "a.md");
      other = addressOf(report, "b.md");
      await site.admin("person", "add", "Ana Roy");
      ana = await pageOf(browser, site, way, "Ana Roy");
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("are granted at once to the confirmed address that came with the signature", async () => {
      await claire.goto(`${site.address}/me/profile`);
      const listed = claire.locator("[data-part=claims]");
      assert.match(await listed.innerText(), /C\. Bélanger/);
      await sound(claire);
      await listed.getByRole("link", { name: "C. Bélanger" }).click();
      assert.match(await claire.locator("[data-part=claim]").innerText(), /importées avec votre adresse/);
      await sound(claire);
      await claire.getByRole("button", { name: "C’est moi" }).click();
      assert.match(await claire.locator("[role=status]").innerText(), /ces notes portent votre nom/);
      assert.equal(await claire.locator("[data-part=claims]").count(), 0);
      await sound(claire);
      await claire.goto(site.address + own);
      assert.match(await claire.locator("[data-part=byline]").innerText(), /Claire Bélanger/);
    });

    it("are else asked, refused with a reason, asked again and accepted", async () => {
      const visitor = await pageOf(browser, site, way);
      await visitor.goto(site.address + other);
      await visitor.getByRole("link", { name: "Ana R." }).click();
      await sound(visitor);
      await visitor.getByRole("link", { name: "Me connecter pour dire que c’est moi" }).click();
      assert.match(visitor.url(), /\/sign-in\?to=%2Fpeople%2F/);
      await visitor.context().close();

      await ana.goto(site.address + other);
      await ana.getByRole("link", { name: "Ana R." }).click();
      const signature = ana.url();
      await sound(ana);
      await ana.getByLabel("Comment vous reconnaître").fill("x".repeat(1001));
      await ana.getByRole("button", { name: "C’est moi" }).click();
      assert.match(await ana.getByRole("alert").innerText(), /C’est trop long/);
      await sound(ana);
      await ana.getByLabel("Comment vous reconnaître").fill("Je signais ainsi.");
      await ana.getByRole("button", { name: "C’est moi" }).click();
      assert.match(await ana.locator("[data-part=claim]").innerText(), /vous répondra par lettre/);
      assert.equal(ana.url(), signature);
      await sound(ana);

      await claire.goto(`${site.address}/admin`);
      await claire.getByRole("link", { name: "Signatures reconnues" }).click();
      const waiting = claire.locator("[data-part=claims]");
      assert.match(await waiting.innerText(), /Ana Roy[\s\S]*Ana R\. · 1\snote[\s\S]*Je signais ainsi\./);
      await sound(claire);
      await claire.getByRole("button", { name: /^Refuser/ }).click();
      assert.match(await claire.getByRole("alert").innerText(), /Il faut remplir ce champ/);
      await sound(claire);
      await claire.getByLabel("Raison d’un refus").fill("Dites-en plus.");
      await claire.getByRole("button", { name: /^Refuser/ }).click();
      assert.match(await claire.locator("main").innerText(), /Personne ne dit qu’une signature est la sienne/);
      await sound(claire);

      await ana.goto(signature);
      assert.match(await ana.locator("[data-part=claim]").innerText(), /refusée le[\s\S]*Dites-en plus\./);
      await sound(ana);
      await ana.getByRole("button", { name: "C’est moi" }).click();
      await ana.getByRole("button", { name: "Retirer ma demande" }).click();
      await ana.getByRole("button", { name: "C’est moi" }).click();
      await claire.goto(`${site.address}/admin/claims`);
      await claire.getByRole("button", { name: /^Accepter/ }).click();
      await ana.goto(signature);
      assert.match(ana.url(), /\/ana-roy$/);
      assert.equal(await ana.getByRole("heading", { level: 1 }).innerText(), "Ana Roy");
      assert.match(await ana.locator("[data-part=notes]").innerText(), /Semis/);
    });
  });
}
