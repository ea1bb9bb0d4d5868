/** What the days of a parcel and its project say of the land. */
import { expect, test } from "vitest";
import type { Land } from "./land-state.ts";
import { landState } from "./land-state.ts";

const none: Land = {
  approved: null,
  supplied: null,
  delivered: null,
  foundIdle: false,
  foundInefficient: false,
};
const approved: Land = { ...none, approved: "2023-02-01" };
const supplied: Land = { ...approved, supplied: "2023-06-01", delivered: "2023-07-10" };
const project = (agreedStart: string | null, actualStart: string | null = null) => [
  { agreedStart, actualStart },
];

test("批而未供 until the land is supplied, whatever project is planned on it", () => {
  expect(landState(approved, [], "2024-01-01").lists).toEqual(["approved_not_supplied"]);
  expect(landState(none, [], "2024-01-01").lists).toEqual([]);
});

test("供而未用 until a project on it begins", () => {
  expect(landState(supplied, [], "2023-08-01").lists).toEqual(["supplied_not_used"]);
  expect(landState(supplied, project("2023-12-31"), "2024-01-01").lists).toEqual(["supplied_not_used"]);
  expect(landState(supplied, project("2023-12-31", "2024-01-05"), "2026-01-01")).toMatchObject({
    lists: [],
    used: true,
  });
});

test("the year counts from the agreed start, and the day after its end is the first over it", () => {
  const state = landState(supplied, project("2023-12-31"), "2024-12-31");
  expect(state).toMatchObject({ counts: "2023-12-31", oneYear: "2024-12-31", twoYears: "2025-12-31" });
  expect(state.lists).toEqual(["supplied_not_used"]);
  expect(landState(supplied, project("2023-12-31"), "2025-01-01").lists).toContain("year_without_start");
});

test("where no start is agreed it counts from one year after the delivery; a leap day ends on the last of February", () => {
  expect(landState(supplied, [], "2024-01-01")).toMatchObject({
    counts: "2024-07-10",
    oneYear: "2025-07-10",
  });
  expect(landState(supplied, project("2024-02-29"), "2024-03-01").oneYear).toBe("2025-02-28");
});

test("idle is what was found to be idle, not what the days suggest", () => {
  expect(landState({ ...supplied, foundIdle: true }, project("2020-01-01"), "2024-01-01").lists).toEqual([
    "supplied_not_used",
    "year_without_start",
    "idle",
  ]);
});

test("inefficient is what was found to be so, on used land as well", () => {
  const found = { ...supplied, foundInefficient: true };
  const begun = [{ agreedStart: "2020-01-01", actualStart: "2020-02-01" }];
  expect(landState(found, begun, "2024-01-01").lists).toEqual(["inefficient"]);
  expect(landState({ ...found, foundIdle: true }, project("2020-01-01"), "2024-01-01").lists).toContain(
    "inefficient",
  );
});

test("without the right to read projects nothing is said of use", () => {
  expect(landState(supplied, null, "2030-01-01")).toEqual({
    lists: [],
    used: null,
    counts: null,
    oneYear: null,
    twoYears: null,
  });
});
