// Where the focus is, and whether it is seen: marked by a line, in sight, not wholly covered (WCAG 2.4.7 and 2.4.11).

import type { Page } from "playwright-core";

export interface Focused {
  /** The number that `stops` gave it. */
  stop: string | null;
  href: string | null;
  what: string;
  /** What is amiss, in words; none where all is well. */
  amiss: string[];
}

/** Numbers what the keyboard should reach, and tells how many there are. */
export async function stops(page: Page): Promise<number> {
  return page.evaluate(() => {
    const selector = 'a[href], button, input:not([disabled]), summary, audio[controls], video[controls], [tabindex="0"]';
    // Tab stops once at a group of choices: at the one that is chosen, else at its first; arrows go through it.
    const isPassed = (element: HTMLElement) => {
      if (!(element instanceof HTMLInputElement) || element.type !== "radio" || element.checked) return false;
      const group = [...document.querySelectorAll<HTMLInputElement>("input[type=radio]")].filter((it) => it.name === element.name && it.form === element.form);
      return group.some((it) => it.checked) || group[0] !== element;
    };
    const shown = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility() && !isPassed(element));
    shown.forEach((element, at) => element.setAttribute("data-stop", String(at)));
    return shown.length;
  });
}

/** What has the focus; nothing where the page itself has it. */
export async function focused(page: Page): Promise<Focused | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    const amiss: string[] = [];
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1) amiss.push("is not seen");
    const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    const inside = (x: number, y: number) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
    const points = boxes.flatMap((box) =>
      [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [box.left + box.width * x, box.top + box.height * y] as const)),
    );
    const inSight = points.filter(([x, y]) => inside(x, y));
    if (inSight.length === 0) amiss.push("is out of sight");
    // Something stands before it at each of its points, and is neither in it nor around it.
    const isCovered = ([x, y]: readonly [number, number]) => {
      const top = document.elementFromPoint(x, y);
      return top !== null && !element.contains(top) && !top.contains(element);
    };
    if (inSight.length > 0 && inSight.every(isCovered)) {
      const [x = 0, y = 0] = inSight[0] ?? [];
      amiss.push(`is hidden behind ${document.elementFromPoint(x, y)?.outerHTML.slice(0, 80)}`);
    }
    return { stop: element.getAttribute("data-stop"), href: element.getAttribute("href"), what: element.outerHTML.slice(0, 120), amiss };
  });
}
