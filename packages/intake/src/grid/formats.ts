/** Number formats of spreadsheets: what kind of thing a number is, and the text a person reads it as. */
import type { Cell } from "./sheet.ts";

/** How a stored number shows. `month`: the format has no day; `year`: nor month; `time`: no date; `moment`: date and time. */
export const SHOWS = [
  "text",
  "number",
  "percent",
  "day",
  "month",
  "year",
  "moment",
  "time",
  "boolean",
  "error",
] as const;
export type Show = (typeof SHOWS)[number];

/** The kind of a cell whose text stands in the file as it is. */
export const KIND_OF: Readonly<Record<Show, Cell["kind"]>> = {
  text: "text",
  number: "number",
  percent: "percent",
  day: "date",
  month: "date",
  year: "text",
  moment: "date",
  time: "text",
  boolean: "boolean",
  error: "error",
};

export interface Format {
  readonly show: Show;
  /** The format shows the number divided by so much (`0.00,`, `0!.0,`); 1: as it is. */
  readonly scale: number;
}

const BUILT_IN: readonly (readonly [from: number, to: number, show: Show])[] = [
  [9, 10, "percent"],
  [14, 16, "day"],
  [17, 17, "month"],
  [18, 21, "time"],
  [22, 22, "moment"],
  [27, 27, "month"],
  [28, 31, "day"],
  [32, 35, "time"],
  [36, 36, "month"],
  [45, 47, "time"],
  [49, 49, "number"],
  [50, 50, "month"],
  [51, 51, "day"],
  [52, 52, "month"],
  [53, 54, "day"],
  [55, 56, "time"],
  [57, 57, "month"],
  [58, 58, "day"],
];

/** The format of a number in a workbook's list of built-in ones (ECMA-376 18.8.30 with the Chinese ones). */
export const builtIn = (id: number): Format => ({
  show: BUILT_IN.find(([from, to]) => id >= from && id <= to)?.[2] ?? "number",
  scale: 1,
});

/** The first section of a format code without quoted and escaped characters, colours and conditions. */
const lettersOf = (code: string): string =>
  (
    code
      .replace(/\\.|_.|\*.|!./gu, "")
      .replace(/"[^"]*"?/g, "")
      .split(";", 1)[0]
      ?.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "") ?? ""
  )
    .toLowerCase()
    .replace(/general|g\/通用格式/g, "");

/** How many decimals a format code shows; null: as many as there are. */
export function decimalsOf(code: string): number | null {
  const letters = lettersOf(code);
  if (!/[0#?]/.test(letters) || /e[+-]|\//.test(letters)) return null;
  return /\.([0#?]*)/.exec(letters)?.[1]?.length ?? 0;
}

/** What a format code says: `0.00%`, `yyyy"年"m"月"d"日"`, `#,##0_ ;[Red]-#,##0`. */
export function formatOf(code: string): Format {
  const letters = lettersOf(code);
  if (letters.includes("%")) return { show: "percent", scale: 1 };
  const date = /[yd]|aaa/.test(letters);
  const time = /[hs]|\[m/.test(letters);
  if (!date && !time && /[0#?]/.test(letters)) return { show: "number", scale: scaleOf(letters) };
  if (date && time) return { show: "moment", scale: 1 };
  if (time) return { show: "time", scale: 1 };
  if (/d|aaa/.test(letters)) return { show: "day", scale: 1 };
  if (letters.includes("m")) return { show: "month", scale: 1 };
  return { show: letters.includes("y") ? "year" : "number", scale: 1 };
}

/** Commas behind the last digit divide by a thousand each. */
function scaleOf(letters: string): number {
  const commas = /[0#?.](,+)[^0#?,]*$/.exec(letters)?.[1]?.length ?? 0;
  return 1000 ** commas;
}

/** 15 significant digits, which is what spreadsheets keep, written out: no exponent. */
export function decimal(value: number): string {
  const written = String(value);
  // The shortest text that gives the double back; with so few characters it has no sixteenth digit.
  if (written.length <= 15 && !written.includes("e")) return written === "-0" ? "0" : written;
  const short = String(Number(value.toPrecision(15)));
  if (!short.includes("e")) return short === "-0" ? "0" : short;
  const m = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(short);
  if (!m) return short;
  const [sign, digits, power] = [m[1] ?? "", `${m[2]}${m[3] ?? ""}`, Number(m[4])];
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
  return `${sign}${digits.padEnd(power + 1, "0")}`;
}

/** Moves the decimal point of a written number two places to the right: no second rounding of the double. */
function hundredfold(written: string): string {
  const m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(written);
  if (!m) return written;
  const fraction = (m[3] ?? "").padEnd(2, "0");
  const whole = `${m[2]}${fraction.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const rest = fraction.slice(2);
  return `${m[1]}${whole}${rest === "" ? "" : `.${rest}`}`;
}

const two = (n: number): string => String(n).padStart(2, "0");
const DAY = 86_400_000;
const LAST_SERIAL = 2_958_466; // 9999-12-31, exclusive

/** Null: no day a spreadsheet could show. Serial 60 is the 29 February 1900 that spreadsheets keep and no calendar has. */
function dayText(serial: number): string | null {
  const day = Math.floor(serial);
  if (day < 1 || day >= LAST_SERIAL) return null;
  if (day === 60) return "1900-02-29";
  const date = new Date(Date.UTC(1899, 11, day > 60 ? 30 : 31) + day * DAY);
  return `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

function timeText(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${two(h)}:${two(m)}:${two(s)}`;
}

/** A stored number as text and kind. A negative or far day shows as its number: a spreadsheet shows only #### there. */
export function shown(value: number, as: Show): Pick<Cell, "text" | "kind"> {
  switch (as) {
    case "text":
    case "error":
      return { text: decimal(value), kind: as };
    case "number":
      return { text: decimal(value), kind: "number" };
    case "boolean":
      return { text: value === 0 ? "FALSE" : "TRUE", kind: "boolean" };
    case "percent":
      return { text: `${hundredfold(decimal(value))}%`, kind: "percent" };
    case "time": {
      if (value < 0) return { text: decimal(value), kind: "number" };
      return { text: timeText(Math.round(value * 86_400)), kind: "text" };
    }
    case "day":
    case "month":
    case "year":
    case "moment": {
      // Rounded to whole seconds first, so that 23:59:59.9999 is the next day and not a day short.
      const seconds = Math.round(value * 86_400);
      const day = dayText(seconds / 86_400);
      if (day === null) return { text: decimal(value), kind: "number" };
      // A year alone is no date: a reader would take 2024 for a serial day.
      if (as === "year") return { text: day.slice(0, 4), kind: "text" };
      if (as === "month") return { text: day.slice(0, 7), kind: "date" };
      const clock = as === "moment" ? seconds % 86_400 : 0;
      return { text: clock === 0 ? day : `${day} ${timeText(clock)}`, kind: "date" };
    }
  }
}
