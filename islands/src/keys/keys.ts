// Keys: arrows turn the pages of a work, `?` shows which keys there are. Keys of one character can be switched off
// (WCAG 2.1.4), and the choice stays in this browser.

const OFF = "sillage-keys";

/** Whether keys of one character act here. */
function areOn(): boolean {
  try {
    return localStorage.getItem(OFF) !== "off";
  } catch {
    return true;
  }
}

function remember(on: boolean): void {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "off");
  } catch {
    // Where nothing may be kept, the choice lasts as long as the page.
  }
}

/** Whether the key has a meaning of its own where it was pressed. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select, audio, video, [role=listbox]")) return true;
  return scrollsSideways(target);
}

function scrollsSideways(element: HTMLElement | null): boolean {
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    if (at.scrollWidth > at.clientWidth && getComputedStyle(at).overflowX !== "visible") return true;
  }
  return false;
}

function turn(rel: "prev" | "next"): boolean {
  const link = document.querySelector<HTMLLinkElement>(`head link[rel=${rel}]`);
  if (link) location.assign(link.href);
  return link !== null;
}

/** Makes the keys act in this page. */
export function listen(page: Document): void {
  let on = areOn();
  const help = page.getElementById("keys");
  const choice = page.querySelector<HTMLInputElement>("#keys input");
  if (choice) {
    choice.checked = on;
    choice.addEventListener("change", () => {
      on = choice.checked;
      remember(on);
    });
  }
  page.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTaken(event.target)) return;
    const leftward = page.documentElement.dir === "rtl" ? "next" : "prev";
    const acts: Record<string, () => boolean> = {
      ArrowLeft: () => !event.shiftKey && turn(leftward),
      ArrowRight: () => !event.shiftKey && turn(leftward === "prev" ? "next" : "prev"),
      "?": () => on && help !== null && (help.togglePopover(), true),
    };
    if (acts[event.key]?.()) event.preventDefault();
  });
}
