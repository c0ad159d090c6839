// Pages of error: each says what happened and what to do, and is as sound as any other.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

import { png } from "./harness/own-files.ts";
import { faultsOf } from "./harness/axe.ts";
import { openBrowser, reader, withoutChromium } from "./harness/browser.ts";
import { addressOf, Site, type Report } from "./harness/site.ts";

let browser: Browser;
let site: Site;
let report: Report;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  site = await Site.start();
  const files = { "a.md": "# Une note\n\n![plan](plan.png)\n", "plan.png": png() };
  report = await site.import(await site.write("notes", files), "Un carnet");
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

interface Asked {
  status: number;
  address: () => string;
  /** What the browser sends beside the address. */
  with?: BrowserContextOptions;
  method?: string;
}

const asked: Asked[] = [
  { status: 404, address: () => "/nothing/here" },
  { status: 404, address: () => "/n/00000000000000000000000000/x" },
  { status: 404, address: () => "/wanted" },
  { status: 405, address: () => "/recent", method: "POST" },
  { status: 414, address: () => `/${"a".repeat(9_000)}` },
  { status: 416, address: () => addressOf(report, "plan.png"), with: { extraHTTPHeaders: { range: "bytes=9999999-" } } },
  { status: 431, address: () => "/", with: { extraHTTPHeaders: { "x-long": "a".repeat(70_000) } } },
];

async function inspect(page: Page, status: number): Promise<void> {
  assert.equal(await page.getAttribute("body", "data-page"), "error");
  assert.equal(await page.getAttribute("body", "data-status"), String(status));
  assert.equal(await page.locator("h1").count(), 1);
  assert.ok(((await page.textContent("main .lead")) ?? "").length > 20);
  assert.ok((await page.locator("main a[href='/']").count()) === 1, "it leads home");
  assert.equal(await page.locator("meta[name=robots][content=noindex]").count(), 1);
  assert.deepEqual(await faultsOf(page), []);
}

describe("a page of error", { skip: withoutChromium }, () => {
  for (const { status, address, with: sent = {}, method } of asked) {
    for (const language of ["fr", "en"] as const) {
      it(`says ${status} in words and leads on (${method ?? "GET"}, ${language})`, async () => {
        const context = await reader(browser, site, { language }, undefined, sent);
        const page = await context.newPage();
        if (method) await page.route(`**${address()}`, (route) => route.continue({ method }));
        const answer = await page.goto(address());
        assert.equal(answer?.status(), status);
        await inspect(page, status);
        // A number to give to who runs the site is for what they can find in their log, never for what is absent.
        if (status === 404) assert.equal(await page.locator("main code").count(), 0);
        await context.close();
      });
    }
  }

  it("refuses a form of another site, and says that nothing was changed", async () => {
    const context = await reader(browser, site);
    const page = await context.newPage();
    await page.setContent(`<form method="post" action="${site.address}/theme"><button name="theme" value="dark">x</button></form>`);
    const [answer] = await Promise.all([page.waitForNavigation(), page.click("button")]);
    assert.equal(answer?.status(), 403);
    await inspect(page, 403);
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  });

  it("says that the database is away, and gives a number to find it by", async () => {
    const broken = await Site.start();
    const made = await broken.import(await broken.write("notes", { "a.md": "# Une note\n" }), "Un carnet");
    const folder = join(broken.folder, "data");
    // Not the third file, which is memory that the program shares: cut short, it would end it.
    for (const name of ["sillage.db", "sillage.db-wal"]) await writeFile(join(folder, name), "ruin".repeat(4096));
    const context = await reader(browser, broken);
    const page = await context.newPage();
    const answer = await page.goto(addressOf(made, "a.md"));
    assert.ok([500, 503].includes(answer?.status() ?? 0), String(answer?.status()));
    await inspect(page, answer?.status() ?? 0);
    await context.close();
    await broken.stop();
  });
});
