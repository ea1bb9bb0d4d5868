/** What the one who is signed in did lately, as the audit chain has it. */
import type { AuditEvent } from "@lianzhang/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { actionLabel, auditWords, purposeLabel } from "../../i18n/audit.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";
import { momentText } from "../../lib/moment.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";

export function OwnEvents({
  query,
}: {
  readonly query: UseQueryResult<{ readonly events: readonly AuditEvent[] }>;
}): ReactElement {
  const w = useWords(doorWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const columns = useColumns();
  return (
    <section className="card table-card spaced own-events">
      <div className="card-head">
        <h2>{w.myEvents}</h2>
      </div>
      <Loaded query={query} skeleton={null}>
        {({ events }) =>
          events.length === 0 ? (
            <Empty title={w.noEvents}>{w.noEventsHow}</Empty>
          ) : (
            <DataTable<AuditEvent>
              label={w.myEvents}
              columns={columns}
              rows={events}
              rowKey={(e) => e.number}
              sort={search.sort}
              onSort={(sort) => change({ sort })}
            />
          )
        }
      </Loaded>
    </section>
  );
}

function useColumns(): readonly Column<AuditEvent>[] {
  const w = useWords(doorWords);
  const a = useWords(auditWords);
  const { language } = useFrame();
  return useMemo((): readonly Column<AuditEvent>[] => {
    const what = (e: AuditEvent): string => actionLabel(e.action)[language];
    const acting = (e: AuditEvent): string => (e.onBehalfOf === null ? "" : ` · ${a.forWhom(e.onBehalfOf)}`);
    return [
      {
        id: "time",
        head: w.time,
        cell: (e) => momentText(e.at, language),
        text: (e) => e.at,
        sortBy: (e) => e.at,
      },
      { id: "what", head: w.action, cell: (e) => `${what(e)}${acting(e)}`, text: what, sortBy: what },
      {
        id: "purpose",
        head: w.purpose,
        wide: true,
        cell: (e) => <span className="quiet">{purposeLabel(e.purpose)[language]}</span>,
        text: (e) => e.purpose,
      },
      {
        id: "number",
        head: w.number,
        right: true,
        wide: true,
        cell: (e) => e.number,
        text: (e) => e.number,
        sortBy: (e) => Number(e.number),
      },
    ];
  }, [w, a, language]);
}
