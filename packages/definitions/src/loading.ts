/** What the kinds share while a folder is loaded: ids, drafts of the model, and the report. */
import type { Label, Place } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { Entry, Path } from "./source/entry.ts";
import type { Report } from "./source/report.ts";
import type { Formulas } from "./formulas.ts";
import type * as M from "./model.ts";
import type { DefinitionCode } from "./catalogue-entry.ts";
import type { AccessPolicy } from "./policy/model.ts";
import type { Calendar, Procedure, Role } from "./procedures/model.ts";

/** A model value still being filled in. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

export interface Decision {
  readonly title: Label;
  readonly platform: Label;
  readonly city: { readonly code: string; readonly name: Label };
  readonly issued: string;
}

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export class Loading {
  readonly report: Report;
  /** Ids written in the folder by kind, broken definitions too: a reference to one is not a second mistake. */
  readonly ids: Map<string, Map<string, Entry>> = new Map();
  /** Ids and labels of what did not load: formulas that name them are not reported again. */
  readonly broken: Set<string> = new Set();
  /** Ids that are refused as ids: a reference to what one should have been is no second mistake. */
  readonly refusedIds: Set<string> = new Set();
  /** Definitions with a key that is reported as misspelt: what it would have said is not reported as missing. */
  readonly misspelt: Set<string> = new Set();
  /** Indicators whose declared unit does not fit their formula: bounds in the right unit are no mistake. */
  readonly misdeclared: Set<string> = new Set();
  /** Work that needs every definition to be known, in the order of the kinds. */
  readonly later: (() => void)[] = [];
  /** Text files named by definitions, read beforehand: `folder/file` -> content, null when unreadable. */
  readonly files: Map<string, TextFile | null> = new Map();

  /** Made when the first formula is checked (`formulasOf`). */
  formulas: Formulas | null = null;
  /** Codes and ids of all classifications, made when the first chain refers to one: every definition is known then. */
  codes: ReadonlySet<string> | null = null;

  decision: Decision | null = null;
  readonly holders: Map<string, M.Holder> = new Map();
  readonly clauses: Map<string, M.Clause> = new Map();
  readonly classifications: Map<string, M.Classification> = new Map();
  readonly registers: Map<string, M.Register> = new Map();
  readonly memberships: Map<string, M.MembershipDefinition> = new Map();
  readonly partitions: Map<string, M.Partition> = new Map();
  readonly forms: Map<string, Draft<M.Form>> = new Map();
  readonly parameters: Map<string, M.Parameter> = new Map();
  readonly functions: Map<string, M.FormulaFunction> = new Map();
  readonly indicators: Map<string, Draft<M.Indicator>> = new Map();
  readonly targets: Map<string, Draft<M.Target>> = new Map();
  readonly assignments: Map<string, M.Assignment> = new Map();
  readonly chains: Map<string, M.Chain> = new Map();
  readonly evaluations: Map<string, M.Evaluation> = new Map();
  readonly entitlements: Map<string, Draft<M.Entitlement>> = new Map();
  readonly sentences: Map<string, M.Sentence> = new Map();
  readonly undefinedWords: Map<string, M.UndefinedWord> = new Map();
  readonly carriers: M.Carrier[] = [];
  readonly calendars: Map<string, Calendar> = new Map();
  readonly roles: Map<string, Role> = new Map();
  readonly procedures: Map<string, Procedure> = new Map();
  policy: AccessPolicy | null = null;

  constructor(report: Report) {
    this.report = report;
  }

  add(code: DefinitionCode, place: Place, message: string, hint?: string | null): void {
    this.report.add(code, place, message, hint);
  }

  /** Checks that an id is written somewhere under the kind; reports it with the nearest one otherwise. */
  refer(kind: string, id: string | null | undefined, place: Place): boolean {
    if (id === null || id === undefined) return false;
    const known = this.ids.get(kind);
    if (known?.has(id)) return true;
    this.unknown(singular(kind), id, known?.keys() ?? [], place);
    return false;
  }

  /** Reports a name that nothing defines. */
  unknown(what: string, name: string, candidates: Iterable<string>, place: Place): void {
    const near = nearest(name, candidates);
    if (near !== null && this.refusedIds.has(near)) return;
    this.add(
      "LZ2009",
      place,
      `no ${what} "${name}" is defined`,
      near ? `did you mean "${near}"?` : `define it under ${what}s:, or correct the name`,
    );
  }

  /** References to several ids written as a list at `path`. */
  referAll(kind: string, ids: readonly string[], entry: Entry, path: Path): void {
    for (const [i, id] of ids.entries()) this.refer(kind, id, entry.at(...path, i));
  }
}

const singular = (kind: string): string => kind.replace(/s$/, "");
