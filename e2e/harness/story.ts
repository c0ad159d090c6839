// What people do on a site, told with script and without it: a page for each of them, and what holds of every page on the way.

import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";

import { faultsOf } from "./axe.ts";
import { reader } from "./browser.ts";
import type { Site } from "./site.ts";

/** One way of telling a story: with script or without it, on screens of these widths. */
export interface Way {
  /** For the name of its tests. */
  name: string;
  script: boolean;
  widths: number[];
}

/** With script on a telephone, without it on a wide screen. */
export const ways: Way[] = [
  { name: "with script", script: true, widths: [360] },
  { name: "without script", script: false, widths: [1280] },
];

/** With script and without it, each page at both widths. */
export const waysAtBothWidths: Way[] = ways.map((way) => ({ ...way, widths: [360, 1280] }));

const height = 800;

/** A page of this person, or of a visitor, on the widest of the screens. */
export async function pageOf(browser: Browser, site: Site, way: Way, person?: string): Promise<Page> {
  const cookie = person ? await site.cookie(person) : undefined;
  const viewport = { width: Math.max(...way.widths), height };
  const context = await reader(browser, site, {}, cookie, { javaScriptEnabled: way.script, viewport });
  return context.newPage();
}

/** Holds a page to what holds of each: it is no wider than a screen and, where scripts run, without the faults that axe knows. */
export async function isSound(page: Page, way: Way): Promise<void> {
  for (const width of way.widths) {
    await page.setViewportSize({ width, height });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${page.url()} is ${wide} pixels too wide for ${width}`);
    if (way.script) assert.deepEqual(await faultsOf(page), [], `${page.url()}, ${width}`);
  }
}

/** Clicks what stands in the header of a page, behind its menu or the button of one's account where it does. */
export async function inHeader(page: Page, name: string, role: "link" | "button" = "link"): Promise<void> {
  const sought = page.locator("header.site").getByRole(role, { name, exact: true });
  for (const opens of [/^Menu/, /^(Mon compte|My account)$/]) {
    const button = page.locator("header.site").getByRole("button", { name: opens });
    if (!(await sought.isVisible()) && (await button.isVisible())) await button.click();
  }
  await sought.click();
}

/** Waits until a page is that of somebody signed in. */
export const isSignedIn = (page: Page): Promise<void> =>
  page.locator("form[data-form=sign-out]").waitFor({ state: "attached" });

/** Opens a note from the recent changes, and tells its address, which ends so. */
export async function openRecent(page: Page, site: Site, title: string, end: string): Promise<string> {
  await page.goto(`${site.address}/recent`);
  await page.getByRole("link", { name: title }).first().click();
  await page.waitForURL(`**/${end}`);
  return page.url();
}

/** Opens the home page until it says that one thing is told, which may be a moment after it was done. */
export async function untilTold(page: Page, site: Site): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    await page.goto(site.address);
    if ((await page.locator("[data-part=told]").getAttribute("data-count")) === "1") break;
    await page.waitForTimeout(100);
  }
}
