/** Segments with members, output and directions; empty ones say so. */
import type { SegmentRow } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { chainWords } from "../../i18n/chains.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { plain } from "../../lib/display.ts";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";

export function SegmentTable({ segments }: { readonly segments: readonly SegmentRow[] }): ReactElement {
  const w = useWords(chainWords);
  const { language, money } = useFrame();
  const columns = useMemo((): readonly Column<SegmentRow>[] => {
    const stages = {
      upstream: w.upstream,
      midstream: w.midstream,
      downstream: w.downstream,
      support: w.support,
    };
    return [
      {
        id: "segment",
        head: w.segment,
        cell: (s) => (
          <span title={s.codes.map((c) => `${c.code} ${c.label[language]}`).join("\n")}>
            <b className="strong">{s.label[language]}</b> <small className="quiet">{stages[s.stage]}</small>
          </span>
        ),
        text: (s) => s.label[language],
      },
      {
        id: "members",
        head: w.members,
        right: true,
        cell: (s) => (s.members === 0 ? <span className="gap">{w.gap}</span> : s.members),
        text: (s) => String(s.members),
      },
      {
        id: "output",
        head: w.output,
        right: true,
        cell: (s) => (s.output === null ? "—" : <Figure data={s.output} compact />),
        text: (s) => (s.output === null ? "" : plain(s.output.value, money)),
      },
      {
        id: "directions",
        head: w.directions,
        wide: true,
        cell: (s) => <span className="quiet wrap">{s.directions.map((d) => d[language]).join(" · ")}</span>,
        text: (s) => s.directions.map((d) => d[language]).join(" "),
      },
    ];
  }, [w, language, money]);
  return (
    <section className="card table-card">
      <div className="card-head">
        <h2>{w.segments}</h2>
      </div>
      <DataTable
        label={w.segments}
        columns={columns}
        rows={segments}
        rowKey={(s) => s.id}
        sort={undefined}
        onSort={() => undefined}
      />
    </section>
  );
}
