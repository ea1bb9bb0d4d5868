/** Who is in another class than as decided, with score, rank and distance to the cuts before and after. */
import type { AdjustAnswer, FigureValue, GradedSide } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { Value } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { adjustWords } from "../../i18n/adjust.ts";
import { ClassMark } from "../evaluation/class-mark.tsx";

type Row = AdjustAnswer["moved"]["rows"][number];

/** Rows shown before all are asked for; a print shows these. */
const SHOWN = 12;

export function MovedCard({ data }: { readonly data: AdjustAnswer }): ReactElement {
  const w = useWords(adjustWords);
  const { language } = useFrame();
  const [all, setAll] = useState(false);
  const { rows, behind } = data.moved;
  const shown = all ? rows : rows.slice(0, SHOWN);
  return (
    <section className="card spaced">
      <h2>
        {w.moved} <small>{w.movedSub}</small>
      </h2>
      {rows.length === 0 ? (
        <p className="quiet">{w.noMoved}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={w.moved}>
          <table className="plain grade-table adjust-moved">
            <thead>
              <tr>
                {[w.firm, w.county, w.class].map((t) => (
                  <th key={t} scope="col">
                    {t}
                  </th>
                ))}
                {[w.score, w.rank, w.above, w.short, ...behind.map((b) => b.label[language])].map((t) => (
                  <th key={t} scope="col" className="right">
                    {t}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <Moved key={row.code} row={row} id={data.grading.id} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length <= shown.length ? null : (
        <p className="table-foot">
          <span className="quiet">{w.pageOf(shown.length, rows.length)}</span>
          <button type="button" className="link no-print" onClick={() => setAll(true)}>
            {w.showAll}
          </button>
        </p>
      )}
    </section>
  );
}

function Moved({ row, id }: { readonly row: Row; readonly id: string }): ReactElement {
  const w = useWords(adjustWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  const way = row.up === null ? w.inOut : row.up ? w.up : w.down;
  return (
    <tr>
      <th scope="row">
        <Link to="/evaluation/$id/$code" params={{ id, code: row.code }} className="strong">
          {row.name}
        </Link>{" "}
        <button
          type="button"
          className="link no-print"
          aria-label={`${w.look} ${row.name}`}
          onClick={() => change({ subject: row.code })}
        >
          {w.look}
        </button>
      </th>
      <td>{row.county?.[language] ?? "—"}</td>
      <td className="nowrap">
        <Class side={row.before} />
        {` ${w.to} `}
        <Class side={row.after} />
        <small>{way}</small>
      </td>
      <Pair before={row.before.score} after={row.after.score} />
      <Pair before={row.before.rank} after={row.after.rank} />
      <Pair before={row.before.above} after={row.after.above} />
      <Pair before={row.before.short} after={row.after.short} />
      {row.behind.map((v, i) => (
        // in the order of the columns
        <td key={i} className="right">
          <Value value={v} />
        </td>
      ))}
    </tr>
  );
}

export function Class({ side }: { readonly side: GradedSide }): ReactElement {
  const w = useWords(adjustWords);
  const { language } = useFrame();
  return (
    <ClassMark number={side.class?.number ?? null}>{side.class?.label[language] ?? w.noClass}</ClassMark>
  );
}

const shownOf = (value: FigureValue | null): ReactElement =>
  value === null ? <>—</> : <Value value={value} bare />;

function Pair({
  before,
  after,
}: {
  readonly before: FigureValue | null;
  readonly after: FigureValue | null;
}): ReactElement {
  const w = useWords(adjustWords);
  return (
    <td className="right nowrap">
      {shownOf(before)}
      {` ${w.to} `}
      {shownOf(after)}
    </td>
  );
}
