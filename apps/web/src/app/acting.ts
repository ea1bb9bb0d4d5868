/** 代办: for whom the address says it is done. */

/** Header of every question and change while the address names a leader. */
export function actingHeaders(): Readonly<Record<string, string>> {
  const leader = new URLSearchParams(location.search).get("for");
  return leader === null || leader === "" ? {} : { "x-on-behalf-of": leader };
}
