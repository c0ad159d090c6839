// What a term means, beside the term: on hover, on focus, on touch. The definitions stand in the page, in this list.

/** How long a pointer rests on a term before its card shows, and how long the card waits for the pointer to come in. */
const delays = { show: 150, hide: 250 };
/** The least space between a card and the edge of the window, in pixels. */
const margin = 8;

class TermList extends HTMLElement {
  private readonly card = document.createElement("div");
  private shown: HTMLAnchorElement | undefined;
  private waiting: number | undefined;
  private readonly stop = new AbortController();

  connectedCallback(): void {
    const article = this.closest("article");
    if (!article || !("showPopover" in this.card)) return;
    this.card.popover = "manual";
    this.card.id = "term-card";
    this.card.className = "term-card";
    this.card.role = "tooltip";

    const on = <K extends keyof HTMLElementEventMap>(
      target: EventTarget,
      name: K,
      act: (event: HTMLElementEventMap[K]) => void,
    ): void => target.addEventListener(name, act as EventListener, { signal: this.stop.signal });
    for (const term of article.querySelectorAll<HTMLAnchorElement>("a.term[data-term]")) {
      on(term, "pointerenter", (event) => {
        if (event.pointerType === "mouse") this.later(delays.show, () => this.show(term));
      });
      on(term, "pointerleave", (event) => {
        if (event.pointerType === "mouse") this.later(delays.hide, () => this.hide());
      });
      on(term, "focus", () => {
        if (term.matches(":focus-visible")) this.show(term);
      });
      on(term, "blur", () => this.hide());
      // A first touch tells what the term means; a second one follows the link, as the card itself does.
      on(term, "click", (event) => {
        const byTouch = event instanceof PointerEvent && event.pointerType !== "mouse" && event.pointerType !== "";
        if (!byTouch || this.shown === term) return;
        event.preventDefault();
        this.show(term);
      });
    }
    on(this.card, "pointerenter", () => this.cancel());
    on(this.card, "pointerleave", () => this.later(delays.hide, () => this.hide()));
    on(document as unknown as HTMLElement, "keydown", (event) => {
      if (event.key === "Escape") this.hide();
    });
    on(document as unknown as HTMLElement, "pointerdown", (event) => {
      const inside = event.target instanceof Node && (this.card.contains(event.target) || this.shown?.contains(event.target));
      if (!inside) this.hide();
    });
    on(window as unknown as HTMLElement, "resize", () => this.hide());
  }

  disconnectedCallback(): void {
    this.stop.abort();
    this.cancel();
  }

  private cancel(): void {
    clearTimeout(this.waiting);
  }

  private later(delay: number, act: () => void): void {
    this.cancel();
    this.waiting = setTimeout(act, delay);
  }

  private show(term: HTMLAnchorElement): void {
    this.cancel();
    const item = this.querySelector(`li[data-term="${CSS.escape(term.dataset["term"] ?? "")}"]`);
    if (!item || this.shown === term) return;
    this.hide();
    this.card.replaceChildren(...Array.from(item.childNodes, (node) => node.cloneNode(true)));
    term.setAttribute("aria-describedby", this.card.id);
    this.shown = term;
    this.append(this.card);
    this.card.showPopover();
    this.place(term);
  }

  private hide(): void {
    this.cancel();
    if (!this.shown) return;
    this.shown.removeAttribute("aria-describedby");
    this.shown = undefined;
    this.card.remove();
  }

  /** Under the last line of the term, or over its first one where there is no room under it. */
  private place(term: HTMLAnchorElement): void {
    const lines = term.getClientRects();
    const [first, last] = [lines[0], lines[lines.length - 1]];
    if (!first || !last) return;
    const { width, height } = this.card.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const left = Math.max(margin, Math.min(last.left, clientWidth - width - margin));
    const fitsUnder = last.bottom + height + margin <= clientHeight || first.top < height + margin;
    const top = fitsUnder ? last.bottom : first.top - height;
    this.card.style.setProperty("left", `${left + scrollX}px`);
    this.card.style.setProperty("top", `${top + scrollY}px`);
  }
}

customElements.define("term-list", TermList);
