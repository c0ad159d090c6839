// Whether a text acted on a page that shows it.

import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "playwright-core";

import { reader, watch } from "./browser.ts";
import type { Site } from "./site.ts";

declare global {
  interface Window {
    fired: string[];
  }
}

/** A reader whose pages have no policy to save them: nothing but clean pages keeps the texts from acting. */
export async function unprotected(browser: Browser, site: Site): Promise<{ context: BrowserContext; page: Page }> {
  const context = await reader(browser, site, {}, undefined, { bypassCSP: true });
  await context.addInitScript(() => {
    window.fired = [];
    for (const name of ["alert", "confirm", "prompt", "print", "open"] as const) {
      Object.defineProperty(window, name, { value: () => window.fired.push(name) });
    }
  });
  return { context, page: await context.newPage() };
}

/** Opens a page, does to each of its elements what a reader might, and tells what is amiss. */
export async function amissAt(page: Page, site: Site, address: string): Promise<string[]> {
  const watched = watch(page, site);
  const visited: string[] = [];
  page.on("framenavigated", (frame) => visited.push(frame.url()));
  const answer = await page.goto(address);
  assert.equal(answer?.status(), 200, address);
  const amiss = await page.evaluate(() => {
    const amiss: string[] = [];
    const events = ["mouseover", "mouseenter", "focus", "error", "load", "toggle", "animationstart", "click", "input", "scroll", "pageshow"];
    document.addEventListener("click", (event) => event.preventDefault(), true);
    const main = document.querySelector("body > main#main");
    const scripts = document.querySelectorAll("script:not([type='application/ld+json'])").length;
    if (scripts !== 1) amiss.push(`${scripts} scripts`);
    // After the foot of the page, and nowhere else: what machines read of it, then the script.
    const foot = document.querySelector("body > footer.site");
    const last = document.querySelector("body > footer.site ~ script[type=module][src^='/assets/reading-']:last-child");
    const known = [last, document.querySelector("body > footer.site + script[type='application/ld+json']")];
    if (last?.previousElementSibling !== (known[1] ?? foot)) amiss.push("something after the foot");
    for (const element of document.querySelectorAll("body *")) {
      for (const name of events) element.dispatchEvent(new Event(name, { cancelable: true }));
      const tag = element.localName;
      const acts = ["script", "style", "iframe", "frame", "object", "embed", "base", "link", "meta", "template", "noscript", "applet", "marquee"];
      if (known.includes(element)) continue;
      if (acts.includes(tag) && !element.matches("main > article.note > .text + link[rel=stylesheet][href^='/assets/rest-']")) amiss.push(`<${tag}>`);
      // Pages that are forms and hold no text of an author say which form it is.
      const isOfFrame = element.closest("footer.site, header.site, nav.banner, .cover, main > form[data-form]") !== null;
      if (!isOfFrame && ["form", "button", "svg", "select", "textarea"].includes(tag) && !element.matches("[data-page=cite] section > [data-part=copy] > button")) amiss.push(`<${tag}> in the text`);
      for (const { name } of element.attributes) {
        if (/^on|^style$|^srcdoc$|^srcset$|^formaction$|^background$|^poster$|^ping$|^xlink|^http-equiv$|^target$/i.test(name)) {
          amiss.push(`${tag}[${name}]`);
        }
      }
      if (element instanceof HTMLAnchorElement && element.hasAttribute("href") && !["http:", "https:", "mailto:", "tel:"].includes(element.protocol)) {
        amiss.push(`a link to ${element.href}`);
      }
      if ("src" in element && typeof element.src === "string" && element.src && !element.src.startsWith(`${location.origin}/files/`)) {
        amiss.push(`${tag} from ${element.src}`);
      }
    }
    if (!main) amiss.push("no main");
    if (document.querySelectorAll("body > *").length < 4 || !last || document.body.lastElementChild !== last) amiss.push("the frame is broken");
    if (document.querySelectorAll("h1").length !== 1 || document.querySelectorAll("[id=main]").length !== 1) amiss.push("a second title or main");
    if (window.fired.length > 0) amiss.push(`fired ${window.fired.join(", ")}`);
    return amiss;
  });
  page.removeAllListeners();
  if (visited.length > 1) amiss.push(`went to ${visited.slice(1).join(", ")}`);
  const said = watched.complaints.filter((line) => !/Failed to load resource/.test(line));
  return [...new Set([...amiss, ...said, ...watched.elsewhere.map((url) => `asked ${url}`)])].map((fault) => `${address}: ${fault}`);
}

/** A text as it stands where there is one line. */
export const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** What no file of text holds: the import refuses it whole. */
export const isText = (text: string) => !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/.test(text);
