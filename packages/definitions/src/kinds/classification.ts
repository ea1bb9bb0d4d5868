/** Classifications: typed codes with an edition, written in place or in a csv file beside. */
import { fold, FORMULA_ID } from "@lianzhang/kernel";
import { z } from "zod";
import { labelInput, labelOf, text } from "../common.ts";
import { readCsv } from "../source/csv.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Loading } from "../loading.ts";
import type { Code } from "../model.ts";
import type { Entry } from "../source/entry.ts";
import { fileNamed, NAMES_FILE } from "../source/named-file.ts";

interface Coded extends Code {
  readonly report: (message: string, hint?: string) => void;
}

const code = z.strictObject({
  id: z.string().optional(),
  zh: z.string(),
  en: z.string().optional(),
  parent: text.optional(),
  also: z.array(text).optional().describe("other spellings of it that turn up in files"),
});

export const classificationKind: Kind = defineKind({
  name: "classifications",
  form: "map",
  id: FORMULA_ID,
  parts: ["codes"],
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    edition: text,
    source: text,
    codes: z.union([
      z.string().regex(NAMES_FILE, "write file NAME.csv, or a map of codes"),
      z.record(z.string(), code),
    ]),
  }),
  build(entry, value, loading): void {
    const coded =
      typeof value.codes === "string"
        ? fromFile(value.codes, entry, loading)
        : written(value.codes, entry, loading);
    checkSpellings(coded);
    loading.classifications.set(entry.id, {
      id: entry.id,
      label: labelOf(value.label, value.en, entry, ["label"], loading),
      edition: value.edition,
      source: value.source,
      codes: depthFirst(coded),
    });
  },
});

function written(
  codes: Readonly<Record<string, z.infer<typeof code>>>,
  entry: Entry,
  loading: Loading,
): Coded[] {
  return Object.entries(codes).map(([key, c]) => ({
    code: key,
    id: c.id ?? (FORMULA_ID.test(key) ? key : null),
    label: labelOf(
      c.en === undefined ? c.zh : { zh: c.zh, en: c.en },
      undefined,
      entry,
      ["codes", key],
      loading,
    ),
    parent: c.parent ?? null,
    also: c.also ?? [],
    report: (message, hint): void => loading.add("LZ2021", entry.keyAt("codes", key), message, hint),
  }));
}

function fromFile(codes: string, entry: Entry, loading: Loading): Coded[] {
  const file = loading.files.get(`${entry.file.folder}/${fileNamed(codes) ?? ""}`);
  if (!file) {
    if (file === undefined)
      loading.add(
        "LZ2021",
        entry.at("codes"),
        `the file of ${codes} is not there`,
        "the csv lies beside the YAML file that names it",
      );
    return [];
  }
  const rows = readCsv(file.text);
  const head = rows[0]?.cells.map((c) => c.trim()) ?? [];
  const absent = ["code", "name_zh"].filter((c) => !head.includes(c));
  if (absent.length > 0) {
    const place = { file: file.name, line: 1, column: 1 };
    loading.add(
      "LZ2021",
      place,
      `the csv has no column ${absent.join(", ")}; its columns are ${head.join(", ")}`,
      "columns: code,parent,name_zh,name_en",
    );
    return [];
  }
  return rows.slice(1).map((row) => {
    const cell = (name: string): string => row.cells[head.indexOf(name)]?.trim() ?? "";
    const zh = cell("name_zh");
    const report = (message: string, hint?: string): void =>
      loading.add("LZ2021", { file: file.name, line: row.line, column: 1 }, message, hint);
    if (cell("code") === "" || zh === "") report("a row without code or name_zh");
    return {
      code: cell("code"),
      id: cell("id") || null,
      label: { zh, en: cell("name_en") || zh },
      parent: cell("parent") || null,
      also: cell("also")
        .split(/[;;|]/)
        .map((a) => a.trim())
        .filter((a) => a !== ""),
      report,
    };
  });
}

/** Another spelling says one code only. */
function checkSpellings(coded: readonly Coded[]): void {
  if (coded.every((c) => c.also.length === 0)) return;
  const owners = new Map<string, string>();
  for (const c of coded)
    for (const name of [c.code, c.id, c.label.zh, c.label.en])
      if (name !== null) owners.set(fold(name), c.code);
  for (const c of coded)
    for (const name of c.also) {
      const owner = owners.get(fold(name)) ?? c.code;
      if (owner !== c.code)
        c.report(`"${name}" is a spelling of "${owner}" already`, "a spelling says one code only");
      owners.set(fold(name), owner);
    }
}

/** Parents before children, so that a code and what is under it are one range. Twins, orphans and circles are reported. */
function depthFirst(coded: readonly Coded[]): Code[] {
  const known = new Map<string, Coded>();
  for (const c of coded) {
    if (known.has(c.code)) c.report(`code "${c.code}" stands twice`, "remove one");
    else known.set(c.code, c);
  }
  const children = new Map<string | null, Coded[]>();
  for (const c of known.values()) {
    const orphan = c.parent !== null && !known.has(c.parent);
    if (orphan)
      c.report(`code "${c.code}" has the parent "${c.parent ?? ""}", which is no code here`, "mend parent");
    const parent = orphan ? null : c.parent;
    children.set(parent, [...(children.get(parent) ?? []), c]);
  }
  const ordered: Code[] = [];
  const stack = [...(children.get(null) ?? [])].reverse();
  for (let c = stack.pop(); c; c = stack.pop()) {
    ordered.push({ code: c.code, id: c.id, label: c.label, parent: c.parent, also: c.also });
    stack.push(...[...(children.get(c.code) ?? [])].reverse());
  }
  const placed = new Set(ordered.map((c) => c.code));
  for (const c of known.values())
    if (!placed.has(c.code)) c.report(`code "${c.code}" is its own ancestor`, "break the circle of parents");
  return ordered;
}
