/** Which sheet of a workbook is the one that was mapped. A name alone is not enough: its title must be there too. */
import type { Sheet } from "@lianzhang/intake";
import type { Month } from "@lianzhang/kernel";
import { WordIndex } from "./heads.ts";
import { relative } from "./labels.ts";
import type { MappedSheet, WorkbookMapping } from "./mapping.ts";
import { monthOf } from "./mapping.ts";
import type { SheetNote } from "./note.ts";
import { noted, say } from "./note.ts";
import { wordsIn } from "./skeleton.ts";

export type ChosenSheet =
  | {
      readonly state: "found";
      readonly name: string;
      readonly renamed: boolean;
      readonly index: WordIndex;
    }
  | { readonly state: "gone" | "doubtful"; readonly note: SheetNote };

interface Now {
  readonly name: string;
  /** The name as it reads from the month reported. */
  readonly key: string;
  readonly index: WordIndex;
}

export class SheetChooser {
  readonly #mapping: WorkbookMapping;
  readonly #confirmed: Readonly<Record<string, string>>;
  readonly #now: readonly Now[];
  readonly #known = new Map<string, ChosenSheet>();

  constructor(
    mapping: WorkbookMapping,
    sheets: readonly Sheet[],
    {
      month,
      confirmed = {},
    }: { readonly month: Month; readonly confirmed?: Readonly<Record<string, string>> },
  ) {
    [this.#mapping, this.#confirmed] = [mapping, confirmed];
    this.#now = sheets.map((s) => ({
      name: s.name ?? "",
      key: relative(s.name ?? "", month),
      index: new WordIndex(wordsIn(s), month),
    }));
  }

  /** The sheet now that was `name` when it was mapped. */
  sheetOf(name: string): ChosenSheet {
    const known = this.#known.get(name);
    if (known) return known;
    const made = this.#choose(name);
    this.#known.set(name, made);
    return made;
  }

  #choose(name: string): ChosenSheet {
    const mapped = this.#mapping.sheets.find((s) => s.name === name);
    const said = this.#confirmed[name];
    const confirmed = this.#now.find((n) => n.name === said);
    if (confirmed) return found(confirmed, confirmed.name !== name);
    const old = (text: string): string => relative(text, monthOf(this.#mapping));
    const named = this.#now.filter((n) => n.key === old(name));
    const [one] = named;
    if (one !== undefined && named.length === 1)
      return hasTitle(one, mapped) ? found(one, false) : otherTitle(one, mapped);
    // A sheet under a new name: the only one that has the title, which no other mapped or unmapped sheet had.
    const others = new Set(this.#mapping.book.map((b) => old(b)));
    const titled = this.#now.filter(
      (n) => !others.has(n.key) && mapped?.title != null && hasTitle(n, mapped),
    );
    const [renamed] = titled;
    const alone = this.#mapping.sheets.filter((s) => s.title === mapped?.title).length === 1;
    if (renamed !== undefined && titled.length === 1 && alone) return found(renamed, true);
    return {
      state: "gone",
      note: noted(
        "refused",
        "LZ9110",
        { sheet: name },
        say(`没有工作表“${name}”`, `there is no sheet “${name}”`),
        say(
          `现有:${this.#now.map((n) => n.name).join("、")};指明哪一张`,
          `there are: ${this.#now.map((n) => n.name).join(", ")}; say which it is`,
        ),
      ),
    };
  }
}

const found = (now: Now, renamed: boolean): ChosenSheet => ({
  state: "found",
  name: now.name,
  renamed,
  index: now.index,
});

const hasTitle = (now: Now, mapped: MappedSheet | undefined): boolean =>
  mapped?.title == null || now.index.words.some((w) => now.index.text(w) === mapped.title);

const otherTitle = (now: Now, mapped: MappedSheet | undefined): ChosenSheet => ({
  state: "doubtful",
  note: noted(
    "refused",
    "LZ9115",
    { sheet: now.name },
    say(
      `工作表“${now.name}”的标题不是点选时的“${mapped?.title ?? ""}”,可能是另一张表或另一个月`,
      `sheet “${now.name}” has not the title “${mapped?.title ?? ""}” it had: it may be another sheet, or of another month`,
    ),
    say(
      "核对后确认是同一张表,或改正标题的年月",
      "confirm that it is the same sheet, or correct the month in its title",
    ),
  ),
});
