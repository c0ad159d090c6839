// node build/follow/main.js SITE --source DIR --report FILE [--cookie PAIR] [--json]
//
// SITE is where the site answers (http://localhost:8080), DIR the folder that was imported, FILE what the import
// reported (`import markdown … --report FILE`). Ends with 1 when a link leads nowhere or one is broken by us.

import { parseArgs } from "node:util";

import { follow, readReport, type Fault } from "./follow.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { type: "string" },
    report: { type: "string" },
    cookie: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const [site] = positionals;
if (!site || !values.source || !values.report) {
  console.error("usage: npm run follow -- SITE --source DIR --report FILE [--cookie PAIR] [--json]");
  process.exit(2);
}
const report = readReport(values.report);
const outcome = await follow(site.replace(/\/$/, ""), report.notebook.address, values.source, report, values.cookie);
if (values.json) {
  console.log(JSON.stringify(outcome, null, 1));
} else {
  const { written } = outcome;
  console.log(`${outcome.notes} notes, ${outcome.addresses} addresses asked, ${outcome.followed} links followed, ${outcome.dead.length} lead nowhere`);
  for (const { page, address, why } of outcome.dead) console.log(`  ${page}: ${address}: ${why}`);
  console.log(`of the sources: ${written.reached} reached (${written.images} images), ${written.hidden} to drafts, ${written.elsewhere} to other sites`);
  console.log(`${written.broken_in_source} broken in the source`);
  list(outcome.broken_in_source);
  console.log(`${written.broken_by_us} broken by us`);
  list(outcome.broken_by_us);
  console.log(`${outcome.words_lost.length} notes lack words of their source`);
  for (const { path, words } of outcome.words_lost) console.log(`  ${path}: ${words.slice(0, 20).join(" ")}`);
}
process.exit(outcome.dead.length + outcome.broken_by_us.length > 0 ? 1 : 0);

function list(faults: Fault[]): void {
  for (const { path, line, text, why } of faults) console.log(`  ${path}:${line}: ${text}: ${why}`);
}
