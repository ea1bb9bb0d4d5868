/** Whatever is inserted and deleted around a cell, it is found as itself or not at all: never another cell. */
import type { Sheet } from "@lianzhang/intake";
import { month } from "@lianzhang/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sheetOfTexts } from "../testing/draw.ts";
import { locateCells } from "./locate.ts";
import { mapWorkbook } from "./mapping.ts";
import type { Wanted } from "./wanted.ts";

/** A sheet by the names of its rows and columns, which stay with them wherever they go. */
interface Model {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly words: readonly {
    readonly text: string;
    readonly rows: readonly string[];
    readonly columns: readonly string[];
  }[];
}

const MAY = month(2025, 5);
const want: Wanted = {
  figure: "f",
  period: { span: "month", back: 0 },
  of: [],
  unit: "亿元",
  decimals: null,
};

/** Few words, so that many are alike. */
const LABELS = ["东坡区", "彭山区", "其中:国有", "其中:民营", "合计", ""];
const LEAVES = ["本月", "累计", "增速", "占比"];
const GROUPS = ["产值", "用电量", ""];

interface Drawn {
  readonly titled: boolean;
  readonly labelColumns: number;
  readonly groups: readonly { readonly group: string; readonly leaves: readonly string[] }[];
  readonly bodies: readonly (readonly string[])[];
  /** The same table once more on the right. */
  readonly twice: boolean;
}

