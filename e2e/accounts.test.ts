// How people come in: the first steward sets the site up, signs out and in, by keyboard, without script and by passkey; the people of the
// demonstration are tried.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { fill, password } from "./harness/first.ts";
import { Site } from "./harness/site.ts";
import { inHeader, isSignedIn, pageOf, waysAtBothWidths } from "./harness/story.ts";

for (const way of waysAtBothWidths) {
  describe(`an empty site, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let page: Page;

    before(async () => {
      browser = await openBrowser();
      site = await Site.start();
      page = await pageOf(browser, site, way);
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("is set up at the address that the program prints, which then leads nowhere", async () => {
      const address = await site.setUpAddress();
      await page.goto(address);
      await fill(page, "motdepasse123");
      await page.getByRole("button", { name: "Ouvrir le site" }).click();
      assert.match(await page.getByRole("alert").innerText(), /Rien n’a été enregistré[\s\S]*Mot de passe\s: Ce mot de passe serait vite deviné/);
      assert.equal(await page.getByLabel("Courriel").inputValue(), "claire@exemple.org");
      assert.equal(await page.getByLabel("Mot de passe").inputValue(), "");
      if (way.script) assert.deepEqual(await faultsOf(page), []);
      await page.getByRole("link", { name: "Mot de passe" }).click();
      await page.getByLabel("Mot de passe").fill(password);
      await page.getByLabel("Mot de passe").press("Enter");
      await page.waitForURL(`${site.address}/`);
      assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Réseau des Rives");
      assert.match((await page.locator("header.site").textContent()) ?? "", /Claire Bélanger/);
      assert.equal((await page.goto(address))?.status(), 404);
    });

    it("lets its steward out and in again, to the page that was asked for", async () => {
      await page.goto(`${site.address}/recent`);
      await inHeader(page, "Se déconnecter", "button");
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
      await isSignedIn(page);
    });
  });
}

describe("an empty site, by passkey", { skip: withoutChromium }, () => {
  let browser: Browser;
  let site: Site;
  let context: BrowserContext;
  let page: Page;
  let device: CDPSession;
  let authenticatorId: string;

  /** A device that keeps passkeys and knows its person. */
  const verified = (isUserVerified: boolean) => device.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  const askButton = () => page.getByRole("button", { name: "Se connecter avec une clé d’accès" });

  before(async () => {
    browser = await openBrowser();
    site = await Site.start();
    context = await browser.newContext({ locale: "fr-CA" });
    page = await context.newPage();
    device = await context.newCDPSession(page);
    await device.send("WebAuthn.enable");
    const options = { protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal" } as const;
    const abilities = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
    ({ authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, ...abilities } }));
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  it("is set up without any password; the passkey waits where something else is amiss", async () => {
    await page.goto(await site.setUpAddress());
    const make = page.getByRole("button", { name: "Créer plutôt une clé d’accès" });
    await make.click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "name", "what is not typed is asked for first");
    await fill(page, "");
    await page.getByLabel("Nom du site").fill("n".repeat(400));
    await verified(false);
    await make.click();
    await page.getByText("Aucune clé d’accès n’a été donnée").waitFor();
    await verified(true);
    await make.click();
    assert.match(await page.getByRole("alert").innerText(), /Nom du site\s: C’est trop long/);
    await page.getByText("Votre clé d’accès est prête").waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByLabel("Nom du site").fill("Réseau des Rives");
    await page.getByRole("button", { name: "Ouvrir le site" }).click();
    await page.waitForURL(`${site.address}/`);
    await inHeader(page, "Se déconnecter", "button");
    const { credentials } = await device.send("WebAuthn.getCredentials", { authenticatorId });
    assert.deepEqual(credentials.map((it) => [it.rpId, it.isResidentCredential]), [["localhost", true]]);
  });

  it("lets its steward in by the passkey that the browser offers beside the field of addresses", async () => {
    // The device of this test takes the offer as soon as it is made.
    await page.goto(`${site.address}/sign-in?to=/recent`);
    await page.waitForURL(`${site.address}/recent`);
    await inHeader(page, "Se déconnecter", "button");
    await page.waitForURL(`${site.address}/`);
  });

  it("lets its steward in by passkey, each answer once", async () => {
    await page.addInitScript(() => (PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)));
    await page.goto(`${site.address}/sign-in?to=/lexicon`);
    const sent = page.waitForRequest((request) => request.method() === "POST" && new URL(request.url()).pathname === "/sign-in");
    await askButton().click();
    await page.waitForURL(`${site.address}/lexicon`);
    await isSignedIn(page);
    const body = (await sent).postData() ?? "";
    assert.match(body, /passkey=%7B/);
    const again = await fetch(`${site.address}/sign-in`, {
      method: "POST",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      redirect: "manual",
    });
    assert.deepEqual([again.status, again.headers.get("set-cookie")], [422, null]);
    await inHeader(page, "Se déconnecter", "button");
  });

  it("shows a person their sessions, and ends the others", async () => {
    const other = await (await browser.newContext({ locale: "fr-CA" })).newPage();
    await page.goto(`${site.address}/sign-in`);
    await askButton().click();
    await isSignedIn(page);
    await inHeader(page, "Claire Bélanger");
    await page.getByRole("link", { name: "Mes sessions" }).click();
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Mes sessions");
    assert.match(await page.getByRole("main").innerText(), /Chrome sur Linux \(cette session\)/);
    assert.equal(await page.getByRole("button", { name: /Terminer/ }).count(), 0, "there is no other");
    assert.deepEqual(await faultsOf(page), []);
    await inHeader(page, "Se déconnecter", "button");
    await page.waitForURL(`${site.address}/`);
    await other.goto(`${site.address}/me/sessions`);
    assert.equal(other.url(), `${site.address}/sign-in?to=%2Fme%2Fsessions`);
  });

  it("lets whoever was given an address choose a passkey there", async () => {
    const { link } = await site.admin("create-steward", "Bruno Roy", "bruno@exemple.org");
    const address = site.address + new URL(link ?? "").pathname;
    await page.goto(address);
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole("button", { name: "Créer plutôt une clé d’accès" }).click();
    await page.waitForURL(`${site.address}/`);
    assert.match((await page.locator("header.site").textContent()) ?? "", /Bruno Roy/);
    assert.equal((await page.goto(address))?.status(), 404);
    const { credentials } = await device.send("WebAuthn.getCredentials", { authenticatorId });
    assert.equal(credentials.length, 2, "each person of this device has one");
    await page.goto(site.address);
    await inHeader(page, "Se déconnecter", "button");
    await page.waitForURL(`${site.address}/`);
  });

  it("opens nothing for a device that does not know its person, nor for a passkey of nobody here", async () => {
    await page.goto(`${site.address}/sign-in`);
    await verified(false);
    await askButton().click();
    await page.getByText("Aucune clé d’accès n’a été donnée").waitFor();
    await verified(true);
    const { credentials } = await device.send("WebAuthn.getCredentials", { authenticatorId });
    const [known] = credentials;
    assert.ok(known);
    await device.send("WebAuthn.clearCredentials", { authenticatorId });
    const credentialId = Buffer.alloc(16, 9).toString("base64");
    await device.send("WebAuthn.addCredential", { authenticatorId, credential: { ...known, credentialId } });
    await page.reload();
    await askButton().click();
    assert.match(await page.getByRole("alert").innerText(), /n’ouvre aucun compte ici/);
  });
});

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
    await isSignedIn(page);
    assert.equal((await page.goto(`${site.address}/wanted`))?.status(), 200, "somebody is signed in");
    const report = await site.import(await site.write("a", { "a.md": "# Essai\n" }), "Essai", "--language", "fr");
    assert.ok(report.address);
    assert.equal((await page.goto(`${site.address}${report.address}`))?.status(), 404, "what stewards alone see");
    assert.equal((await page.goto(await site.setUpAddress()))?.status(), 200);
  });
});
