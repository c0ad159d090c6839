// Pictures small enough to be kept with the texts that they go with: no more than 128 colours.

import type { Page } from "playwright-core";

import { indexedPng } from "./own-files.ts";

type Colour = [red: number, green: number, blue: number];

/** The pixels of a PNG, four bytes each; a browser reads it. */
async function pixels(page: Page, file: Buffer): Promise<{ width: number; height: number; bytes: Buffer }> {
  const read = await page.evaluate(async (data) => {
    const picture = await createImageBitmap(await (await fetch(data)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const brush = canvas.getContext("2d");
    brush?.drawImage(picture, 0, 0);
    const { data: bytes = new Uint8ClampedArray() } = brush?.getImageData(0, 0, picture.width, picture.height) ?? {};
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return { width: picture.width, height: picture.height, text: btoa(text) };
  }, `data:image/png;base64,${file.toString("base64")}`);
  return { width: read.width, height: read.height, bytes: Buffer.from(read.text, "base64") };
}

/** The colours that say most (median cut: the box that spreads furthest is cut in two at its middle pixel). */
function palette(counts: Map<number, number>, most: number): Colour[] {
  const colours = [...counts].map(([key, count]) => ({ colour: [key >> 16, (key >> 8) & 255, key & 255] as Colour, count }));
  const boxes = [colours];
  const spread = (box: typeof colours, of: number) => {
    const values = box.map(({ colour }) => colour[of] ?? 0);
    return Math.max(...values) - Math.min(...values);
  };
  const widest = (box: typeof colours) => [0, 1, 2].reduce((best, of) => (spread(box, of) > spread(box, best) ? of : best), 0);
  const weight = (box: typeof colours) => spread(box, widest(box)) * Math.log2(2 + box.reduce((all, { count }) => all + count, 0));
  while (boxes.length < most) {
    const box = boxes.filter(({ length }) => length > 1).toSorted((a, b) => weight(b) - weight(a))[0];
    if (!box) break;
    const of = widest(box);
    const sorted = box.toSorted((a, b) => (a.colour[of] ?? 0) - (b.colour[of] ?? 0));
    const half = sorted.reduce((all, { count }) => all + count, 0) / 2;
    let sum = 0;
    const cut = sorted.findIndex(({ count }) => (sum += count) >= half);
    const at = Math.min(sorted.length - 1, Math.max(1, cut));
    boxes.splice(boxes.indexOf(box), 1, sorted.slice(0, at), sorted.slice(at));
  }
  // The commonest of a box stands for it: paper stays as white as it was.
  return boxes.map((box) => box.toSorted((a, b) => b.count - a.count)[0]?.colour ?? [0, 0, 0]);
}

/** The same picture, in few colours. */
export async function smaller(page: Page, file: Buffer): Promise<Buffer> {
  const { width, height, bytes } = await pixels(page, file);
  const key = (at: number) => ((bytes[at * 4] ?? 0) << 16) | ((bytes[at * 4 + 1] ?? 0) << 8) | (bytes[at * 4 + 2] ?? 0);
  const counts = new Map<number, number>();
  for (let at = 0; at < width * height; at++) counts.set(key(at), (counts.get(key(at)) ?? 0) + 1);
  const colours = palette(counts, 128);
  const nearest = new Map<number, number>();
  for (const one of counts.keys()) {
    const of: Colour = [one >> 16, (one >> 8) & 255, one & 255];
    const far = (colour: Colour) => colour.reduce((sum, value, at) => sum + (value - (of[at] ?? 0)) ** 2, 0);
    nearest.set(one, colours.reduce((best, colour, at) => (far(colour) < far(colours[best] ?? [0, 0, 0]) ? at : best), 0));
  }
  return indexedPng(width, height, colours, (x, y) => nearest.get(key(y * width + x)) ?? 0);
}
