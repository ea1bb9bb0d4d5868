/** Codes of a list as they are spelled in files: 存续, 在业 and 在营(开业) are one status. */
import type { Label } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { CellText, Reading } from "./said.ts";
import { folded, refused, say } from "./said.ts";

/** One code with every spelling that means it. */
export interface Spelled {
  readonly code: string;
  readonly label: Label;
  readonly also: readonly string[];
}

/** A longer text is no slip of a word on the list. */
const LONGEST = 40;

const canonical = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\s\u200b\ufeff]/g, "")
    .replace(/[【[〔]/g, "(")
    .replace(/[】\]〕]/g, ")")
    .toLowerCase();

/** Reads codes, labels and listed spellings; what is not listed is refused, with the nearest there is. */
export function listReader(list: readonly Spelled[]): (cell: CellText) => Reading<string> {
  const known = new Map<string, Spelled>();
  for (const entry of list) for (const name of entry.also) known.set(canonical(name), entry);
  for (const entry of list)
    for (const name of [entry.label.en, entry.label.zh, entry.code]) known.set(canonical(name), entry);
  const labels = list.map((e) => e.label);
  return (cell) => {
    const { text, changed } = folded(cell.text);
    const found = known.get(canonical(cell.text));
    if (found) {
      const plain = [found.code, found.label.zh, found.label.en].includes(text);
      const spelling = plain
        ? []
        : [say(`“${text}”即“${found.label.zh}”`, `“${text}” is “${found.label.en}”`)];
      return { ok: true, value: found.code, changed: [...changed, ...spelling] };
    }
    const near = text.length > LONGEST ? null : nearest(canonical(cell.text), known.keys());
    const meant = near === null ? null : (known.get(near)?.label ?? null);
    return refused(
      "LZ8230",
      say(`“${cell.text}”不在清单内`, `“${cell.text}” is not on the list`),
      meant
        ? say(
            `是否指“${meant.zh}”?确认后改写,或把这种写法加入清单`,
            `does it mean “${meant.en}”? write that, or add the spelling to the list`,
          )
        : say(`可填:${labels.map((l) => l.zh).join("、")}`, `one of: ${labels.map((l) => l.en).join(", ")}`),
    );
  };
}