const drawnSheet: fc.Arbitrary<Drawn> = fc.record({
  titled: fc.boolean(),
  labelColumns: fc.integer({ min: 1, max: 2 }),
  groups: fc.array(
    fc.record({
      group: fc.constantFrom(...GROUPS),
      leaves: fc.array(fc.constantFrom(...LEAVES), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  bodies: fc.array(fc.array(fc.constantFrom(...LABELS), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 2,
  }),
  twice: fc.boolean(),
});

/** Tables one under another, each with a title, two levels of heads, one or two columns of labels. */
function modelOf({ titled, labelColumns, groups, bodies, twice }: Drawn): Model {
  const [rows, columns]: [string[], string[]] = [[], []];
  const words: Model["words"][number][] = [];
  const add = (list: string[], name: string): string => {
    list.push(name);
    return name;
  };
  const blocks = (twice ? ["l", "r"] : ["l"]).map((b) => ({
    labels: Array.from({ length: labelColumns }, (_, i) => add(columns, `${b}label${i}`)),
    groups: groups.map((g, i) => ({
      group: g.group,
      leaves: g.leaves.map((text, k) => ({ text, column: add(columns, `${b}${i}.${k}`) })),
    })),
  }));
  for (const [t, body] of bodies.entries()) {
    if (titled) words.push({ text: `第${t + 1}部分`, rows: [add(rows, `title${t}`)], columns: [...columns] });
    const [upper, lower] = [add(rows, `upper${t}`), add(rows, `lower${t}`)];
    const own = body.map((text, i) => ({ text, row: add(rows, `${t}.${i}`) }));
    for (const { labels, groups: heads } of blocks) {
      for (const [i, column] of labels.entries())
        words.push({ text: i === 0 ? "县区" : "类别", rows: [upper, lower], columns: [column] });
      for (const { group, leaves } of heads) {
        words.push({ text: group, rows: [upper], columns: leaves.map((l) => l.column) });
        for (const { text, column } of leaves) words.push({ text, rows: [lower], columns: [column] });
      }
      for (const { text, row } of own)
        for (const [i, column] of labels.entries())
          words.push({ text: i === 0 || text === "" ? text : `${text}小计`, rows: [row], columns: [column] });
    }
  }
  return { rows, columns, words: words.filter((w) => w.text !== "") };
}

interface Edit {
  readonly of: "rows" | "columns";
  readonly at: number;
  /** Null: deleted; else inserted, with words here and there. */
  readonly insert: readonly number[] | null;
}

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    of: fc.constantFrom("rows" as const, "columns" as const),
    at: fc.nat(),
    insert: fc.option(fc.array(fc.nat(), { maxLength: 2 })),
  }),
  { maxLength: 5 },
);

/** Inserts a row or column of its own words, or deletes one; merged areas grow and shrink as in a spreadsheet. */
function edited(model: Model, { of, at, insert }: Edit, n: number): Model {
  const line = model[of];
  const across = of === "rows" ? "columns" : "rows";
  if (insert === null) {
    const gone = line[at % line.length];
    if (line.length < 2) return model;
    const words = model.words
      .map((w) => ({ ...w, [of]: w[of].filter((name) => name !== gone) }))
      .filter((w) => w[of].length > 0);
    return { ...model, [of]: line.filter((name) => name !== gone), words };
  }
  const place = at % (line.length + 1);
  const name = `new${n}`;
  const [left, right] = [line[place - 1] ?? "", line[place] ?? ""];
  const grown = model.words.map((w) =>
    w[of].includes(left) && w[of].includes(right) ? { ...w, [of]: [...w[of], name] } : w,
  );
  const taken = new Set(grown.filter((w) => w[of].includes(name)).flatMap((w) => w[across]));
  const free = model[across].filter((other) => !taken.has(other));
  const own = [...new Set(insert.map((i) => free[i % Math.max(1, free.length)]))].flatMap((other, i) =>
    other === undefined
      ? []
      : [
          of === "rows"
            ? { text: `新增${n}.${i}`, rows: [name], columns: [other] }
            : { text: `新增${n}.${i}`, rows: [other], columns: [name] },
        ],
  );
  return {
    ...model,
    [of]: [...line.slice(0, place), name, ...line.slice(place)],
    words: [...grown, ...own],
  };
}

function rendered(model: Model): Sheet {
  const grid = model.rows.map(() => model.columns.map(() => ""));
  for (const w of model.words) {
    const rows = w.rows.map((r) => model.rows.indexOf(r)).toSorted((a, b) => a - b);
    const columns = w.columns.map((c) => model.columns.indexOf(c)).toSorted((a, b) => a - b);
    for (const r of rows)
      for (const c of columns) {
        const line = grid[r];
        if (line) line[c] = r === rows[0] ? (c === columns[0] ? w.text : "<") : "^";
      }
  }
  return sheetOfTexts(grid, "表1");
}

test("a located cell is the cell that was pointed at, and most are located", () => {
  let [asked, found] = [0, 0];
  fc.assert(
    fc.property(drawnSheet, edits, (sheet, changes) => {
      const model = modelOf(sheet);
      // Nobody points into a head: a row inserted into a merged one cannot be told from the one it replaces.
      const isBody = (row: string): boolean => /^\d/.test(row);
      const cells = model.rows.flatMap((row, r) =>
        model.columns.map((column, c) => ({ id: `${row} ${column}`, row: r + 1, column: c + 1 })),
      );
      const taken = (id: string): boolean =>
        model.words.some((w) => w.rows.some((r) => w.columns.some((c) => id === `${r} ${c}`)));
      const before = rendered(model);
      const { mapping } = mapWorkbook(
        { zh: "", en: "" },
        [before],
        cells.filter((c) => isBody(c.id) && !taken(c.id)).map((c) => ({ ...c, sheet: "表1", want })),
        MAY,
      );
      const full = mapping.cells.filter((c) => c.rowHead.length > 0 && c.columnHead.length > 0);
      const after = changes.reduce((m, edit, i) => edited(m, edit, i), model);
      const now = locateCells([rendered(after)], { ...mapping, cells: full }, { month: MAY });
      for (const cell of now.cells) {
        asked++;
        if (cell.state !== "found") continue;
        found++;
        expect(`${after.rows[cell.row - 1]} ${after.columns[cell.column - 1]}`).toBe(cell.id);
      }
    }),
    { numRuns: 100 },
  );
  expect(found / asked).toBeGreaterThan(0.4);
});
