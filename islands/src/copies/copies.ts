// One press takes a text away. Where there is no script the style sheet hides the button.

/** Makes each `button[data-copies]` copy the element of that name, and the `[data-copied]` after it tell so. */
export function copiable(page: Document): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>("button[data-copies]")) {
    button.addEventListener("click", () => void copy(page, button));
  }
}

async function copy(page: Document, button: HTMLButtonElement): Promise<void> {
  const text = page.getElementById(button.dataset["copies"] ?? "");
  const told = button.parentElement?.querySelector<HTMLElement>("[data-copied]");
  if (!text || !told) return;
  const { copied = "", selected = "" } = told.dataset;
  try {
    const form = (type: string, words: string) => ({ [type]: new Blob([words], { type }) });
    // Italics say what is a title: a word processor keeps them.
    await navigator.clipboard.write([new ClipboardItem({ ...form("text/plain", text.innerText), ...form("text/html", text.innerHTML) })]);
    told.textContent = copied;
  } catch {
    // Where the clipboard is closed to pages, the keyboard does the rest.
    page.getSelection()?.selectAllChildren(text);
    told.textContent = selected;
  }
}
