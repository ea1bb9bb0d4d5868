/** What departments answered, classes beside each other, regrades, what is computed otherwise today, what follows. */
import type { EvaluationYear } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { yearWords } from "../../i18n/evaluation-year.ts";
import { countText } from "../evaluation/rules.ts";

interface CardProps {
  readonly data: EvaluationYear;
}

/** Rows shown; the downloaded table has all. */
const SHOWN = 30;

interface TableProps {
  readonly title: string;
  readonly hint: string;
  readonly head: readonly string[];
  /** Columns of numbers. */
  readonly numbers: ReadonlySet<number>;
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly empty?: string;
  readonly spaced?: boolean;
}

function TableCard({ title, hint, head, numbers, rows, empty, spaced = true }: TableProps): ReactElement {
  const w = useWords(yearWords);
  const side = (i: number): string | undefined => (numbers.has(i) ? "n" : undefined);
  return (
    <section className={spaced ? "card spaced" : "card"} aria-label={title}>
      <h2>
        {title} <small className="quiet">{hint}</small>
      </h2>
      {rows.length === 0 ? (
        <p className="quiet">{empty}</p>
      ) : (
        <div className="table-scroll">
          <table>
            <thead>
              <tr>
                {head.map((h, i) => (
                  <th key={h} scope="col" className={side(i)}>
                    {h}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, SHOWN).map((r) => (
                <tr key={r.key}>
                  {r.cells.map((c, i) => (
                    <td key={head[i]} className={side(i) ?? "wrap"}>
                      {c}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > SHOWN ? <p className="quiet">{w.more(rows.length - SHOWN)}</p> : null}
    </section>
  );
}

export function OpinionsCard({ data }: CardProps): ReactElement {
  const w = useWords(yearWords);
  const { language } = useFrame();
  return (
    <TableCard
      spaced={false}
      title={w.opinions}
      hint={w.opinionsHint}
      head={[w.department, w.clear, w.veto, w.awaiting]}
      numbers={new Set([1, 2, 3])}
      rows={data.opinions.map((o) => ({
        key: o.field,
        cells: [
          o.label[language],
          countText(o.clear),
          countText(o.veto),
          o.awaiting === 0 ? "0" : <b className="tag-late">{countText(o.awaiting)}</b>,
        ],
      }))}
    />
  );
}

export function ClassesCard({ data }: CardProps): ReactElement {
  const w = useWords(yearWords);
  const { language } = useFrame();
  return (
    <TableCard
      spaced={false}
      title={w.classes}
      hint={w.classesHint}
      head={[w.class, w.computed, w.listed, w.decided]}
      numbers={new Set([1, 2, 3])}
      rows={data.classes.map((c) => ({
        key: c.id,
        cells: [c.label[language], countText(c.computed), countText(c.listed), countText(c.decided)],
      }))}
    />
  );
}

const firmLink = (id: string, name: string): ReactElement => (
  <Link to="/reviews/$id" params={{ id }} className="strong">
    {name}
  </Link>
);

export function RegradedCard({ data }: CardProps): ReactElement {
  const w = useWords(yearWords);
  const { language } = useFrame();
  return (
    <TableCard
      title={w.regraded}
      hint={w.regradedHint}
      head={[w.firm, w.from, w.to, w.why, w.state]}
      numbers={new Set()}
      empty={w.regradedNone}
      rows={data.regraded.map((r) => ({
        key: r.case,
        cells: [firmLink(r.case, r.name), r.from[language], r.to[language], r.reason, r.state[language]],
      }))}
    />
  );
}

export function MovedCard({ data }: CardProps): ReactElement | null {
  const w = useWords(yearWords);
  const { language } = useFrame();
  if (data.moved.length === 0) return null;
  return (
    <TableCard
      title={w.moved}
      hint={w.movedHint}
      head={[w.firm, w.was, w.now]}
      numbers={new Set()}
      rows={data.moved.map((m) => ({
        key: m.case,
        cells: [firmLink(m.case, m.name), m.was[language], m.now?.[language] ?? w.outside],
      }))}
    />
  );
}

export function MeasuresCard({ data }: CardProps): ReactElement | null {
  const w = useWords(yearWords);
  const { language } = useFrame();
  if (data.measures.length === 0) return null;
  return (
    <TableCard
      title={`${w.measures}(${w.assumed})`}
      hint={w.measuresHint}
      head={[w.department, w.class, w.measure, w.firms]}
      numbers={new Set([3])}
      rows={data.measures.map((m) => ({
        key: `${m.department.zh}.${m.text.zh}`,
        cells: [m.department[language], m.class[language], m.text[language], countText(m.firms)],
      }))}
    />
  );
}
