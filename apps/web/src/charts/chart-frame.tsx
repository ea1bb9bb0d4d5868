/**
 * Around every chart: title (the finding), subtitle (unit, period, scope), source, marks, table view,
 * downloads, and a text alternative made from the data.
 */
import type { Mark } from "@lianzhang/contract";
import type { ReactElement, ReactNode } from "react";
import { useId, useRef, useState } from "react";
import { useFrame } from "../app/address.ts";
import { Marks } from "../figure/marks.tsx";
import { useWords } from "../i18n/dictionary.ts";
import { figureWords } from "../i18n/figure.ts";
import { csvText, download, pngBlob, svgText } from "../lib/download.ts";
import { palettes } from "../theme/tokens.ts";
import type { ChartTable } from "./table.ts";

interface ChartFrameProps {
  readonly title: ReactNode;
  readonly subtitle: ReactNode;
  /** Where the data comes from; shown after 来源. */
  readonly source: ReactNode;
  readonly marks: readonly Mark[];
  readonly table: ChartTable;
  /** Base of file names. */
  readonly name: string;
  readonly height: number;
  /** False when there is nothing to draw; the frame then says so. */
  readonly filled?: boolean;
  readonly level?: 2 | 3;
  /** A control that belongs to the chart, beside its title. */
  readonly tools?: ReactNode;
  /** False where the drawing is not one SVG (the chain map): no PNG and SVG. */
  readonly picture?: boolean;
  readonly children: ReactNode;
}

export function ChartFrame(props: ChartFrameProps): ReactElement {
  const {
    title,
    subtitle,
    source,
    marks,
    table,
    name,
    height,
    filled = true,
    level = 2,
    tools,
    picture = true,
    children,
  } = props;
  const w = useWords(figureWords);
  const { theme } = useFrame();
  const [asTable, setAsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  const svg = (): SVGElement | null => body.current?.querySelector("svg") ?? null;
  const paper = palettes[theme].paper;
  const saveSvg = (): void => {
    const element = svg();
    if (element !== null)
      download(`${name}.svg`, new Blob([svgText(element, paper)], { type: "image/svg+xml" }));
  };
  const savePng = async (): Promise<void> => {
    const element = svg();
    const blob = element === null ? null : await pngBlob(element, paper);
    if (blob !== null) download(`${name}.png`, blob);
  };
  return (
    <figure className="chart" aria-labelledby={id}>
      <div className="chart-head">
        <div className="chart-title">
          <Heading id={id}>
            {title}
            <Marks marks={marks} />
          </Heading>
          {tools}
        </div>
        <p className="unit">{subtitle}</p>
      </div>
      <div ref={body} className="chart-body" style={{ minHeight: height }}>
        {!filled ? (
          <div className="empty-inline" style={{ height }}>
            <b>{w.empty}</b>
            <span>{w.emptyHow}</span>
          </div>
        ) : asTable ? (
          <TableView table={table} height={height} label={name} />
        ) : (
          children
        )}
      </div>
      <figcaption className="source">
        <span>
          {w.source}: {source}
        </span>
        {filled ? (
          <span className="chart-actions">
            <button
              type="button"
              className="link"
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? w.chartView : w.tableView}
            </button>
            {asTable || !picture ? null : (
              <>
                <button type="button" className="link" onClick={() => void savePng()}>
                  PNG
                </button>
                <button type="button" className="link" onClick={saveSvg}>
                  SVG
                </button>
              </>
            )}
            <button
              type="button"
              className="link"
              onClick={() =>
                download(
                  `${name}.csv`,
                  new Blob([csvText([table.head, ...table.rows])], { type: "text/csv" }),
                )
              }
            >
              CSV
            </button>
          </span>
        ) : null}
      </figcaption>
    </figure>
  );
}

function TableView({
  table,
  height,
  label,
}: {
  readonly table: ChartTable;
  readonly height: number;
  readonly label: string;
}): ReactElement {
  return (
    <div className="table-scroll" style={{ height }} tabIndex={0} role="region" aria-label={label}>
      <table className="plain">
        <thead>
          <tr>
            {table.head.map((h, i) => (
              <th key={h} className={i > 0 ? "n" : ""} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, i) => (
                <td key={i} className={i > 0 ? "n" : ""}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
