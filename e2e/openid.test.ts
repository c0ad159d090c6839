// Signing in by a server of somebody else, a real one (OpenID Connect): a steward adds it, a member links it from inside their account,
// and signs in by it; with and without script.

import assert from "node:assert/strict";
import type { Server } from "node:http";
import { after, before, describe, it } from "node:test";
import Provider from "oidc-provider";
import type { Browser, BrowserContext, Page } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { password, setUp } from "./harness/first.ts";
import { freePorts } from "./harness/ports.ts";
import { Site } from "./harness/site.ts";
import { inHeader, pageOf, ways } from "./harness/story.ts";

for (const way of ways) {
  describe(`an account from elsewhere, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let provider: Server;
    let claire: Page;
    let issuer = "";
    const someone = (width = 1280) => pageOf(browser, site, { ...way, widths: [width] });
    const sound = async (page: Page) => {
      if (way.script) assert.deepEqual(await faultsOf(page), [], page.url());
    };
    /** At the other site: says who one is, where it asks, and that this site may know. */
    const consents = async (page: Page, name: string) => {
      await page.waitForURL(`${issuer}/interaction/**`);
      if (await page.locator("[name=login]").count()) {
        await page.locator("[name=login]").fill(name);
        await page.locator("[name=password]").fill("peu importe");
        await page.locator("button[type=submit]").click();
        await page.waitForURL(`${issuer}/interaction/**`);
      }
      await page.locator("button[type=submit]").click();
    };
    const cookiesOf = async (context: BrowserContext) => (await context.cookies(site.address)).map((it) => it.name);

    before(async () => {
      browser = await openBrowser();
      site = await Site.start();
      claire = await someone();
      await setUp(claire, site);
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
      await new Promise((done) => (provider ? provider.close(done) : done(null)));
    });

    it("is offered by nobody until a steward adds a site that answers", async () => {
      const page = await someone(360);
      await page.goto(`${site.address}/sign-in`);
      assert.equal(await page.locator("form[data-form=sign-in-with]").count(), 0);
      await page.context().close();

      await claire.goto(`${site.address}/admin`);
      await claire.getByRole("link", { name: "Connexion par d’autres sites" }).click();
      await sound(claire);
      const back = await claire.locator("main code").innerText();
      const [port = 0] = await freePorts(1);
      issuer = `http://localhost:${port}`;
      const type = async () => {
        await claire.getByLabel("Qui le tient").fill("Centre des Rives");
        await claire.getByLabel("Adresse de l’émetteur").fill(issuer);
        await claire.getByLabel("Identifiant de ce site là-bas").fill("rives");
        await claire.getByLabel("Secret").fill("to say: 100% + more & less");
        await claire.getByRole("button", { name: "Ajouter" }).click();
      };
      await type();
      assert.match(await claire.locator("[role=alert]").innerText(), /Aucun serveur OpenID Connect ne répond/);
      assert.equal(await claire.getByLabel("Qui le tient").inputValue(), "Centre des Rives");
      assert.equal(await claire.locator("main code").innerText(), back, "the return address is the one that was registered");
      await sound(claire);

      const client = { client_id: "rives", client_secret: "to say: 100% + more & less", redirect_uris: [back] };
      const server = new Provider(issuer, { clients: [client], pkce: { required: () => true } });
      await new Promise<void>((listening) => (provider = server.listen(port, "127.0.0.1", listening)));
      await claire.getByLabel("C’est une organisation").check();
      await type();
      await claire.getByText("organisation", { exact: false }).first().waitFor();
      assert.match(await claire.locator("main ul.lines").innerText(), /Centre des Rives/);
      await sound(claire);
    });

    it("is linked from inside an account, by who reads what that site will know", async () => {
      await claire.goto(`${site.address}/me/access`);
      assert.match(await claire.locator("main").innerText(), /Votre organisation saura que vous vous connectez, et quand\./);
      await claire.getByRole("button", { name: "Relier mon compte de Centre des Rives" }).click();
      await consents(claire, "claire-77");
      await claire.waitForURL(`${site.address}/me/access**`);
      assert.match(await claire.locator("[role=status]").first().innerText(), /est relié/);
      await sound(claire);
    });

    it("opens that account, after the other means on the page, and leaves no other cookie", async () => {
      await inHeader(claire, "Se déconnecter", "button");
      await claire.goto(`${site.address}/sign-in?to=/recent`);
      const forms = await claire.locator("main form").evaluateAll((all) => all.map((form) => form.getAttribute("data-form")));
      assert.deepEqual(forms, ["sign-in", "sign-in-with"]);
      await claire.getByRole("button", { name: "Se connecter par Centre des Rives" }).click();
      await claire.waitForURL(`${site.address}/recent`);
      assert.match((await claire.locator("header").textContent()) ?? "", /Claire Bélanger/);
      for (const name of await cookiesOf(claire.context())) assert.match(name, /^(__Host-sillage|_interaction|_session|_grant)/);
    });

    it("opens no account for who linked none, nor for who says no", async () => {
      const page = await someone(360);
      await page.goto(`${site.address}/sign-in`);
      await sound(page);
      await page.getByRole("button", { name: "Se connecter par Centre des Rives" }).click();
      await page.waitForURL(`${issuer}/interaction/**`);
      await page.locator("a[href$='/abort']").click();
      await page.waitForURL(`${site.address}/sign-in**`);
      assert.match(await page.locator("[role=alert]").innerText(), /n’a pas dit qui vous êtes/);
      await sound(page);
      await page.getByRole("button", { name: "Se connecter par Centre des Rives" }).click();
      await consents(page, "quelqu’un d’autre");
      await page.waitForURL(`${site.address}/sign-in**`);
      assert.match(await page.locator("[role=alert]").innerText(), /Aucun compte d’ici n’est relié/);
      await sound(page);
      await page.context().close();
    });

    it("opens nothing any more once it is unlinked, and the password still does", async () => {
      await claire.goto(`${site.address}/me/access`);
      await claire.getByRole("button", { name: "Délier mon compte de Centre des Rives" }).click();
      assert.match(await claire.locator("[role=status]").first().innerText(), /n’ouvre plus votre compte/);
      await inHeader(claire, "Se déconnecter", "button");
      await claire.goto(`${site.address}/sign-in`);
      await claire.getByRole("button", { name: "Se connecter par Centre des Rives" }).click();
      await claire.waitForURL(`${site.address}/sign-in**`);
      assert.match(await claire.locator("[role=alert]").innerText(), /Aucun compte d’ici n’est relié/);
      await claire.getByLabel("Courriel").fill("claire@exemple.org");
      await claire.getByLabel("Mot de passe").fill(password);
      await claire.getByRole("button", { name: "Se connecter", exact: true }).click();
      await claire.waitForURL(`${site.address}/`);
    });
  });
}
