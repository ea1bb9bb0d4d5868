/** Scenarios in the address, so that a link shows what I see: `名称~path=value~path=value!名称~path=value`. Pure. */

export interface Change {
  readonly path: string;
  /** Null takes it away. */
  readonly value: string | null;
}

export interface Scenario {
  readonly name: string;
  readonly changes: readonly Change[];
}

export const MOST_SCENARIOS = 6;
const clean = (text: string): string => text.replaceAll(/[~!=]/g, "");

/** What is not understood is left out. */
export function parseStack(text: string | undefined): readonly Scenario[] {
  if (text === undefined || text === "") return [];
  return text
    .split("!")
    .slice(0, MOST_SCENARIOS)
    .map((part) => {
      const [name = "", ...changes] = part.split("~");
      return {
        name,
        changes: changes.flatMap((c): Change[] => {
          const at = c.indexOf("=");
          if (at <= 0) return [];
          const value = c.slice(at + 1);
          return [{ path: c.slice(0, at), value: value === "" ? null : value }];
        }),
      };
    });
}

export const printStack = (all: readonly Scenario[]): string | null =>
  all.length === 0
    ? null
    : all
        .map((s) => [clean(s.name), ...s.changes.map((c) => `${c.path}=${clean(c.value ?? "")}`)].join("~"))
        .join("!");

/** What stands at the path under the scenarios up to one; undefined: none of them changes it. */
export function standsAt(all: readonly Scenario[], upTo: number, path: string): string | null | undefined {
  return all
    .slice(0, upTo + 1)
    .flatMap((s) => s.changes)
    .findLast((c) => c.path === path)?.value;
}

/** The stack with another value at the path in one scenario; a value that stands there anyway is no change. */
export function withValue(
  all: readonly Scenario[],
  at: number,
  change: Change,
  decided: string | null,
): readonly Scenario[] {
  const under = standsAt(all, at - 1, change.path);
  const before = under === undefined ? decided : under;
  return all.map((s, i) => {
    if (i !== at) return s;
    const others = s.changes.filter((c) => c.path !== change.path);
    return { ...s, changes: change.value === before ? others : [...others, change] };
  });
}
