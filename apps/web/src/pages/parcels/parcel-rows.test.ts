/** Areas by park add up to the whole, and filters of the address keep what they name. */
import type { RecordRow, RecordsAnswer } from "@lianzhang/contract";
import { expect, test } from "vitest";
import { areaOf, byPark, filtered, parcelRows } from "./parcel-rows.ts";

const parcel = (code: string, values: RecordRow["values"]): RecordRow => ({
  id: code,
  code,
  version: "1",
  values,
});
const register: RecordsAnswer = {
  month: "2026-01",
  total: 4,
  page: 1,
  size: 200,
  names: {},
  rows: [
    parcel("a", { parcel_park: "ganmei", parcel_area: "100.5", land_approved_on: "2025-01-01" }),
    parcel("b", {
      parcel_park: "ganmei",
      parcel_area: "20",
      land_approved_on: "2024-01-01",
      supplied_on: "2024-06-01",
    }),
    parcel("c", { parcel_area: "9.55" }),
    parcel("d", { parcel_park: "shigao", land_approved_on: "2025-01-01" }),
  ],
};
const rows = parcelRows([register], [], "2026-01-01");

test("each park has its parcels and areas; land outside of parks comes last; an unknown area adds nothing", () => {
  const lines = byPark(rows, ["shigao", "ganmei", "qinglong"]);
  expect(lines.map(({ park, all }) => [park, all.parcels, all.area])).toEqual([
    ["shigao", 1, "0"],
    ["ganmei", 2, "120.5"],
    ["", 1, "9.55"],
  ]);
  expect(lines[1]?.lists.approved_not_supplied).toEqual({ parcels: 1, area: "100.5" });
  expect(lines[1]?.lists.supplied_not_used).toEqual({ parcels: 1, area: "20" });
  expect(areaOf(rows)).toEqual({ parcels: 4, area: "130.05" });
});

test("list, park and text of the address together", () => {
  const codes = (filter: Parameters<typeof filtered>[1]) => filtered(rows, filter).map((r) => r.record.code);
  expect(codes({ list: "approved_not_supplied" })).toEqual(["a", "d"]);
  expect(codes({ list: "approved_not_supplied", park: "ganmei" })).toEqual(["a"]);
  expect(codes({ park: "none" })).toEqual(["c"]);
  expect(codes({ q: "b" })).toEqual(["b"]);
});
