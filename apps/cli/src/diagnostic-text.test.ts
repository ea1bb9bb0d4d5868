import type { Diagnostic } from "@lianzhang/kernel";
import { expect, test } from "vitest";
import { line } from "./diagnostic-text.ts";

const found = (code: string, hint?: string): Diagnostic => ({
  file: "indicators.yaml",
  line: 3,
  column: 14,
  severity: "error",
  code,
  message: 'nothing is called "gros_output"',
  ...(hint === undefined ? {} : { hint }),
});

test("in English a diagnostic is as it was raised", () => {
  expect(line(found("LZ1010", 'did you mean "gross_output"?'), "en")).toBe(
    'indicators.yaml:3:14: error LZ1010: nothing is called "gros_output" (did you mean "gross_output"?)',
  );
});

test("in Chinese its title stands before the message, and what to do after it", () => {
  expect(line(found("LZ1010", 'did you mean "gross_output"?'), "zh")).toBe(
    'indicators.yaml:3:14: error LZ1010: 没有这个名称:nothing is called "gros_output" (是否指“gross_output”?)',
  );
  expect(line(found("LZ4011"), "zh")).toContain("对象不在名录中:");
  expect(line(found("LZ4011"), "zh")).toContain("(补录名录,或改正代码;该行见 refused 表)");
});

test("the catalogue's own advice is shown in Chinese, a nearer one beside it", () => {
  expect(line(found("LZ1003", "Write the bracket."), "zh")).toMatch(/\(补上右括号\)$/);
  expect(line(found("LZ1003", "write )"), "zh")).toMatch(/\(补上右括号;write \)\)$/);
});

test("a finding that has its own Chinese is shown in it", () => {
  const own = { ...found("LZ3002"), zh: { message: "目标未明确责任单位", hint: "补上 owner" } };
  expect(line(own, "zh")).toBe("indicators.yaml:3:14: error LZ3002: 目标未明确责任单位 (补上 owner)");
});
