// The first steward, Claire Bélanger, who sets a site up.

import type { Page } from "playwright-core";

import type { Site } from "./site.ts";

export const password = "écluse-brume-tambour-9";

/** What she types of herself and of the site; no password where a passkey takes its place. */
export async function fill(page: Page, secret: string): Promise<void> {
  await page.getByLabel("Votre nom").fill("Claire Bélanger");
  await page.getByLabel("Courriel").fill("claire@exemple.org");
  await page.getByLabel("Mot de passe").fill(secret);
  await page.getByLabel("Nom du site").fill("Réseau des Rives");
}

/** Sets the site up, by the address that its program printed: she is signed in, and home. */
export async function setUp(page: Page, site: Site): Promise<void> {
  await page.goto(await site.setUpAddress());
  await fill(page, password);
  await page.getByRole("button", { name: "Ouvrir le site" }).click();
  await page.waitForURL(`${site.address}/`);
}
