// On paper, links to other pages of the site are numbers, and the addresses stand at the end.

/** What was added for the printer, to be taken away afterwards. */
let added: Element[] = [];

function number(page: Document): void {
  clear();
  const addresses = new Map<string, string>();
  for (const link of page.querySelectorAll<HTMLAnchorElement>("main .text a[href^='/']")) {
    if (!addresses.has(link.href)) addresses.set(link.href, link.textContent ?? "");
    const mark = page.createElement("sup");
    mark.textContent = `[${[...addresses.keys()].indexOf(link.href) + 1}]`;
    link.after(mark);
    added.push(mark);
  }
  if (addresses.size === 0) return;
  const list = page.createElement("ol");
  list.className = "printed-links";
  for (const [address, words] of addresses) {
    const line = page.createElement("li");
    line.textContent = `${words.trim()} ${address}`;
    list.append(line);
  }
  page.querySelector("main")?.append(list);
  added.push(list);
}

function clear(): void {
  for (const element of added) element.remove();
  added = [];
}

/** Gets the page ready whenever it is printed. */
export function printable(page: Document): void {
  addEventListener("beforeprint", () => number(page));
  addEventListener("afterprint", clear);
}
