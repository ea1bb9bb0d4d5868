/** Two indicators of one thing: published beside computed (`reconciles`), current beside constant prices. */
import { sameDimension } from "@lianzhang/kernel";
import type { Draft, Loading } from "./loading.ts";
import type { Form, Indicator } from "./model.ts";
import type { Entry, Path } from "./source/entry.ts";

/** Whether everything the figure rests on is published: forms with `input: published`, and nothing else. */
export function isPublished(
  indicator: Pick<Indicator, "touches">,
  forms: ReadonlyMap<string, Pick<Form, "input">>,
): boolean {
  const inputs = indicator.touches.map((id) => forms.get(id.slice(0, id.indexOf(".")))?.input);
  return inputs.length > 0 && inputs.every((i) => i === "published");
}

/** The name without what stands in brackets after it: 工业总产值 of 工业总产值(公布). */
export const bareName = (label: string): string => label.replace(/\s*[(（][^()（）]*[)）]\s*$/u, "");

/** Checks what an indicator says of its twins; every mistake is reported where it is written. */
export function checkTwins(draft: Draft<Indicator>, entry: Entry, loading: Loading): void {
  if (draft.reconciles !== null) {
    const path = ["reconciles", "with"];
    const twin = twinOf(draft, draft.reconciles.with, entry, path, loading);
    if (twin === null) return;
    if (isPublished(draft, loading.forms) === isPublished(twin, loading.forms))
      refuse(
        `${draft.id} and ${twin.id} are both ${isPublished(draft, loading.forms) ? "published" : "computed"}`,
        "reconcile a published figure with a computed one",
        entry,
        path,
        loading,
      );
    if (leadsBack(draft, loading))
      refuse(
        `reconciles leads from ${draft.id} back to ${draft.id}`,
        "write it on one of the two only",
        entry,
        path,
        loading,
      );
  }
  if (draft.constantPrices !== null) {
    const path = ["constant_prices"];
    const twin = twinOf(draft, draft.constantPrices, entry, path, loading);
    if (twin?.body && typeof twin.body.type.price !== "number")
      refuse(
        `${twin.id} is not at the prices of one year`,
        "name an indicator over fields with price: YEAR",
        entry,
        path,
        loading,
      );
  }
}

/** The other indicator, or null (reported): it exists, is not this one, and counts the same thing in the same way. */
function twinOf(
  draft: Draft<Indicator>,
  id: string,
  entry: Entry,
  path: Path,
  loading: Loading,
): Draft<Indicator> | null {
  if (!loading.refer("indicators", id, entry.at(...path))) return null;
  const twin = loading.indicators.get(id);
  if (!twin || draft.body === null || twin.body === null) return null;
  const wrong =
    twin.id === draft.id
      ? `${draft.id} cannot be its own twin`
      : !sameDimension(twin.unit.dimension, draft.unit.dimension)
        ? `${draft.id} is in ${draft.unit.text}, ${twin.id} in ${twin.unit.text}`
        : twin.of !== null || draft.of !== null
          ? `${(twin.of === null ? draft : twin).id} has a figure for every subject, not one`
          : null;
  if (wrong === null) return twin;
  refuse(wrong, "name the indicator of the same thing from the other source", entry, path, loading);
  return null;
}

function refuse(message: string, hint: string, entry: Entry, path: Path, loading: Loading): void {
  loading.add("LZ2040", entry.at(...path), message, hint);
}

function leadsBack(draft: Draft<Indicator>, loading: Loading): boolean {
  const seen = new Set<string>();
  for (let id = draft.reconciles?.with; id !== undefined && !seen.has(id);) {
    if (id === draft.id) return true;
    seen.add(id);
    id = loading.indicators.get(id)?.reconciles?.with;
  }
  return false;
}
