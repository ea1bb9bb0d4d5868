/** What each role may do with rows, and what else it may. */
import { nearest } from "@lianzhang/kernel";
import type { Loading } from "../loading.ts";
import type { Role } from "../procedures/model.ts";
import type { Entry, Path } from "../source/entry.ts";
import { CAPABILITIES, INPUTS, READING_DEEDS } from "./model.ts";
import type { Capability, Extent, Input, ReturnDeed, RolePolicy, RowDeed, Scopes } from "./model.ts";
import type { RoleInput } from "./written.ts";

const EVERY = "*";

type Rows = Map<string, Map<RowDeed, Extent>>;

/** The policy of one role; what is wrong with it is reported. */
export function rolePolicyOf(
  id: string,
  input: RoleInput,
  scopes: Scopes,
  entry: Entry,
  loading: Loading,
): RolePolicy {
  const path = ["roles", id];
  const role = loading.roles.get(id);
  if (!loading.ids.get("roles")?.has(id))
    loading.unknown("role", id, loading.ids.get("roles")?.keys() ?? [], entry.keyAt(...path));
  if (role !== undefined) checkRole(role, input, entry, path, loading);
  const rows: Rows = new Map();
  const named = new Set([...Object.keys(input.all), ...Object.keys(input.own)]);
  for (const extent of ["all", "own"] as const)
    for (const [register, deeds] of Object.entries(input[extent])) {
      const at = [...path, extent, register];
      const registers = registersOf(register, named, entry, at, loading);
      const open =
        extent === "all" ? registers : reachable(role, register, registers, scopes, entry, at, loading);
      for (const one of open) give(rows, one, deeds, extent);
    }
  if (role !== undefined) checkReads(rows, entry, path, loading);
  return {
    role: id,
    rows,
    capabilities: capabilitiesOf(input, entry, [...path, "may"], loading),
    returns: returnsOf(role, input, entry, [...path, "returns"], loading),
  };
}

type Returns = ReadonlyMap<Input, ReadonlyMap<ReturnDeed, Extent>>;

/** What the role may do with returns; deeds without reading, and of those who only read or administer, are reported. */
function returnsOf(
  role: Role | undefined,
  { returns }: RoleInput,
  entry: Entry,
  path: Path,
  loading: Loading,
): Returns {
  const named = new Set([...Object.keys(returns.all), ...Object.keys(returns.own)]);
  const found = new Map<Input, Map<ReturnDeed, Extent>>();
  for (const extent of ["own", "all"] as const)
    for (const input of INPUTS) {
      const written = named.has(input) ? input : EVERY;
      const given = returns[extent][written] ?? [];
      const held = found.get(input) ?? new Map<ReturnDeed, Extent>();
      for (const deed of given) held.set(deed, extent);
      if (held.size > 0) found.set(input, held);
      if (given.length === 0) continue;
      const at = entry.keyAt(...path, extent, written);
      if (role?.administers != null)
        loading.add("LZ2074", at, `${role.id} administers (${role.administers}) and is given returns`);
      else if (role?.readsOnly === true && given.some((d) => d !== "read"))
        loading.add("LZ2075", at, `${role.id} only reads and is given more of ${input} returns`);
    }
  for (const [input, deeds] of found)
    for (const [deed, extent] of deeds)
      if (deeds.get("read") !== "all" && deeds.get("read") !== extent)
        loading.add(
          "LZ2078",
          entry.keyAt(...path),
          `${deed} is given for ${extent === "all" ? "every return" : "the own returns"} of ${input}, and read is not`,
          "add read beside it",
        );
  return found;
}

function give(rows: Rows, register: string, deeds: readonly RowDeed[], extent: Extent): void {
  const held = rows.get(register) ?? new Map<RowDeed, Extent>();
  for (const deed of deeds) if (held.get(deed) !== "all") held.set(deed, extent);
  rows.set(register, held);
}

function registersOf(
  register: string,
  named: ReadonlySet<string>,
  entry: Entry,
  path: Path,
  loading: Loading,
): readonly string[] {
  const known = loading.ids.get("registers");
  if (register === EVERY) return [...(known?.keys() ?? [])].filter((id) => !named.has(id));
  if (known?.has(register)) return [register];
  loading.unknown("register", register, known?.keys() ?? [], entry.keyAt(...path));
  return [];
}

/** Registers in which some post of the role can be let in; reported when there are none. */
function reachable(
  role: Role | undefined,
  written: string,
  registers: readonly string[],
  scopes: Scopes,
  entry: Entry,
  path: Path,
  loading: Loading,
): readonly string[] {
  if (role === undefined || role.administers !== null) return registers;
  const open = registers.filter((r) => role.scopes.some((s) => s === "city" || scopes.get(r)?.has(s)));
  if (open.length > 0 || registers.length === 0) return open;
  const what = written === EVERY ? "any register it does not name" : written;
  loading.add(
    "LZ2073",
    entry.keyAt(...path),
    `nobody can ever be let in: ${role.id} has the scopes ${role.scopes.join(", ")}, and no attribute of ${what} says any of them`,
    "name an attribute under scopes:, or take the line away",
  );
  return [];
}

function checkRole(role: Role, input: RoleInput, entry: Entry, path: Path, loading: Loading): void {
  for (const extent of ["all", "own"] as const)
    for (const [register, deeds] of Object.entries(input[extent])) {
      const place = entry.keyAt(...path, extent, register);
      const changes = deeds.filter((d) => !READING_DEEDS.includes(d));
      if (role.administers !== null)
        loading.add(
          "LZ2074",
          place,
          `${role.id} administers (${role.administers}) and is given rows of ${register}`,
        );
      else if (role.readsOnly && changes.length > 0)
        loading.add(
          "LZ2075",
          place,
          `${role.id} only reads and is given ${changes.join(", ")} of ${register}`,
        );
    }
}

/** Whoever changes or takes out must be able to look. */
function checkReads(rows: Rows, entry: Entry, path: Path, loading: Loading): void {
  for (const [register, deeds] of rows)
    for (const [deed, extent] of deeds) {
      const read = deeds.get("read");
      if (read === "all" || read === extent) continue;
      const how = extent === "all" ? "every row" : "the own rows";
      loading.add(
        "LZ2078",
        entry.keyAt(...path),
        `${deed} is given for ${how} of ${register}, and read is not`,
        "add read beside it",
      );
    }
}

function capabilitiesOf(input: RoleInput, entry: Entry, path: Path, loading: Loading): readonly Capability[] {
  return input.may.flatMap((written, i) => {
    const known = CAPABILITIES.find((c) => c === written);
    if (known !== undefined) return [known];
    const near = nearest(written, CAPABILITIES);
    loading.add(
      "LZ2006",
      entry.at(...path, i),
      `"${written}" is nothing a role may do`,
      near === null ? `one of ${CAPABILITIES.join(", ")}` : `did you mean "${near}"?`,
    );
    return [];
  });
}
