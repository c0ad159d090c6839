// By what a person signs in, changed by themselves: a second factor and its codes on paper, one more passkey, another password; the fresh
// proof that each asks for.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { password, setUp } from "./harness/first.ts";
import { Site } from "./harness/site.ts";
import { inHeader } from "./harness/story.ts";

const other = "ruelle-guimauve-septembre";

/** The code of a secret in base 32 (RFC 6238), so many steps of thirty seconds from now. */
function codeOf(typed: string, steps = 0): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...typed.replaceAll(" ", "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const at = (hash[19] ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

describe("what a person signs in by", { skip: withoutChromium }, () => {
  let browser: Browser;
  let site: Site;
  let context: BrowserContext;
  let page: Page;
  let device: CDPSession;
  let secret = "";
  let paper: string[] = [];

  const signIn = async (secretWord: string) => {
    await inHeader(page, "Se déconnecter", "button");
    await page.goto(`${site.address}/sign-in`);
    await page.getByLabel("Courriel").fill("claire@exemple.org");
    await page.getByLabel("Mot de passe").fill(secretWord);
    await page.getByLabel("Mot de passe").press("Enter");
  };

  before(async () => {
    browser = await openBrowser();
    site = await Site.start();
    context = await browser.newContext({ locale: "fr-CA", viewport: { width: 360, height: 740 } });
    page = await context.newPage();
    await page.addInitScript(() => (PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)));
    device = await context.newCDPSession(page);
    await device.send("WebAuthn.enable");
    const options = { protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal" } as const;
    const abilities = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
    await device.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, ...abilities } });
    await setUp(page, site);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  it("has a code asked for too, once one was shown", async () => {
    await inHeader(page, "Claire Bélanger");
    await page.getByRole("link", { name: "Connexion" }).click();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole("button", { name: "Demander un code en plus" }).click();
    secret = await page.locator("code.secret").innerText();
    assert.match(await page.getByRole("link", { name: "Ouvrir l’application" }).getAttribute("href") ?? "", /^otpauth:\/\/totp\//);
    assert.deepEqual(await faultsOf(page), []);
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Confirmer" }).click();
    await page.getByText("Ce code ne convient pas").first().waitFor();
    assert.equal(await page.locator("code.secret").innerText(), secret);
    await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
    await page.getByRole("button", { name: "Confirmer" }).click();
    paper = await page.locator(".paper code").allInnerTexts();
    assert.equal(paper.length, 10);
    assert.deepEqual(await faultsOf(page), []);
  });

  it("opens with the code of the next moment, then with one on paper, once", async () => {
    await signIn(password);
    assert.deepEqual(await faultsOf(page), []);
    // The code of now served to switch them on; that of the next half minute is taken already.
    await page.getByLabel("Code").fill(codeOf(secret, 1));
    await page.getByLabel("Code").press("Enter");
    await page.waitForURL(`${site.address}/`);
    await signIn(password);
    await page.getByLabel("Code").fill(paper[0] ?? "");
    await page.getByLabel("Code").press("Enter");
    await page.waitForURL(`${site.address}/`);
    await signIn(password);
    await page.getByLabel("Code").fill(paper[0] ?? "");
    await page.getByLabel("Code").press("Enter");
    assert.match(await page.getByRole("alert").innerText(), /a déjà servi/);
    await page.getByLabel("Code").fill(paper[1] ?? "");
    await page.getByLabel("Code").press("Enter");
    await page.waitForURL(`${site.address}/`);
  });

  it("has one more passkey, which opens alone, and is removed", async () => {
    await page.goto(`${site.address}/me/access`);
    await page.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
    await page.getByText("La clé d’accès est ajoutée").waitFor();
    assert.match(await page.locator("main").innerText(), /Jamais utilisée[\s\S]*8 codes de secours/);
    assert.deepEqual(await faultsOf(page), []);
    await inHeader(page, "Se déconnecter", "button");
    await page.goto(`${site.address}/sign-in?to=/me/access`);
    await page.getByRole("button", { name: "Se connecter avec une clé d’accès" }).click();
    await page.waitForURL(`${site.address}/me/access`);
    assert.match(await page.locator("main").innerText(), /Utilisée le/);
    await page.goto(`${site.address}/me/proof?to=/recent`);
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole("button", { name: "Continuer avec une clé d’accès" }).click();
    await page.waitForURL(`${site.address}/recent`);
    await page.goto(`${site.address}/me/access`);
    await page.getByRole("button", { name: /^Retirer la clé d’accès/ }).click();
    await page.getByText("La clé d’accès est retirée").waitFor();
  });

  it("changes a password, proves it, and asks for no code any more", async () => {
    await page.getByLabel("Nouveau mot de passe").fill(other);
    await page.getByRole("button", { name: "Changer le mot de passe" }).click();
    await page.getByText("Le mot de passe est changé").waitFor();
    await page.goto(`${site.address}/.well-known/change-password`);
    assert.equal(page.url(), `${site.address}/me/access`);
    await page.getByRole("button", { name: "Ne plus demander de code" }).click();
    await page.getByText("Aucun code n’est plus demandé").waitFor();
    await page.goto(`${site.address}/me/proof?to=/lexicon`);
    await page.getByLabel("Mot de passe").fill(password);
    await page.getByLabel("Mot de passe").press("Enter");
    assert.match(await page.getByRole("alert").innerText(), /Cela ne correspond pas/);
    await page.getByLabel("Mot de passe").fill(other);
    await page.getByLabel("Mot de passe").press("Enter");
    await page.waitForURL(`${site.address}/lexicon`);
    await signIn(other);
    await page.waitForURL(`${site.address}/`);
    assert.match(await site.letter(1), /ont chang=C3=A9|chang/);
  });

  it("sends a form once, however often its button is pressed", async () => {
    let sent = 0;
    page.on("request", (request) => {
      if (request.method() === "POST") sent++;
    });
    await page.goto(`${site.address}/me/access`);
    await page.getByLabel("Nouveau mot de passe").fill(other);
    await page.getByRole("button", { name: "Changer le mot de passe" }).dblclick();
    await page.getByText("Le mot de passe est changé").waitFor();
    assert.equal(sent, 1);
  });
});
