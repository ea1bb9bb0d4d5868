/** Reads a scenario file and those it stacks, with a place for every mistake. */
import type { Model, Placed } from "@lianzhang/definitions";
import { readPlaced } from "@lianzhang/definitions";
import type { Diagnostic, Place } from "@lianzhang/kernel";
import type { Change, Hold, Scenario } from "./change.ts";
import { HOLDS } from "./change.ts";
import { Problems } from "./problems.ts";
import { factAddresses, registerChanges } from "./read-data.ts";
import { listChanges } from "./read-lists.ts";
import { DEFINITION_KEYS, definitionChanges } from "./read-definitions.ts";
import type { Reading } from "./reading.ts";
import { environmentFor } from "./reading.ts";
import { stacked } from "./stack.ts";
import { entriesOf, itemsOf, textOf, unknownKey } from "./tree.ts";

/** A scenario file's text; `name` is how diagnostics call it. YAML, or JSON, which is YAML too. */
export interface ScenarioSource {
  readonly name: string;
  readonly text: string;
}

/** Finds a stacked file, named as it is written in `from`; null when there is none. */
export type FindStacked = (written: string, from: string) => Promise<ScenarioSource | null>;

export interface ScenarioResult {
  /** Null when any diagnostic is an error. */
  readonly scenario: Scenario | null;
  readonly diagnostics: readonly Diagnostic[];
}

interface One {
  readonly name: string | null;
  readonly note: string | null;
  readonly hold: readonly Hold[];
  readonly stack: readonly { readonly written: string; readonly place: Place }[];
  readonly changes: readonly Change[];
}

const KEYS = ["name", "note", "hold", "stack", ...DEFINITION_KEYS, "registers", "lists", "facts"];

const isHold = (text: string): text is Hold => HOLDS.some((h) => h === text);

function holdsOf(node: Placed, problems: Problems): Hold[] {
  return itemsOf(node, "hold", problems).flatMap((item) => {
    const text = textOf(item, "hold", problems);
    if (text === null) return [];
    if (isHold(text)) return [text];
    problems.unknown("thing to hold", text, HOLDS, item.place);
    return [];
  });
}

function readOne(source: ScenarioSource, reading: Reading): One {
  const { problems } = reading;
  const { root, diagnostics } = readPlaced(source.text, source.name);
  for (const d of diagnostics) problems.put(d);
  let one: One = { name: null, note: null, hold: [], stack: [], changes: [] };
  if (diagnostics.length > 0) return one;
  const seen = new Set<string>();
  for (const e of entriesOf(root, "a scenario", problems)) {
    if (seen.has(e.key))
      problems.add("LZ5201", e.keyPlace, `"${e.key}" stands twice in this file`, "put both parts under one");
    seen.add(e.key);
    if (e.key === "name") one = { ...one, name: textOf(e.value, "name", problems) };
    else if (e.key === "note") one = { ...one, note: textOf(e.value, "note", problems) };
    else if (e.key === "hold") one = { ...one, hold: holdsOf(e.value, problems) };
    else if (e.key === "stack") {
      const stack = itemsOf(e.value, "stack", problems).flatMap((i) => {
        const written = textOf(i, "stack", problems);
        return written === null ? [] : [{ written, place: i.place }];
      });
      one = { ...one, stack };
    } else if (DEFINITION_KEYS.includes(e.key))
      one = { ...one, changes: [...one.changes, ...definitionChanges(e.key, e.value, reading)] };
    else if (e.key === "registers")
      one = { ...one, changes: [...one.changes, ...registerChanges(e.value, reading)] };
    else if (e.key === "lists") one = { ...one, changes: [...one.changes, ...listChanges(e.value, reading)] };
    else if (e.key === "facts")
      one = { ...one, changes: [...one.changes, ...factAddresses(e.value, reading)] };
    else unknownKey(e, KEYS, problems);
  }
  return one;
}

/** The file and everything it stacks, each file once. A file that stacks itself is reported. */
async function readAll(
  source: ScenarioSource,
  find: FindStacked,
  reading: Reading,
  above: readonly string[],
  into: Map<string, One>,
): Promise<void> {
  if (into.has(source.name)) return;
  const one = readOne(source, reading);
  into.set(source.name, one);
  const path = [...above, source.name];
  for (const { written, place } of one.stack) {
    const other = await find(written, source.name);
    if (other === null)
      reading.problems.add(
        "LZ5206",
        place,
        `the scenario "${written}" cannot be read`,
        "the name is relative to this file",
      );
    else if (path.includes(other.name))
      reading.problems.add(
        "LZ5206",
        place,
        `${other.name} stacks itself: ${[...path, other.name].join(", ")}`,
      );
    else await readAll(other, find, reading, path, into);
  }
}

/**
 * Reads, resolves and stacks. Names are those of `model`; all mistakes are listed. `hold` is what any of the
 * stacked files holds; name and note are those of the first file.
 */
export async function readScenario(
  model: Model,
  source: ScenarioSource,
  find: FindStacked,
): Promise<ScenarioResult> {
  const problems = new Problems();
  const reading: Reading = { model, environment: environmentFor(model), problems };
  const files = new Map<string, One>();
  await readAll(source, find, reading, [], files);
  const all = [...files.values()];
  const changes = stacked(
    model,
    all.map((o) => o.changes),
    problems,
  );
  const first = files.get(source.name);
  return {
    scenario: problems.failed
      ? null
      : {
          name: first?.name ?? source.name,
          note: first?.note ?? null,
          place: { file: source.name, line: 1, column: 1 },
          hold: new Set(all.flatMap((o) => o.hold)),
          changes,
        },
    diagnostics: problems.all,
  };
}
