// <pass-key>: the button of a form that makes a passkey (act="make") or asks for one (act="ask"), and sends the form with what the
// browser answers. Hidden where the browser has none, and without script.

interface Challenge {
  ceremony: string;
  options: PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;
}

/** After how many milliseconds an offer is made anew. */
const renewed = 9 * 60 * 1000;

/** The site did not answer. */
class Away extends Error {}

class PassKey extends HTMLElement {
  /** The ceremony that waits for a choice in the field of addresses. */
  private waiting: AbortController | undefined;

  connectedCallback(): void {
    const known = window.PublicKeyCredential;
    if (!known?.parseCreationOptionsFromJSON || !known.parseRequestOptionsFromJSON || !this.form) return;
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => void this.act());
    if (this.asks) void this.offer();
  }

  private get form(): HTMLFormElement | null {
    return this.closest("form");
  }

  private get asks(): boolean {
    return this.getAttribute("act") === "ask";
  }

  /** What the button does. */
  private async act(): Promise<void> {
    const { form } = this;
    if (!form || (!this.asks && !isFilled(form))) return;
    this.say("");
    this.waiting?.abort();
    try {
      this.send(await this.ceremony());
    } catch (error) {
      this.say(error instanceof Away ? "away" : "failed");
      if (this.asks) void this.offer();
    }
  }

  /** Lets the browser offer passkeys beside the addresses that it knows. */
  private async offer(): Promise<void> {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    const waiting = new AbortController();
    this.waiting = waiting;
    // What the site asks for serves ten minutes; a page of sign-in may stand open for a day.
    const renewal = setTimeout(() => {
      waiting.abort();
      void this.offer();
    }, renewed);
    waiting.signal.addEventListener("abort", () => clearTimeout(renewal));
    try {
      this.send(await this.ceremony(waiting.signal));
    } catch {
      // Nobody asked for it: the fields and the button are there.
    }
  }

  private async ceremony(offered?: AbortSignal): Promise<[ceremony: string, answer: string]> {
    const { ceremony, options } = await this.begin(offered);
    const credential = this.asks
      ? await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
          ...(offered && { mediation: "conditional", signal: offered }),
        })
      : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
    if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey");
    return [ceremony, JSON.stringify(credential.toJSON())];
  }

  /** Begins a ceremony; whose it is may stand in the form, and no password leaves it. */
  private async begin(signal?: AbortSignal): Promise<Challenge> {
    const body = new URLSearchParams();
    for (const name of ["mail", "name"]) {
      const field = this.form?.elements.namedItem(name);
      if (!this.asks && field instanceof HTMLInputElement) body.set(name, field.value);
    }
    const answer = await fetch(this.getAttribute("begin") ?? "", { method: "POST", body, signal: signal ?? null }).catch(() => {
      throw new Away();
    });
    if (!answer.ok) throw new Away();
    return (await answer.json()) as Challenge;
  }

  private send([ceremony, answer]: [string, string]): void {
    const { form } = this;
    if (!form) return;
    for (const [name, value] of Object.entries({ ceremony, passkey: answer, password: "" })) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    form.noValidate = true;
    form.requestSubmit();
  }

  private say(what: "failed" | "away" | ""): void {
    const words = this.querySelector("[role=status]");
    if (words) words.textContent = what && this.getAttribute(what);
  }
}

/** Whether all that a form asks for is typed, passwords apart; the browser says what is not. */
function isFilled(form: HTMLFormElement): boolean {
  const fields = [...form.elements].filter((field) => field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement);
  return fields.filter((field) => field.type !== "password").every((field) => field.reportValidity());
}

customElements.define("pass-key", PassKey);
