/** What a decision folder says about pages beside its definitions: `page/tiles.csv`, `page/public-firms.csv`. */
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
  const path = join(folder, "page", name);
  return existsSync(path) ? records(readFileSync(path, "utf8")) : [];
};

export function pageFacts(decision: string): PageFacts {
  const tiles = read(decision, "tiles.csv").map(
    (r) => [`${r["key"] ?? ""}:${r["code"] ?? ""}`, { x: Number(r["x"]), y: Number(r["y"]) }] as const,
  );
  const fact = (zh: string, en: string, text: string | undefined) =>
    text === undefined || text === "" ? [] : [{ label: { zh, en }, text }];
  const publicFirms = read(decision, "public-firms.csv").map((r) => ({
    name: r["name"] ?? "",
    county: r["county"] === undefined || r["county"] === "" ? null : r["county"],
    facts: [
      ...fact("产业链", "Chain", r["chain"]),
      ...fact("公开信息", "Public fact", r["fact"]),
      ...fact("年份", "Year", r["year"]),
    ],
    source: r["source"] ?? "",
  }));
  return {
    tiles: new Map(tiles.filter(([, p]) => Number.isInteger(p.x) && Number.isInteger(p.y))),
    publicFirms,
  };
}
