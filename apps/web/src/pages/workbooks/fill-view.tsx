/** A month's figures in their cells: what is filled, what has changed, what is missing and who holds it. */
import type { GridSheet, WorkbookAnswer, WorkbookCell, WorkbookMade } from "@lianzhang/contract";
import { cellName } from "@lianzhang/intake";
import { Button, Segmented } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { Figure } from "../../figure/figure.tsx";
import { printStack, referenceOf } from "../../figure/reference.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { reasonWords } from "../../i18n/reasons.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { momentText } from "../../lib/moment.ts";
import { periodText } from "../../lib/period.ts";
import { Problem } from "../../states/problem.tsx";
import { FillingFiles } from "./filling-files.tsx";
import type { CellSaid } from "./sheet-grid.tsx";
import { SheetGrid } from "./sheet-grid.tsx";

export function FillView({ data }: { readonly data: WorkbookAnswer }): ReactElement {
  const sheets = data.sheets.filter((s) => data.cells.some((c) => c.at.sheet === s.name));
  const [shown, setShown] = useState(sheets[0]?.name);
  const sheet = sheets.find((s) => s.name === shown) ?? sheets[0] ?? data.sheets[0];
  return (
    <>
      <FillBar data={data} />
      <section className="card spaced">
        <SheetChoice sheets={sheets} shown={sheet} onShow={setShown} />
        {sheet === undefined ? null : <FilledSheet data={data} sheet={sheet} />}
        <Legend />
      </section>
      <Gaps data={data} />
      <Notes data={data} />
    </>
  );
}

/** Nothing where there is one sheet. */
export function SheetChoice({
  sheets,
  shown,
  onShow,
}: {
  readonly sheets: readonly GridSheet[];
  readonly shown: GridSheet | undefined;
  readonly onShow: (name: string) => void;
}): ReactElement | null {
  const w = useWords(workbookWords);
  if (sheets.length < 2) return null;
  return (
    <div className="sheet-choice scroll-x">
      <Segmented
        aria-label={w.sheet}
        value={shown?.name ?? ""}
        options={sheets.map((s) => ({ value: s.name, label: s.name }))}
        onChange={onShow}
      />
    </div>
  );
}

/** Where figures come from, what they are compared with, and filling. */
function FillBar({ data }: { readonly data: WorkbookAnswer }): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const doing = useDoing();
  const { book, month, signed, against } = data;
  const { filling } = book;
  const writes = data.cells.some((c) => c.written !== null);
  const fill = (): void =>
    doing.run<WorkbookMade>(`workbooks/${book.id}/fillings`, { version: book.version, month });
  return (
    <section className="card book-bar">
      <div className="grow">
        <p>{signed === null ? w.openMonth : w.signedFrom(signed.on, signed.hash.slice(0, 10))}</p>
        <p className="quiet">
          {against === null
            ? ""
            : `${w.against(periodText(against.month, language), momentText(against.at, language))}${language === "zh" ? "。" : ". "}`}
          {data.demo ? w.made : ""}
          {data.assumed.length === 0
            ? ""
            : w.assumed(data.assumed.map((a) => a[language]).join(language === "zh" ? "、" : ", "))}
        </p>
      </div>
      <div className="book-acts no-print">
        {filling === null ? null : <FillingFiles book={book.id} filling={filling} />}
        {book.mayFill ? (
          <Button
            type={filling === null ? "primary" : "default"}
            loading={doing.busy}
            disabled={!writes}
            onClick={fill}
          >
            {filling === null ? w.fill : w.fillAgain}
          </Button>
        ) : null}
      </div>
      {doing.error === null ? null : <Problem error={doing.error} />}
    </section>
  );
}

/** As a person reads it: a minus is no hyphen. */
const shownOf = (written: string): string => written.replace(/^-/u, "−");

const stateOf = (cell: WorkbookCell): string => {
  if (cell.gap !== null) return "is-gap";
  if (cell.written === null) return "is-left";
  return cell.was === null ? "is-filled" : "is-filled is-changed";
};

function FilledSheet({
  data,
  sheet,
}: {
  readonly data: WorkbookAnswer;
  readonly sheet: GridSheet;
}): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const cells = new Map(
    data.cells.filter((c) => c.at.sheet === sheet.name).map((c) => [`${c.at.row},${c.at.column}`, c]),
  );
  const saidOf = (row: number, column: number): CellSaid | null => {
    const cell = cells.get(`${row},${column}`);
    if (cell === undefined) return null;
    const was = cell.was === null ? null : cell.was.text === null ? w.wasGap : w.was(shownOf(cell.was.text));
    const content =
      cell.figure === null ? (
        "—"
      ) : (
        <>
          <Figure
            data={cell.figure}
            unmarked
            {...(cell.written === null ? {} : { as: shownOf(cell.written) })}
          />
          {was === null ? null : <small className="book-was">{was}</small>}
        </>
      );
    return { className: stateOf(cell), content, card: null, name: cell.name[language] };
  };
  return <SheetGrid sheet={sheet} saidOf={saidOf} />;
}

function Legend(): ReactElement {
  const w = useWords(workbookWords);
  const kinds = [
    ["is-filled", w.legendFilled],
    ["is-filled is-changed", w.legendChanged],
    ["is-gap", w.legendGap],
    ["is-left", w.legendLeft],
  ] as const;
  return (
    <ul className="book-legend quiet">
      {kinds.map(([className, text]) => (
        <li key={text}>
          <i className={className} aria-hidden /> {text}
        </li>
      ))}
    </ul>
  );
}

function Gaps({ data }: { readonly data: WorkbookAnswer }): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  const gaps = data.cells.filter((c) => c.gap !== null);
  return (
    <section className="card spaced">
      <h2>{w.gaps}</h2>
      {gaps.length === 0 ? <p className="quiet">{w.gapsNone}</p> : null}
      <ul className="book-gaps">
        {gaps.map(({ id, at, name, gap, figure }) => (
          <li key={id}>
            <code>{cellName(at.row, at.column)}</code>
            <span className="grow">
              {name[language]}{" "}
              <span className="quiet">
                {gap?.reason == null ? w.gapReasonNone : reasonWords[gap.reason][language]}
                {gap?.holder == null ? "" : ` · ${w.heldBy(gap.holder[language])}`}
              </span>
            </span>
            {figure === null || gap?.holder == null ? null : (
              <button
                type="button"
                className="link no-print"
                aria-haspopup="dialog"
                onClick={() => change({ panel: printStack([referenceOf(figure)]) })}
              >
                {w.askFor}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was refused or is to be looked at; what is said of a whole sheet stands once. */
function Notes({ data }: { readonly data: WorkbookAnswer }): ReactElement | null {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const said = new Map(
    data.notes.filter((n) => n.strength !== "note").map((n) => [`${n.code} ${n.message.zh}`, n] as const),
  );
  if (said.size === 0) return null;
  return (
    <section className="card spaced">
      <h2>{w.notes}</h2>
      <ul className="finding-list">
        {[...said.values()].map((n) => (
          <li key={`${n.code} ${n.message.zh}`}>
            {n.message[language]} <span className="quiet">{n.hint[language]}</span> <code>{n.code}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
