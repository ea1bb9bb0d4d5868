/** `lists:` of a scenario: who would be on a signed list, from which month on. */
import type { MembershipDefinition, Placed, PlacedEntry } from "@lianzhang/definitions";
import type { Member } from "@lianzhang/kernel";
import { parseDecimal } from "@lianzhang/kernel";
import type { Change } from "./change.ts";
import type { Reading } from "./reading.ts";
import { entriesOf, itemsOf, monthValue, textOf, unknownKey } from "./tree.ts";
import { codeOf } from "./values.ts";

const WHOLE = 10_000;
/** Written for a subject that leaves the list. */
const NONE = "none";

/** A code with what was written beside it. */
interface Named {
  readonly code: string;
  readonly share: number | null;
}

function codeNamed(node: Placed, written: string, m: MembershipDefinition, reading: Reading): string | null {
  if (node.kind !== "scalar") return null;
  return codeOf(node, written, m.classification, reading.environment, reading.problems) ?? null;
}

/** `60` or `60%` as parts of 10,000. */
function shareOf(node: Placed, reading: Reading): number | null {
  const text = textOf(node, "a share", reading.problems);
  if (text === null) return null;
  const number = parseDecimal(text.replace(/%$/u, ""));
  const share = number === null ? null : Number(number.num * 100n) / Number(number.den);
  if (share !== null && Number.isInteger(share) && share > 0 && share <= WHOLE) return share;
  return reading.problems.add(
    "LZ5203",
    node.place,
    `"${text}" is not a share`,
    "per cent with at most two decimals",
  );
}

/** `lithium`, `[lithium, pv]`, `{ lithium: 60, pv: 40 }` or `none`; null after a report. */
function namedIn(node: Placed, m: MembershipDefinition, reading: Reading): readonly Named[] | null {
  const one = (item: Placed): Named | null => {
    const text = textOf(item, "of", reading.problems);
    const code = text === null ? null : codeNamed(item, text, m, reading);
    return code === null ? null : { code, share: null };
  };
  if (node.kind === "scalar" && node.value === NONE) return [];
  const found =
    node.kind === "map"
      ? node.entries.map((e): Named | null => {
          const key: Placed = { kind: "scalar", value: e.key, place: e.keyPlace, inside: () => e.keyPlace };
          const code = codeNamed(key, e.key, m, reading);
          const share = shareOf(e.value, reading);
          return code === null || share === null ? null : { code, share };
        })
      : node.kind === "list"
        ? itemsOf(node, "of", reading.problems).map(one)
        : [one(node)];
  const named = found.filter((n) => n !== null);
  return named.length === found.length ? named : null;
}

/** The first code is the primary one; without shares the parts are equal, and the rest of the division is the first's. */
function membersOf(named: readonly Named[], count: MembershipDefinition["count"]): readonly Member[] {
  const equal = Math.floor(WHOLE / Math.max(named.length, 1));
  const rest = WHOLE - equal * named.length;
  return named.map(({ code, share }, i) => {
    const primary = i === 0;
    const part = { whole: WHOLE, primary: primary ? WHOLE : 0, share: share ?? equal + (primary ? rest : 0) };
    return { code, primary, share: part[count] };
  });
}

/** `subject: { from: 2026-01, of: lithium }`. */
function listing(m: MembershipDefinition, entry: PlacedEntry, reading: Reading): Change[] {
  const { problems } = reading;
  const parts = entriesOf(entry.value, `lists.${m.id}.${entry.key}`, problems);
  for (const e of parts) if (e.key !== "from" && e.key !== "of") unknownKey(e, ["from", "of"], problems);
  const [from, of] = ["from", "of"].map((key) => parts.find((e) => e.key === key)?.value);
  if (!from || !of) {
    problems.add(
      "LZ5201",
      entry.keyPlace,
      "an entry of a list has from: and of:",
      "write { from: 2026-01, of: code }, and of: none for who leaves it",
    );
    return [];
  }
  const month = monthValue(from, "from", problems);
  const named = namedIn(of, m, reading);
  if (month === null || named === null) return [];
  const twice = named.find((n, i) => named.findIndex((o) => o.code === n.code) !== i);
  const sum = named.reduce((n, { share }) => n + (share ?? 0), 0);
  if (twice !== undefined) problems.add("LZ5201", of.place, `${twice.code} stands twice`);
  else if (of.kind === "map" && sum !== WHOLE)
    problems.add("LZ5203", of.place, `the shares add up to ${sum / 100} %, expected 100 %`);
  else
    return [
      {
        kind: "listing",
        membership: m.id,
        subject: entry.key,
        from: month,
        members: membersOf(named, m.count),
        place: entry.keyPlace,
      },
    ];
  return [];
}

export const listChanges = (node: Placed, reading: Reading): Change[] =>
  entriesOf(node, "lists", reading.problems).flatMap((entry) => {
    const m = reading.model.memberships.get(entry.key);
    if (!m) {
      reading.problems.unknown("list", entry.key, reading.model.memberships.keys(), entry.keyPlace);
      return [];
    }
    return entriesOf(entry.value, `lists.${m.id}`, reading.problems).flatMap((e) => listing(m, e, reading));
  });
