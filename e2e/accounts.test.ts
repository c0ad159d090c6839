// How people come in: the first steward sets the site up, signs out and in, by keyboard and without script; the people of the
// demonstration are tried.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { Site } from "./harness/site.ts";

const password = "écluse-brume-tambour-9";

/** The address that the program prints for who is to run the site. */
async function setUpAddress(site: Site): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const found = /http:\/\/\S+\/set-up\/[0-9a-f]{64}/.exec(site.log)?.[0];
    if (found) return found;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`no address among:\n${site.log}`);
}

async function fill(page: Page, secret: string): Promise<void> {
  await page.getByLabel("Votre nom").fill("Claire Bélanger");
  await page.getByLabel("Courriel").fill("claire@exemple.org");
  await page.getByLabel("Mot de passe").fill(secret);
  await page.getByLabel("Nom du site").fill("Réseau des Rives");
}

const signOut = (page: Page) => page.getByRole("button", { name: "Se déconnecter" });

for (const javaScriptEnabled of [true, false]) {
  describe(`an empty site, ${javaScriptEnabled ? "with" : "without"} script`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let context: BrowserContext;
    let page: Page;

    before(async () => {
      browser = await openBrowser();
      site = await Site.start();
      context = await browser.newContext({ locale: "fr-CA", javaScriptEnabled });
      page = await context.newPage();
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("is set up at the address that the program prints, which then leads nowhere", async () => {
      const address = await setUpAddress(site);
      await page.goto(address);
      await fill(page, "motdepasse123");
      await page.getByRole("button", { name: "Ouvrir le site" }).click();
      assert.match(await page.getByRole("alert").innerText(), /Rien n’a été enregistré[\s\S]*Mot de passe\s: Ce mot de passe serait vite deviné/);
      assert.equal(await page.getByLabel("Courriel").inputValue(), "claire@exemple.org");
      assert.equal(await page.getByLabel("Mot de passe").inputValue(), "");
      if (javaScriptEnabled) assert.deepEqual(await faultsOf(page), []);
      await page.getByRole("link", { name: "Mot de passe" }).click();
      await page.getByLabel("Mot de passe").fill(password);
      await page.getByLabel("Mot de passe").press("Enter");
      await page.waitForURL(`${site.address}/`);
      assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Réseau des Rives");
      assert.match(await page.locator("header.site").innerText(), /Claire Bélanger/);
      assert.equal((await page.goto(address))?.status(), 404);
    });

    it("lets its steward out and in again, to the page that was asked for", async () => {
      await page.goto(`${site.address}/recent`);
      await signOut(page).click();
      await page.waitForURL(`${site.address}/`);
      await page.goto(`${site.address}/sign-in?to=/lexicon`);
      await page.getByLabel("Courriel").fill("claire@exemple.org");
      await page.getByLabel("Mot de passe").fill("ce n’est pas celui-là");
      await page.getByLabel("Mot de passe").press("Enter");
      assert.match(await page.getByRole("alert").innerText(), /ne vont pas ensemble/);
      assert.equal(await page.getByLabel("Courriel").inputValue(), "claire@exemple.org");
      await page.getByLabel("Mot de passe").fill(password);
      await page.getByLabel("Mot de passe").press("Enter");
      await page.waitForURL(`${site.address}/lexicon`);
      await signOut(page).waitFor();
    });
  });
}

describe("the demonstration", { skip: withoutChromium }, () => {
  let browser: Browser;
  let site: Site;

  before(async () => {
    browser = await openBrowser();
    site = await Site.start({ demo: "empty" });
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  it("lets its people be tried, none of whom runs the site, which still waits for who will", async () => {
    const page = await (await browser.newContext({ locale: "fr-CA" })).newPage();
    await page.goto(`${site.address}/sign-in`);
    await page.getByRole("link", { name: "Essayer une personne de la démonstration" }).click();
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await page.locator("form[data-form=demo] button").count(), 11, "the twelfth signs without an account");
    await page.getByRole("button", { name: "Mathurin Ouellet-Sanschagrin" }).click();
    await signOut(page).waitFor();
    assert.equal((await page.goto(`${site.address}/wanted`))?.status(), 200, "somebody is signed in");
    const report = await site.import(await site.write("a", { "a.md": "# Essai\n" }), "Essai", "--language", "fr");
    assert.ok(report.address);
    assert.equal((await page.goto(`${site.address}${report.address}`))?.status(), 404, "what stewards alone see");
    assert.equal((await page.goto(await setUpAddress(site)))?.status(), 200);
  });
});
