/** Steps with their counts, derived lists, terms and search above a table of cases; all of it in the address. */
import type { ProcedureAnswer } from "@lianzhang/contract";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../app/address.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import { conditionsIn, withCode } from "../records/conditions.ts";
import { SearchField } from "../records/search-field.tsx";
import { isFiltered } from "./case-table.tsx";
import { ManyButton } from "./many-dialog.tsx";

const NONE = { q: null, state: null, list: null, clock: null, mine: null, where: null, page: null } as const;

/** Steps of a procedure with how many stand in each: a step pressed is the filter. */
export function StateBar({ definition }: { readonly definition: ProcedureAnswer }): ReactElement {
  const w = useWords(caseWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  return (
    <div className="state-bar" role="group" aria-label={w.state}>
      {definition.states.map((s) => (
        <button
          key={s.id}
          type="button"
          className={`state-step${s.cases === 0 ? " at-none" : ""}${s.kind.startsWith("final") ? " final" : ""}`}
          aria-pressed={search.state === s.id}
          onClick={() => change({ state: search.state === s.id ? null : s.id, page: null })}
        >
          <b>{s.cases}</b>
          <span>{s.label[language]}</span>
        </button>
      ))}
    </div>
  );
}

interface ToolsProps {
  readonly definition: ProcedureAnswer;
  /** Code fields offered as filters. */
  readonly filters: readonly string[];
  /** One of the cases shown and how many they are: where all are in one state, a step may be made for all. */
  readonly shown?: { readonly first: string | null; readonly total: number } | null;
  readonly onOpen: (() => void) | null;
  /** What is shown on the button that enters a new one. */
  readonly openLabel?: string;
}

export function CaseTools({
  definition,
  filters,
  shown = null,
  onOpen,
  openLabel,
}: ToolsProps): ReactElement {
  const w = useWords(caseWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const conditions = conditionsIn(search.where);
  const chip = (on: boolean, label: string, n: number | null, set: () => void): ReactElement => (
    <button key={label} type="button" className="chip" aria-pressed={on} onClick={set}>
      {label}
      {n === null ? "" : ` ${n}`}
    </button>
  );
  return (
    <div className="tools">
      {chip(search.mine === "1", w.mine, definition.mine, () =>
        change({ mine: search.mine === "1" ? null : "1", page: null }),
      )}
      {chip(search.clock === "overdue", w.overdue, definition.overdue, () =>
        change({ clock: search.clock === "overdue" ? null : "overdue", page: null }),
      )}
      {chip(search.clock === "due:5", w.dueSoon, null, () =>
        change({ clock: search.clock === "due:5" ? null : "due:5", page: null }),
      )}
      {definition.lists.map((l) =>
        chip(search.list === l.id, l.label[language], l.cases, () =>
          change({ list: search.list === l.id ? null : l.id, page: null }),
        ),
      )}
      <SearchField placeholder={w.search} label={w.searchLabel} />
      {definition.fields
        .filter((f) => filters.includes(f.id))
        .map((field) => (
          <Select
            key={field.id}
            size="small"
            className="facet"
            aria-label={field.label[language]}
            value={conditions.flatMap((c) => (c.kind === "any" && c.field === field.id ? c.of : []))[0] ?? ""}
            popupMatchSelectWidth={240}
            showSearch={{ optionFilterProp: "label" }}
            options={[
              { value: "", label: `${field.label[language]} · ${w.all}` },
              ...(field.type.kind === "code" ? field.type.codes : []).map((c) => ({
                value: c.code,
                label: c.label[language],
              })),
            ]}
            onChange={(code) => change({ where: withCode(conditions, field.id, code), page: null })}
          />
        ))}
      {isFiltered(search) ? (
        <button type="button" className="link" onClick={() => change(NONE)}>
          {w.clear}
        </button>
      ) : null}
      <span className="space" />
      {shown === null ||
      search.state === undefined ||
      search.mine === "1" ||
      search.clock !== undefined ? null : (
        <ManyButton key={search.state} definition={definition} state={search.state} {...shown} />
      )}
      {onOpen === null ? null : (
        <Button size="small" type="primary" onClick={onOpen}>
          {openLabel ?? w.open}
        </Button>
      )}
    </div>
  );
}
