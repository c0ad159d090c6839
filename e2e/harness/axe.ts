// The faults that axe knows (Deque's rules for the Web Content Accessibility Guidelines).

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

declare const axe: typeof import("axe-core");
const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The faults of a page, with the elements that have them; of these rules, where some are named. */
export async function faultsOf(page: Page, rules: string[] = []): Promise<string[]> {
  // A page keeps it until the next one is opened.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  return page.evaluate(async (rules) => {
    const only = rules.length > 0 ? { runOnly: rules } : {};
    const found = await axe.run(document, { resultTypes: ["violations"], ...only });
    return found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" ")}`);
  }, rules);
}
