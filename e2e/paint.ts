// Part of `make bench`: how soon a note is drawn on a slow telephone, beside the same words as a page with nothing around them.
//
// A processor four times slower, 1.6 Mbit/s; each measure in a browser that knows nothing yet, the two taking turns. Lines like
// those of the other figures are added to the file that is named.

import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";

import { openBrowser } from "./harness/browser.ts";
import { Site } from "./harness/site.ts";

const TURNS = 15;
/** Of the demonstration, about. */
const NOTES = 100;
const SLOWER = 4;
/** Milliseconds. */
const REST = 700;
/** Bytes a second. */
const DOWN = 200_000;

const median = (figures: number[]) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

/** A telephone that has seen nothing yet. */
async function telephone(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 360, height: 780 }, deviceScaleFactor: 2, locale: "fr-CA" });
}

async function slow(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: DOWN, uploadThroughput: DOWN });
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  // What a browser does to open a window is no part of the measure.
  await new Promise((rested) => setTimeout(rested, REST));
  return page;
}

/** Milliseconds from the question to the first words drawn. */
async function firstPaint(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: "load" });
  return page.evaluate(
    () =>
      new Promise<number>((found) =>
        new PerformanceObserver((list) => {
          for (const entry of list.getEntriesByName("first-contentful-paint")) found(entry.startTime);
        }).observe({ type: "paint", buffered: true }),
      ),
  );
}

const file = process.argv[2];
const browser = await openBrowser();
const site = await Site.start({}, { SILLAGE_DEMO: "empty" });
try {
  const reading = await telephone(browser);
  const page = await reading.newPage();
  await page.goto(`${site.address}/notebooks`);
  await page.getByRole("link", { name: "Animer une communauté de pratique" }).click();
  await page.getByRole("link", { name: "Une charte qui vit" }).click();
  const note = page.url();
  const words = await page.locator("[data-part=body]").innerHTML();
  const title = await page.locator("h1").innerText();
  await reading.close();

  const bare = gzipSync(
    `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body><h1>${title}</h1>${words}</body></html>`,
  );
  const server = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-encoding": "gzip" }).end(bare));
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  const ceiling = `http://localhost:${(server.address() as AddressInfo).port}/`;

  const taken: Record<"ours" | "bare", number[]> = { ours: [], bare: [] };
  let asked = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    for (const which of turn % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const)) {
      const context = await telephone(browser);
      const page = await slow(context);
      taken[which].push(await firstPaint(page, which === "ours" ? note : ceiling));
      if (which === "ours" && turn === 0) {
        // The next page of the work, in the same browser: what goes with it is kept.
        await page.locator("a[rel=next]").first().click();
        await page.waitForLoadState("load");
        asked = await page.evaluate(() => {
          const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")] as PerformanceResourceTiming[];
          return all.filter((entry) => entry.transferSize > 0).length;
        });
      }
      await context.close();
    }
  }
  server.close();

  const [value, beside] = [median(taken.ours), median(taken.bare)];
  const ratio = value / beside;
  const lines = [
    { budget: "first_paint", database: "sqlite", notes: NOTES, value, unit: "ms", ceiling: beside, ratio, goal: 1.3, bar: 1.3 },
    { budget: "second_view_requests", database: "sqlite", notes: NOTES, value: asked, unit: "requests", ceiling: null, ratio: null, goal: 1, bar: 1 },
  ];
  for (const [which, all] of Object.entries(taken)) console.log(`${which}: ${all.toSorted((a, b) => a - b).map(Math.round).join(" ")}`);
  console.log(`first_paint: ${value.toFixed(0)} ms, x${ratio.toFixed(2)} of a bare page (goal and bar 1.3)`);
  console.log(`second_view_requests: ${asked} (goal and bar 1)`);
  if (file) await writeFile(file, `${JSON.stringify([...(JSON.parse(await readFile(file, "utf8")) as object[]), ...lines], null, 2)}\n`);
} finally {
  await site.stop();
  await browser.close();
}
