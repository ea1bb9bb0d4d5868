/** Walking a placed tree: every wrong shape is reported where it stands. */
import type { Placed, PlacedEntry, PlacedText } from "@lianzhang/definitions";
import type { Month, Period } from "@lianzhang/kernel";
import { parsePeriod } from "@lianzhang/kernel";
import type { Problems } from "./problems.ts";

const what = (node: Placed): string =>
  node.kind === "scalar"
    ? node.value === null
      ? "nothing"
      : `"${String(node.value)}"`
    : node.kind === "map"
      ? "a map"
      : "a list";

/** The entries of a map; anything else is reported, nothing at all is an empty map. */
export function entriesOf(node: Placed, name: string, problems: Problems): readonly PlacedEntry[] {
  if (node.kind === "map") return node.entries;
  if (node.kind === "scalar" && node.value === null) return [];
  problems.add("LZ5201", node.place, `${name} must be a map, found ${what(node)}`);
  return [];
}

export function itemsOf(node: Placed, name: string, problems: Problems): readonly Placed[] {
  if (node.kind === "list") return node.items;
  if (node.kind === "scalar" && node.value === null) return [];
  problems.add("LZ5201", node.place, `${name} must be a list, found ${what(node)}`);
  return [];
}

/** A single value. */
export function scalarOf(node: Placed, name: string, problems: Problems): PlacedText | null {
  if (node.kind === "scalar") return node;
  return problems.add("LZ5201", node.place, `${name} must be one value, found ${what(node)}`);
}

/** A text that is there. */
export function textOf(node: Placed, name: string, problems: Problems): string | null {
  if (node.kind === "scalar" && typeof node.value === "string") return node.value;
  return problems.add("LZ5201", node.place, `${name} must be text, found ${what(node)}`);
}

export function unknownKey(entry: PlacedEntry, known: readonly string[], problems: Problems): null {
  return problems.add(
    "LZ5201",
    entry.keyPlace,
    `unknown key "${entry.key}"`,
    `known here: ${known.join(", ")}`,
  );
}

export function periodKey(entry: PlacedEntry, problems: Problems): Period | null {
  const period = parsePeriod(entry.key);
  return (
    period ??
    problems.add(
      "LZ5204",
      entry.keyPlace,
      `"${entry.key}" is not a period`,
      "write 2025, 2025Q2, 2025-06 or 2025-01..06",
    )
  );
}

/** A single month. */
export function monthValue(node: Placed, name: string, problems: Problems): Month | null {
  const text = textOf(node, name, problems);
  if (text === null) return null;
  const period = parsePeriod(text);
  if (period && period.from === period.to) return period.from;
  return problems.add("LZ5204", node.place, `${name}: "${text}" is not a month`, "write 2025-06");
}
