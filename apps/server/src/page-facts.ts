/** What a decision folder says beside its definitions: `page/tiles.csv`, `page/arithmetic.csv`, `page/behind.csv`, `page/ladder.csv`, `page/energy.csv`, `page/year.csv`, `page/measures.csv`, `facts/public_firms.csv`, `facts/sources.csv`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PageFacts } from "./context.ts";

/** RFC 4180 rows as records by head; blank lines and lines that begin with # are left out. */
export function records(text: string): Record<string, string>[] {
  const rows: string[][] = [];
  let [row, cell, quoted] = [[] as string[], "", false];
  const clean = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  for (let i = 0; i <= clean.length; i++) {
    const c = clean[i];
    if (quoted && c === '"' && clean[i + 1] === '"') [cell, i] = [`${cell}"`, i + 1];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === "," || c === "\n" || c === undefined)) {
      row.push(cell);
      cell = "";
      if (c === ",") continue;
      if (row.some((x) => x !== "") && !row[0]?.startsWith("#")) rows.push(row);
      row = [];
    } else cell += c ?? "";
  }
  const [head = [], ...body] = rows;
  return body.map((r) => Object.fromEntries(head.map((h, i) => [h, r[i] ?? ""])));
}

const read = (folder: string, name: string): Record<string, string>[] => {
  const path = join(folder, name);
  return existsSync(path) ? records(readFileSync(path, "utf8")) : [];
};

export function pageFacts(decision: string): PageFacts {
  const tiles = read(decision, "page/tiles.csv").map(
    (r) => [`${r["key"] ?? ""}:${r["code"] ?? ""}`, { x: Number(r["x"]), y: Number(r["y"]) }] as const,
  );
  const sources = new Map(read(decision, "facts/sources.csv").map((r) => [r["key"] ?? "", sourceText(r)]));
  const publicFirms = read(decision, "facts/public_firms.csv").map((r) => ({
    name: r["name"] ?? "",
    county: r["county"] === undefined || r["county"] === "" ? null : r["county"],
    facts: FIRM_FACTS.flatMap(([column, label]) =>
      r[column] === undefined || r[column] === "" ? [] : [{ label, text: r[column] }],
    ),
    source: sources.get(r["source"] ?? "") ?? r["source"] ?? "",
  }));
  return {
    tiles: new Map(tiles.filter(([, p]) => Number.isInteger(p.x) && Number.isInteger(p.y))),
    publicFirms,
    behind: read(decision, "page/behind.csv").map((r) => ({
      evaluation: r["evaluation"] ?? "",
      field: r["field"] ?? "",
    })),
    ladder: read(decision, "page/ladder.csv").map((r) => ({
      track: r["track"] ?? "",
      evaluation: r["evaluation"] ?? "",
      title: r["title"] === undefined || r["title"] === "" ? null : r["title"],
      kind: r["kind"] === "watch" ? ("watch" as const) : ("rung" as const),
    })),
    energy: read(decision, "page/energy.csv").map((r) => ({ part: r["part"] ?? "", id: r["id"] ?? "" })),
    years: read(decision, "page/year.csv").map((r) => ({
      evaluation: r["evaluation"] ?? "",
      procedure: r["procedure"] ?? "",
    })),
    measures: read(decision, "page/measures.csv").map((r) => ({
      evaluation: r["evaluation"] ?? "",
      class: r["class"] ?? "",
      department: r["department"] ?? "",
      text: { zh: r["zh"] ?? "", en: r["en"] ?? "" },
    })),
    arithmetic: new Map(
      read(decision, "page/arithmetic.csv").map((r) => [
        r["target"] ?? "",
        { figure: r["figure"] ?? "", growth: r["growth"] ?? "" },
      ]),
    ),
  };
}

/** Columns of the list of real firms that are shown, in this order. */
const FIRM_FACTS = [
  ["chain", { zh: "产业链", en: "Chain" }],
  ["segment", { zh: "环节", en: "Segment" }],
  ["park", { zh: "园区", en: "Park" }],
  ["product_or_capacity", { zh: "产品与产能", en: "Products and capacity" }],
  ["status", { zh: "进展", en: "Progress" }],
  ["parent_or_listing", { zh: "母公司或上市", en: "Parent or listing" }],
] as const;

const sourceText = (r: Readonly<Record<string, string>>): string =>
  [r["title"], r["site_or_repo"], r["date"]].filter((x) => x !== undefined && x !== "").join(" · ");
