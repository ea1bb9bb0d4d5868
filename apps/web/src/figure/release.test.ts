import { expect, test } from "vitest";
import { cityToday } from "../lib/moment.ts";
import { notBefore } from "./release.ts";

test("a figure is out from the first minute of its day in the city", () => {
  const figure = { releasedOn: "2024-06-17" };
  expect(notBefore(figure, cityToday(new Date("2024-06-16T15:59:00Z")))).toBe("2024-06-17");
  expect(notBefore(figure, cityToday(new Date("2024-06-16T16:00:00Z")))).toBeNull();
});

test("a figure without a day in a calendar is held back by nothing", () => {
  expect(notBefore({}, "2024-06-16")).toBeNull();
});
