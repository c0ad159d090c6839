// One Chromium for a test file, and what it notices of each page.

import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page, type Request } from "playwright-core";

import type { Site } from "./site.ts";

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Whatever a page asks of anyone else is refused here, and noticed by `watch`.
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
];

const places = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const found = places.find((place) => place && existsSync(place));

/** Why tests in a browser cannot run here; false where they can. With CI=true it is a failure, not a skip. */
export const withoutChromium: string | false = found ? false : "skipped: Chromium is absent";
if (withoutChromium && process.env["CI"] === "true") throw new Error(withoutChromium);

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: found ?? "chromium", chromiumSandbox: false, headless: true, args: flags });
}

/** How a page looks to one reader. */
export interface Look {
  language: "fr" | "en";
  theme: "light" | "dark";
  width: number;
}

/** A reader: a language, a theme, a width, perhaps a session. */
export async function reader(
  browser: Browser,
  site: Site,
  look: Partial<Look> = {},
  cookie?: string,
  more: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const { language = "fr", theme = "light", width = 1440 } = look;
  const context = await browser.newContext({
    baseURL: site.address,
    locale: language === "fr" ? "fr-CA" : "en-CA",
    colorScheme: theme,
    // That of the site, where nothing else is said: times stay as the page wrote them.
    timezoneId: "America/Toronto",
    viewport: { width, height: 900 },
    ...more,
  });
  if (cookie) {
    const [name = "", value = ""] = cookie.split("=");
    await context.addCookies([
      { name, value, url: site.address.replace("http:", "https:"), secure: true, httpOnly: true, sameSite: "Lax" },
    ]);
  }
  return context;
}

/** What no page of ours may do, as it happens. */
export interface Watched {
  /** Lines of the console, errors of scripts, reports of the content security policy, dialogs, windows. */
  complaints: string[];
  /** Requests to anyone but the site. */
  elsewhere: string[];
}

/** The addresses that a page asked, once each is answered; what a policy stops is never sent, and is not among them. */
export function sent(page: Page): () => Promise<Set<string>> {
  const requests: Request[] = [];
  page.on("request", (request) => requests.push(request));
  return async () => {
    const addresses = new Set<string>();
    for (const request of requests) {
      await request.response();
      if (request.failure()?.errorText !== "csp") addresses.add(request.url());
    }
    return addresses;
  };
}

/** Notices what a page does that it should not. */
export function watch(page: Page, site: Site): Watched {
  const watched: Watched = { complaints: [], elsewhere: [] };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) watched.complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => watched.complaints.push(`script: ${error.message}`));
  page.on("dialog", (dialog) => {
    watched.complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => watched.complaints.push(`window: ${popup.url()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${site.address}/`) && !url.startsWith("data:")) watched.elsewhere.push(url);
  });
  return watched;
}
