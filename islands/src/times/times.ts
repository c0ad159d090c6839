// Moments, in the zone of who reads. The page holds them in the zone of the site, for everyone.

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  day: { dateStyle: "long" },
  minute: { dateStyle: "long", timeStyle: "short" },
};

/** Rewrites the moments of a page once it is drawn: the first use of `Intl` costs a slow telephone as much as the page itself. */
export function rewriteTimesOnceDrawn(page: Document): void {
  requestAnimationFrame(() => setTimeout(() => rewriteTimes(page)));
}

/** Rewrites each `time[data-to]` (to the `day` or the `minute`), unless the reader's zone is that of the site. */
function rewriteTimes(page: Document): void {
  const { lang, dataset } = page.documentElement;
  if (dataset["zone"] === new Intl.DateTimeFormat().resolvedOptions().timeZone) return;
  for (const time of page.querySelectorAll<HTMLTimeElement>("time[data-to]")) {
    const style = styles[time.dataset["to"] ?? ""];
    const moment = new Date(time.dateTime);
    if (!style || Number.isNaN(moment.getTime())) continue;
    const write = (zone: string | undefined) =>
      // « 7 h 20 », as the page writes it: the hour of French Canada is padded there.
      new Intl.DateTimeFormat(lang, zone ? { ...style, timeZone: zone } : style).format(moment).replace(/\b0(?=\d\sh\s)/, "");
    const [here, there] = [write(undefined), write(dataset["zone"])];
    // Where both say the same, the words of the page stay.
    if (here !== there) time.textContent = here;
  }
}
