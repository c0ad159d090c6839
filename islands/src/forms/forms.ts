// A form that is sent is not sent again by a second press while its answer is on its way.

/** Lets each form that changes something be sent once from a page; a page that is come back to may send it again. */
export function sentOnce(document: Document): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (form.dataset["sent"]) event.preventDefault();
    else form.dataset["sent"] = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset["sent"];
  });
}
