// Every page, for who sees colours otherwise, has a small screen, or no mouse.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, watch, withoutChromium } from "./harness/browser.ts";
import { build, eachPage, open, type World } from "./harness/world.ts";

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

/** What depends on colours and widths; all else is the same in each. */
const ofColours = ["color-contrast", "link-in-text-block"];
const ofWidths = [...ofColours, "target-size", "scrollable-region-focusable"];

describe("every page", { skip: withoutChromium }, () => {
  for (const language of ["fr", "en"] as const) {
    it(`has no fault that axe knows, in the light and in the dark, at each width; says nothing to the console, asks nobody else (${language})`, async () => {
      await eachPage(browser, world, { language }, async (page, place) => {
        if (place.alike) return;
        const watched = watch(page, world.site);
        await open(page, place);
        assert.equal(await page.getAttribute("html", "lang"), `${language}-CA`, place.name);
        for (const theme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: theme });
          for (const width of [1440, 768, 360]) {
            await page.setViewportSize({ width, height: 900 });
            const rules = theme === "dark" ? ofColours : width === 768 ? ofWidths : [];
            assert.deepEqual(await faultsOf(page, rules), [], `${place.name}, ${theme}, ${width} pixels`);
          }
        }
        // The browser says itself, of a page that is a 404, that it was not found.
        const said = watched.complaints.filter((line) => !(place.status && line.includes("Failed to load resource")));
        assert.deepEqual(said, [], place.name);
        assert.deepEqual(watched.elsewhere, [], place.name);
      });
    });
  }

  it("is reached by Tab, from the way past the menu to the end, with the focus seen at each stop", async () => {
    const kinds = new Set<string>();
    await eachPage(browser, world, {}, async (page, place) => {
      // Other pages of the same kind have nothing else to stop on.
      if (kinds.has(place.page)) return;
      kinds.add(place.page);
      await open(page, place);
      const reachable = await page.evaluate(() => {
        const selector = 'a[href], button, input:not([disabled]), summary, audio[controls], video[controls], [tabindex="0"]';
        const shown = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility());
        shown.forEach((element, at) => element.setAttribute("data-stop", String(at)));
        return shown.length;
      });
      const reached = new Set<string>();
      for (let stop = 0; stop < reachable * 12 + 50; stop++) {
        await page.keyboard.press("Tab");
        const now = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          const style = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          return {
            stop: element.getAttribute("data-stop"),
            href: element.getAttribute("href"),
            what: element.outerHTML.slice(0, 120),
            seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 && box.width > 0,
            inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
          };
        });
        if (!now) break;
        if (stop === 0) assert.equal(now.href, "#main", place.name);
        assert.ok(now.seen, `${place.name}: the focus is not seen on ${now.what}`);
        assert.ok(now.inside, `${place.name}: the focus is out of sight on ${now.what}`);
        if (now.stop) reached.add(now.stop);
        if (reached.size === reachable) break;
      }
      assert.equal(reached.size, reachable, `${place.name}: ${reachable - reached.size} of ${reachable} are not reached`);
    });
  });
});
