/** What changed in an event is seen at a glance. */
import { expect, test } from "vitest";
import { differences } from "./difference.ts";

test("a corrected name is the one line that changed, and stands first", () => {
  const before = '{"demo":false,"name":"王敏","unit":"经信局"}';
  const after = '{"demo":false,"name":"王 敏","unit":"经信局"}';
  expect(differences(before, after)).toEqual([
    { field: "name", before: "王敏", after: "王 敏", changed: true },
    { field: "demo", before: "false", after: "false", changed: false },
    { field: "unit", before: "经信局", after: "经信局", changed: false },
  ]);
});

test("what was not there before is told from what was empty", () => {
  expect(differences(null, '{"unit":null}')).toEqual([
    { field: "unit", before: null, after: "null", changed: true },
  ]);
});

test("a side that is no record stands as it is", () => {
  expect(differences('"旧"', '"新"')).toEqual([{ field: "", before: "旧", after: "新", changed: true }]);
  expect(differences(null, null)).toEqual([]);
});
