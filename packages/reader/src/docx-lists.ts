/** The two parts of a docx that say how its paragraphs are numbered. */
import type { Level, List } from "./numbering.ts";
import type { Part } from "./docx-part.ts";
import { readPart } from "./docx-part.ts";

interface MutableLevel {
  start: number;
  format: string;
  text: string;
}

/** numbering.xml as lists by `numId`. */
export async function listsOf(part: Part): Promise<ReadonlyMap<string, List>> {
  const abstracts = new Map<string, Map<number, MutableLevel>>();
  const starts = new Map<string, Map<number, number>>();
  const nums = new Map<string, string>();
  let abstract: Map<number, MutableLevel> | null = null;
  let level: MutableLevel | null = null;
  let num: { id: string; level: number } | null = null;
  await readPart(part, {
    attribute: (element, name, value) => {
      if (element === "abstractNum" && name === "abstractNumId") abstracts.set(value, (abstract = new Map()));
      else if (element === "num" && name === "numId") num = { id: value, level: 0 };
      else if (element === "lvl" && name === "ilvl" && abstract && !num)
        abstract.set(Number(value), (level = { start: 1, format: "decimal", text: "" }));
      else if (element === "start" && level && !num) level.start = Number(value) || 0;
      else if (element === "numFmt" && name === "val" && level && !num) level.format = value;
      else if (element === "lvlText" && name === "val" && level && !num) level.text = value;
      else if (element === "abstractNumId" && num) nums.set(num.id, value);
      else if (element === "lvlOverride" && name === "ilvl" && num) num.level = Number(value);
      else if (element === "startOverride" && num) {
        const own = starts.get(num.id) ?? new Map<number, number>();
        starts.set(num.id, own.set(num.level, Number(value) || 0));
      }
    },
    close: (element) => {
      if (element === "lvl") level = null;
      else if (element === "num") num = null;
      else if (element === "abstractNum") abstract = null;
    },
  });
  const lists = new Map<string, List>();
  for (const [id, of] of nums) {
    const own = starts.get(id);
    const levels = new Map<number, Level>(abstracts.get(of) ?? []);
    for (const [at, start] of own ?? []) {
      const was = levels.get(at);
      if (was) levels.set(at, { ...was, start });
    }
    lists.set(id, { counts: own ? `num ${id}` : `abstract ${of}`, levels });
  }
  return lists;
}

/** Where a style puts its paragraphs in a list. */
export interface StyleNumber {
  readonly numId: string | null;
  readonly level: number | null;
  readonly basedOn: string | null;
}

/** styles.xml: the numbering of each style that has one, and the style it is made from. */
export async function stylesOf(part: Part): Promise<ReadonlyMap<string, StyleNumber>> {
  const styles = new Map<string, StyleNumber>();
  let id: string | null = null;
  const set = (more: Partial<StyleNumber>): void => {
    if (id === null) return;
    styles.set(id, { ...(styles.get(id) ?? { numId: null, level: null, basedOn: null }), ...more });
  };
  await readPart(part, {
    attribute: (element, name, value) => {
      if (element === "style" && name === "styleId") id = value;
      else if (name !== "val") return;
      else if (element === "numId") set({ numId: value });
      else if (element === "ilvl") set({ level: Number(value) });
      else if (element === "basedOn") set({ basedOn: value });
    },
    close: (element) => {
      if (element === "style") id = null;
    },
  });
  return styles;
}

/** The list of a style or of one it is made from; chains end after as many steps as Word allows. */
export function listOfStyle(
  styles: ReadonlyMap<string, StyleNumber>,
  style: string | null,
): { numId: string; level: number } | null {
  let at = style === null ? undefined : styles.get(style);
  let level: number | null = null;
  for (let step = 0; at && step < 11; step++) {
    level ??= at.level;
    if (at.numId !== null) return at.numId === "0" ? null : { numId: at.numId, level: level ?? 0 };
    at = at.basedOn === null ? undefined : styles.get(at.basedOn);
  }
  return null;
}
