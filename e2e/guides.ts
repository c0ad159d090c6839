// `make guides`: takes the pictures of the guides again.

import { resolve } from "node:path";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { takePictures } from "./harness/guides.ts";

if (withoutChromium) throw new Error(withoutChromium);
const folder = resolve(process.argv[2] ?? "../docs/images");
const browser = await openBrowser();
try {
  for (const path of await takePictures(browser, folder)) console.log(`${folder}/${path}`);
} finally {
  await browser.close();
}
