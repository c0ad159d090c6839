// Every page, for who sees colours otherwise, has a small screen, or no mouse.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, reader, watch, withoutChromium } from "./harness/browser.ts";
import { focused, stops } from "./harness/focus.ts";
import { Site } from "./harness/site.ts";
import { build, eachPage, open, type Place, type World } from "./harness/world.ts";

let browser: Browser;
let world: World;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  world = await build(browser);
});
after(async () => {
  await browser?.close();
  await world?.site.stop();
});

const looks = (["fr", "en"] as const).flatMap((language) => (["light", "dark"] as const).map((theme) => ({ language, theme })));
const widths = [1440, 768, 360];

/** `make test-full`: every page in every look. Otherwise each has one language and theme, and all four appear among pages. */
const isFull = process.env["SILLAGE_TEST_FULL"] === "1";
const hasLook = (place: Place, look: number): boolean => isFull || world.places.indexOf(place) % looks.length === look;

/** Other sizes of text and other faces: what a reader may choose at the foot of the page. */
const choices = [
  { text: "large", face: "reading" },
  { text: "larger", face: "plain" },
];

/** What depends on sizes; all else axe finds at any. */
const ofSizes = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"];

async function inEachSize(page: Page, place: Place, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const rules = isFull || width !== 768 ? [] : ofSizes;
    assert.deepEqual(await faultsOf(page, rules), [], `${place.name}, ${name}, ${width} pixels`);
  }
  for (const { text, face } of isFull ? choices : []) {
    await page.evaluate((choice) => Object.assign(document.documentElement.dataset, choice), { text, face });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const where = `${place.name}, ${name}, ${width} pixels, ${text} text, ${face} face`;
      assert.deepEqual(await faultsOf(page, ofSizes), [], where);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(wide, 0, `${where}: ${wide} pixels too wide`);
    }
  }
}

describe("every page", { skip: withoutChromium }, () => {
  looks.forEach((look, at) => {
    const { language, theme } = look;
    it(`has no fault that axe knows, at each width; says nothing to the console, asks nobody else (${language}, ${theme})`, async () => {
      const kinds = new Set<string>();
      const places = world.places.filter((place) => !place.alike && hasLook(place, at));
      await eachPage(browser, { ...world, places }, look, async (page, place) => {
        kinds.add(place.page);
        const watched = watch(page, world.site);
        await open(page, place);
        assert.equal(await page.getAttribute("html", "lang"), `${language}-CA`, place.name);
        await inEachSize(page, place, theme);
        // The browser says itself, of a page that is a 404, that it was not found.
        const said = watched.complaints.filter((line) => !(place.status && line.includes("Failed to load resource")));
        assert.deepEqual(said, [], place.name);
        assert.deepEqual(watched.elsewhere, [], place.name);
      });
      assert.ok(kinds.size >= 4, `only ${[...kinds]}`);
    });
  });

  it("has no such fault on a site that holds nothing, where the first page says how to begin", async () => {
    const empty = await Site.start();
    const context = await reader(browser, empty, { width: 360 });
    const page = await context.newPage();
    for (const address of ["/", "/notebooks", "/lexicon", "/organisations", "/communities", "/recent"]) {
      await page.goto(address);
      assert.deepEqual(await faultsOf(page), [], address);
    }
    await context.close();
    await empty.stop();
  });

  // The second is what is left of 1280 by 1024 pixels where a reader made all four times as large (WCAG 1.4.10).
  for (const [width, height] of [[1440, 900], [320, 256]] as const) {
    it(`is reached by Tab, from the way past the menu to the end, each stop being seen and not hidden (${width} by ${height} pixels)`, async () => {
      const kinds = new Set<string>();
      await eachPage(browser, world, { width }, async (page, place) => {
        // Other pages of the same kind have nothing else to stop on.
        if (kinds.has(place.page)) return;
        kinds.add(place.page);
        await page.setViewportSize({ width, height });
        await open(page, place);
        const reachable = await stops(page);
        const reached = new Set<string>();
        for (let stop = 0; stop < reachable * 12 + 50; stop++) {
          await page.keyboard.press("Tab");
          const now = await focused(page);
          if (!now) break;
          if (stop === 0) assert.equal(now.href, "#main", place.name);
          assert.deepEqual(now.amiss, [], `${place.name}: the focus on ${now.what}`);
          if (now.stop) reached.add(now.stop);
          if (reached.size === reachable) break;
        }
        assert.equal(reached.size, reachable, `${place.name}: ${reachable - reached.size} of ${reachable} are not reached`);
        // Back up, where what sticks to the top would hide it.
        if (place.page !== "note") return;
        for (let stop = 0; stop < reachable; stop++) {
          await page.keyboard.press("Shift+Tab");
          const now = await focused(page);
          if (!now) break;
          assert.deepEqual(now.amiss, [], `${place.name}, going back: the focus on ${now.what}`);
        }
      });
    });
  }

  it("would be found to hide the focus, if something stood before it, or if no line were around it", async () => {
    const [place] = world.places;
    assert.ok(place);
    await eachPage(browser, { ...world, places: [place] }, {}, async (page) => {
      await open(page, place);
      const amiss = async (css: string): Promise<string[]> => {
        await page.evaluate((css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets = [sheet];
        }, css);
        await page.locator("header.site .home").focus();
        return (await focused(page))?.amiss ?? [];
      };
      assert.deepEqual(await amiss(""), []);
      assert.match((await amiss("footer.site { position: fixed; inset: 0; z-index: 9 }")).join(), /hidden behind/);
      assert.match((await amiss("header.site .home { position: fixed; top: -90px }")).join(), /out of sight/);
      assert.match((await amiss("header.site .home:is(:focus-visible, :focus) { outline: none }")).join(), /not seen/);
    });
  });
});
