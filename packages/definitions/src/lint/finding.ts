/** How a lint words what it finds. */
import type { Diagnostic, Label, Place } from "@lianzhang/kernel";
import { mendOf, severityOf } from "../catalogue.ts";
import { definitionsChinese } from "../catalogue-zh.ts";
import type { Target } from "../model.ts";

/** A finding with its advice: the nearest there is, else the catalogue's. */
export const finding = (
  code: `LZ3${string}`,
  place: Place,
  message: Label,
  hint: Label = { zh: definitionsChinese[code]?.mend ?? "", en: mendOf(code) ?? "" },
): Diagnostic => ({
  file: place.file,
  line: place.line,
  column: place.column,
  severity: severityOf(code),
  code,
  message: message.en,
  hint: hint.en,
  zh: { message: message.zh, hint: hint.zh },
});

export const called = (thing: { readonly id: string; readonly label: Label }): string =>
  `${thing.label.zh} (${thing.id})`;

/** `>= 1400 亿元` as the folder writes it. */
export const boundText = (t: Target): string =>
  t.bound.kind === "number" ? `${t.bound.comparator} ${t.bound.text}` : t.bound.text;
