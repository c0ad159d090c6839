// The Nu Html Checker (of the W3C and the WHATWG): what it says of a folder of pages, sheets and drawings.

import { execFile, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

/** Why it cannot run here; false where it can. With CI=true it is a failure, not a skip. */
export const withoutJava: string | false = spawnSync("java", ["-version"]).status === 0 ? false : "skipped: Java is absent";
if (withoutJava && process.env["CI"] === "true") throw new Error(withoutJava);

interface Message {
  type: "error" | "info" | "non-document-error";
  subType?: "warning" | "fatal";
  url?: string;
  message: string;
  extract?: string;
}

/** The standard has this link (HTML, "Link type expect"), by which nothing is drawn before the frame, or a table on the first screens, is read; this checker does not know it yet. */
const EXPECT = /<link rel="expect" href="#(head:end|body:read)" blocking="render">/;
const NOT_YET = "A “link” element with a “blocking” attribute must have a “rel” attribute whose value is “stylesheet”";

/**
 * Its errors and warnings, by the path of the file. One start of Java for all: it takes a second to start, and a hundredth
 * for a page. Left out is what it calls information, which is none of the standard: that `<img />` has a slash too many.
 */
export async function complaintsOf(folder: string): Promise<Map<string, string[]>> {
  const typed = ["-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg", folder];
  const out = await new Promise<string>((done, failed) => {
    execFile("java", typed, { maxBuffer: 256 * 1024 * 1024 }, (error, out, told) => (error ? failed(new Error(`${error.message}\n${told}`)) : done(out)));
  });
  const complaints = new Map<string, string[]>();
  for (const { type, subType, url = "", message, extract = "" } of (JSON.parse(out) as { messages: Message[] }).messages) {
    if (type === "info" && subType !== "warning") continue;
    if (message.startsWith(NOT_YET) && EXPECT.test(extract)) continue;
    const path = decodeURIComponent(url).split(`${folder}/`).at(-1) ?? url;
    const line = `${subType ?? type}: ${message} ${extract.replace(/\s+/g, " ")}`.trim();
    complaints.set(path, [...(complaints.get(path) ?? []), line]);
  }
  return complaints;
}
