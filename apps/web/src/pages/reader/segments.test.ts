import { expect, test } from "vitest";
import { linesOf } from "./segments.ts";

test("marks over one another cut the text where each begins and ends", () => {
  const text = "一、目标\n产值达到5亿元,引进3家。";
  const lines = linesOf(text, [
    { key: "task", start: 5, end: 18 },
    { key: "target", start: 5, end: 12 },
  ]);
  expect(lines.map((l) => l.segments.map((s) => `${s.text} ${s.over.join()}`))).toEqual([
    ["一、目标 "],
    ["产值达到5亿元 task,target", ",引进3家。 task"],
  ]);
  expect(lines.flatMap((l) => l.segments.map((s) => s.text)).join("")).toBe(text.replaceAll("\n", ""));
});

test("line ends of any kind keep the places", () => {
  expect(
    linesOf("甲\r\n乙\n\n丙", [{ key: "x", start: 6, end: 7 }]).map((l) => [l.from, l.segments[0]?.over]),
  ).toEqual([
    [0, []],
    [3, []],
    [6, ["x"]],
  ]);
});
