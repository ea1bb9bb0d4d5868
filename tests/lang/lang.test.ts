/** The tables under good/ and bad/: every line is one formula and what the checker must say about it. */
import { readdirSync, readFileSync } from "node:fs";
import type { Core } from "@lianzhang/formula";
import { checkFormula, formulaCatalogue } from "@lianzhang/formula";
import { describe, expect, test } from "vitest";
import { environment, place } from "./environment.ts";

const folder = (name: string): URL => new URL(`${name}/`, import.meta.url);

function lines(name: string): { file: string; cells: string[] }[] {
  return readdirSync(folder(name))
    .toSorted()
    .flatMap((file) =>
      readFileSync(new URL(file, folder(name)), "utf8")
        .split("\n")
        .filter((l) => l.trim() !== "" && !l.startsWith("#"))
        .map((l) => ({ file, cells: l.split(" | ").map((c) => c.trim()) })),
    );
}

const bad = lines("bad");
const good = lines("good");

const summary = (core: Core): string => {
  if (!("type" in core)) return "condition";
  const { type } = core;
  return [
    type.numeric,
    type.unit.text,
    type.time.kind,
    String(type.price),
    ...(type.share ? ["share"] : []),
  ].join(" ");
};

describe("bad formulas", () => {
  test.each(bad.map((b) => [b.cells[0] ?? "", b.cells[2] ?? "", b] as const))(
    "%s: %s",
    (_code, _formula, b) => {
      const [codes = "", where = "", formula = "", at = ""] = b.cells;
      const { core, problems } = checkFormula(formula, place(where), environment());
      const expected = new Set(codes.split(" "));
      const found = problems.map((p) => p.code);
      // Where two codes are listed for one problem, either end of a circle may be the one that reports it.
      if (at.includes(" ~ ") || expected.size === 1) expect(found).toEqual(codes.split(" "));
      else for (const f of found) expect(expected).toContain(f);
      expect(problems.map((p) => formula.slice(p.span.start, p.span.end)).join(" ~ ")).toBe(at);
      for (const p of problems) expect(p.message).not.toBe("");
      if (problems.some((p) => p.severity === "error")) expect(core).toBeNull();
      else expect(core).not.toBeNull();
    },
  );
});

describe("good formulas", () => {
  test.each(good.map((g) => [g.cells[1] ?? "", g] as const))("%s", (_formula, g) => {
    const [where = "", formula = "", type = ""] = g.cells;
    const { core, problems } = checkFormula(formula, place(where), environment());
    expect(problems).toEqual([]);
    expect(core && summary(core)).toBe(type);
  });
});

test("every code of the catalogue has a bad example", () => {
  const shown = new Set(bad.flatMap((b) => (b.cells[0] ?? "").split(" ")));
  // LZ1006 needs a formula of two thousand words; robust.test.ts writes one.
  expect(formulaCatalogue.map((e) => e.code).filter((c) => !shown.has(c) && c !== "LZ1006")).toEqual([]);
});
