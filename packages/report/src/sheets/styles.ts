/** What the styles of a workbook say of a cell, and one more style with a colour where changes are marked. */
import type { Format } from "@lianzhang/intake";
import { builtIn, decimalsOf, formatOf } from "@lianzhang/intake";
import type { Edit, Tag } from "./xml.ts";
import { attributesOf, edited, tagsOf, withAttribute } from "./xml.ts";

export interface CellFormat extends Format {
  /** Null: as many as there are. */
  readonly decimals: number | null;
}

interface Style {
  readonly format: CellFormat;
  readonly locked: boolean;
  readonly tag: Tag;
  readonly end: number;
}

/** Decimals of the built-in formats that show some (ECMA-376 18.8.30). */
const BUILT_IN_DECIMALS: ReadonlyMap<number, number> = new Map([
  ...[1, 3, 5, 6, 9, 37, 38, 41, 42].map((id): [number, number] => [id, 0]),
  ...[2, 4, 7, 8, 10, 39, 40, 43, 44].map((id): [number, number] => [id, 2]),
]);
const GENERAL: CellFormat = { show: "number", scale: 1, decimals: null };
/** The fill of a changed cell: light yellow, readable in print. */
const CHANGED = "FFFFF2CC";

export class Styles {
  readonly #xml: string;
  readonly #styles: Style[] = [];
  #prefix = "";
  #fills: Tag | null = null;
  #fillsClose = -1;
  #fillCount = 0;
  #xfs: Tag | null = null;
  #xfsClose = -1;
  readonly #added: string[] = [];
  readonly #changed = new Map<number, number>();

  constructor(xml: string) {
    this.#xml = xml;
    const own = new Map<number, CellFormat>();
    let [within, open]: [string, Tag | null] = ["", null];
    let locked = true;
    for (const tag of tagsOf(xml)) {
      const { name, kind } = tag;
      if (name === "styleSheet") this.#prefix = tag.prefix;
      else if (name === "fills" || name === "cellXfs") {
        within = kind === "open" ? name : "";
        if (name === "fills") this.#section("fills", tag);
        else this.#section("cellXfs", tag);
      } else if (name === "numFmt" && kind !== "close") {
        const is = attributesOf(tag);
        const code = is.get("formatCode") ?? "";
        own.set(Number(is.get("numFmtId")), { ...formatOf(code), decimals: decimalsOf(code) });
      } else if (name === "fill" && within === "fills" && kind !== "close") this.#fillCount++;
      else if (name === "protection" && open !== null)
        locked = attributesOf(tag).get("locked") !== "0" && attributesOf(tag).get("locked") !== "false";
      else if (name === "xf" && within === "cellXfs") {
        if (kind !== "close") [open, locked] = [tag, true];
        if (kind !== "open" && open !== null) {
          const id = Number(attributesOf(open).get("numFmtId") ?? 0);
          const format = own.get(id) ?? { ...builtIn(id), decimals: BUILT_IN_DECIMALS.get(id) ?? null };
          this.#styles.push({ format, locked, tag: open, end: tag.end });
          open = null;
        }
      }
    }
  }

  #section(name: "fills" | "cellXfs", tag: Tag): void {
    if (name === "fills") {
      if (tag.kind === "close") this.#fillsClose = tag.start;
      else this.#fills = tag;
    } else if (tag.kind === "close") this.#xfsClose = tag.start;
    else this.#xfs = tag;
  }

  formatOf(style: number): CellFormat {
    return this.#styles[style]?.format ?? GENERAL;
  }

  isLocked(style: number): boolean {
    return this.#styles[style]?.locked ?? true;
  }

  /** The style like this one with the fill of changed cells; null: the part has no place for it. */
  changed(style: number): number | null {
    const known = this.#changed.get(style);
    if (known !== undefined) return known;
    const like = this.#styles[style];
    if (like === undefined || this.#fillsClose < 0 || this.#xfsClose < 0) return null;
    const attributes = withAttribute(
      withAttribute(like.tag.attributes, "fillId", String(this.#fillCount)),
      "applyFill",
      "1",
    );
    const inside = this.#xml.slice(like.tag.end, like.end);
    const end = like.tag.kind === "self" ? "/>" : `>${inside}`;
    this.#added.push(`<${like.tag.prefix}xf${attributes}${end}`);
    const made = this.#styles.length + this.#added.length - 1;
    this.#changed.set(style, made);
    return made;
  }

  /** The part with the added styles; null: nothing was added. */
  written(): string | null {
    if (this.#added.length === 0 || this.#fills === null || this.#xfs === null) return null;
    const p = this.#prefix;
    const fill = `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="${CHANGED}"/><${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`;
    return edited(this.#xml, [
      counted(this.#fills, this.#fillCount + 1),
      { start: this.#fillsClose, end: this.#fillsClose, text: fill },
      counted(this.#xfs, this.#styles.length + this.#added.length),
      { start: this.#xfsClose, end: this.#xfsClose, text: this.#added.join("") },
    ]);
  }
}

const counted = (tag: Tag, count: number): Edit => ({
  start: tag.start,
  end: tag.end,
  text: `<${tag.prefix}${tag.name}${withAttribute(tag.attributes, "count", String(count))}>`,
});
