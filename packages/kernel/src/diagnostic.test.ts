import { expect, test } from "vitest";
import { byPlace, formatDiagnostic, nearest, type Diagnostic } from "./diagnostic.ts";

const at = (file: string, line: number, column: number, code = "LZ2001"): Diagnostic => ({
  file,
  line,
  column,
  code,
  severity: "error",
  message: "没有名为 lithum 的代码",
});

test("a diagnostic is one line: place, severity, code, what is wrong, what to do", () => {
  expect(formatDiagnostic({ ...at("indicators.yaml", 12, 7), hint: "是否指 lithium?" })).toBe(
    "indicators.yaml:12:7: error LZ2001: 没有名为 lithum 的代码 (是否指 lithium?)",
  );
  expect(formatDiagnostic(at("a.yaml", 1, 1))).not.toContain("(");
});

test("they are listed by file, line, column, code", () => {
  const sorted = [
    at("b.yaml", 1, 1),
    at("a.yaml", 10, 1),
    at("a.yaml", 2, 9),
    at("a.yaml", 2, 1, "LZ2002"),
    at("a.yaml", 2, 1),
  ];
  expect(sorted.toSorted(byPlace).map((d) => `${d.file}:${d.line}:${d.column} ${d.code}`)).toEqual([
    "a.yaml:2:1 LZ2001",
    "a.yaml:2:1 LZ2002",
    "a.yaml:2:9 LZ2001",
    "a.yaml:10:1 LZ2001",
    "b.yaml:1:1 LZ2001",
  ]);
});

test("did you mean: the nearest word within a third of its length", () => {
  const words = ["lithium", "photovoltaic", "electronics"];
  expect(nearest("lithum", words)).toBe("lithium");
  expect(nearest("photovoltiac", words)).toBe("photovoltaic");
  expect(nearest("cement", words)).toBeNull();
  expect(nearest("工业总产直", ["工业总产值", "营业收入"])).toBe("工业总产值");
  expect(nearest("x", [])).toBeNull();
});
