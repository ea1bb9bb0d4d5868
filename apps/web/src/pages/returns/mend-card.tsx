/** Mending cells: which sheet, the grid, what was changed and why, and keeping it as events. */
import type { ReturnReportAnswer } from "@lianzhang/contract";
import { cellName } from "@lianzhang/intake";
import { Button, Input, Select } from "antd";
import type { ReactElement } from "react";
import { useEffect, useId, useRef, useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useDraft } from "../../drafts/use-draft.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnWords } from "../../i18n/returns.ts";
import type { CellAddress } from "../../returns/cell-address.ts";
import { cellText, readCellText } from "../../returns/cell-address.ts";
import type { Edits, GridState } from "../../returns/grid/grid-state.ts";
import { atOf, keyOf, NOT_HERE, shownAt, startGrid, undo } from "../../returns/grid/grid-state.ts";
import { MendingGrid } from "../../returns/grid/mending-grid.tsx";
import { useCells } from "../../returns/grid/use-cells.ts";
import { returnPath } from "../../returns/questions.ts";
import { Problem } from "../../states/problem.tsx";
import type { ReturnProps } from "./return-page.tsx";
import { useHeads } from "./use-heads.ts";

type Sheet = ReturnReportAnswer["sheets"][number];
const keyOfSheet = (s: Pick<Sheet, "file" | "sheet">): string => JSON.stringify([s.file, s.sheet]);

/** The cell to begin with: that of the address, else of the heaviest finding, else the first. */
function firstCell({ report }: Pick<ReturnProps, "report">, asked: string | undefined): CellAddress | null {
  const wanted = readCellText(asked);
  if (wanted !== null && report.sheets.some((s) => keyOfSheet(s) === keyOfSheet(wanted))) return wanted;
  const found = report.findings.find((f) => f.row !== null);
  if (found?.row != null)
    return { file: found.file, sheet: found.sheet, row: found.row, column: found.column ?? 1 };
  const first = report.tables[0] ?? report.sheets[0];
  return first === undefined ? null : { file: first.file, sheet: first.sheet, row: 1, column: 1 };
}

export function MendCard(props: ReturnProps): ReactElement | null {
  const w = useWords(returnWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const { sheets } = props.report;
  const [opened] = useState(() => firstCell(props, undefined));
  const asked = search.cell === undefined ? opened : firstCell(props, search.cell);
  const sheet = asked === null ? undefined : sheets.find((s) => keyOfSheet(s) === keyOfSheet(asked));
  if (sheet === undefined || asked === null) return null;
  const name = (s: Sheet): string =>
    [s.file, s.sheet].filter((t) => t !== null).join(" › ") + (s.hidden ? w.hidden : "");
  return (
    <section className="card spaced mend-card" aria-label={w.mend} id="mend">
      <div className="finding-row">
        <h2>{w.mend}</h2>
        {sheets.length < 2 ? (
          <span className="quiet">{name(sheet)}</span>
        ) : (
          <Select
            size="small"
            className="sheet-choice"
            aria-label={w.sheet}
            value={keyOfSheet(sheet)}
            popupMatchSelectWidth={false}
            options={sheets.map((s) => ({ value: keyOfSheet(s), label: name(s) }))}
            onChange={(key) => {
              const to = sheets.find((s) => keyOfSheet(s) === key);
              if (to !== undefined) change({ cell: cellText({ ...to, row: 1, column: 1 }) });
            }}
          />
        )}
      </div>
      <p className="quiet">{props.data.may.correct ? w.mendHint : w.mendReadOnly}</p>
      <SheetMend key={keyOfSheet(sheet)} {...props} sheet={sheet} start={asked} />
    </section>
  );
}

interface SheetProps extends ReturnProps {
  readonly sheet: Sheet;
  readonly start: CellAddress;
}

const NO_EDITS: Edits = {};

function SheetMend({ data, report, sheet, start }: SheetProps): ReactElement {
  const w = useWords(returnWords);
  const { language, search } = useFrame();
  const { id } = data.return;
  const draft = useDraft<Edits>(`return.${id}.${keyOfSheet(sheet)}`, NO_EDITS);
  const [state, setState] = useState<GridState>(() => startGrid(draft.value, start));
  const cells = useCells(id, sheet, sheet);
  const { headOf, fieldAt } = useHeads(data, report, sheet);
  const save = useRef<HTMLDivElement>(null);
  const [called, setCalled] = useState(0);
  // A finding was followed: the grid comes into view and has the keyboard.
  const followed = useRef(search.cell);
  useEffect(() => {
    if (search.cell === undefined || followed.current === search.cell) return;
    followed.current = search.cell;
    setState((s) => ({ ...s, at: start, to: start, typing: null }));
    setCalled((n) => n + 1);
    document.querySelector("#mend")?.scrollIntoView({ block: "nearest" });
  }, [search.cell, start]);
  const keep = (next: GridState): void => {
    setState(next);
    if (next.edits !== state.edits) draft.keep(next.edits);
  };
  const drop = (): void => {
    draft.clear();
    setState((s) => ({ ...startGrid(NO_EDITS, s.at), past: [...s.past, s.edits] }));
  };
  const saidOf = (row: number, column: number): string | null => {
    const found = cells.findings.get(keyOf(row, column)) ?? [];
    const was = cells.cell(row, column)?.was;
    const said = [
      ...found.map((f) => `${f.message[language]} ${f.hint[language]}`),
      ...(was === undefined ? [] : [w.wasText(was)]),
    ];
    return said.length === 0 ? null : said.join(" ");
  };
  const { at } = state;
  const here = saidOf(at.row, at.column);
  const shown = shownAt(state, cells.own, at.row, at.column);
  return (
    <>
      {cells.error === null ? null : <Problem error={cells.error} />}
      <p className="mend-said" aria-live="polite">
        <b>{cellName(at.row, at.column)}</b> {headOf(at.column) ?? ""}{" "}
        <b>{shown === NOT_HERE ? "" : shown}</b> {here ?? ""}
      </p>
      <MendingGrid
        label={w.gridLabel(sheet.sheet ?? sheet.file)}
        cells={cells}
        state={state}
        onState={keep}
        mends={data.may.correct}
        headOf={headOf}
        saidOf={saidOf}
        called={called}
        onLeave={() => save.current?.focus()}
      />
      <div ref={save} tabIndex={-1} className="mend-pending">
        {data.may.correct ? (
          <Pending
            data={data}
            sheet={sheet}
            state={state}
            own={cells.own}
            fieldAt={fieldAt}
            onUndo={() => keep(undo(state))}
            onDone={drop}
          />
        ) : null}
      </div>
    </>
  );
}

interface PendingProps {
  readonly data: ReturnProps["data"];
  readonly sheet: Sheet;
  readonly state: GridState;
  readonly own: (row: number, column: number) => string;
  readonly fieldAt: (row: number, column: number) => string | null;
  readonly onUndo: () => void;
  readonly onDone: () => void;
}

/** Reasons offered; any other may be typed. */
const REASONS = ["reason_unit", "reason_typing", "reason_asked", "reason_missing"] as const;

function Pending({ data, sheet, state, own, fieldAt, onUndo, onDone }: PendingProps): ReactElement {
  const w = useWords(returnWords);
  const field = useId();
  const [reason, setReason] = useState("");
  const { run, busy, error } = useDoing();
  const edits = Object.entries(state.edits).map(([key, after]) => ({ ...atOf(key), after }));
  const text = (t: string): string => (t === "" || t === NOT_HERE ? w.blankText : t);
  const send = (): void =>
    run(
      `${returnPath(data.return.id)}/corrections`,
      {
        version: data.return.version,
        corrections: edits.map(({ row, column, after }) => ({
          file: sheet.file,
          sheet: sheet.sheet,
          row,
          column,
          field: fieldAt(row, column),
          after,
          reason: reason.trim(),
        })),
      },
      () => {
        setReason("");
        onDone();
      },
    );
  return (
    <>
      {error === null ? null : <Problem error={error} />}
      {state.leftOut === 0 ? null : (
        <p className="fault" role="alert">
          {w.leftOut(state.leftOut)}
        </p>
      )}
      <p className={edits.length === 0 ? "quiet" : "strong"} role="status">
        {edits.length === 0 ? w.pendingNone : w.pending(edits.length)}
      </p>
      {edits.length === 0 ? null : (
        <>
          <ul className="pending-list">
            {edits.map(({ row, column, after }) => (
              <li key={keyOf(row, column)}>
                {w.change(cellName(row, column), text(own(row, column)), text(after))}
              </li>
            ))}
          </ul>
          <div className="tools loose">
            <label htmlFor={field}>{w.pendingReason}</label>
            <Input
              id={field}
              size="small"
              className="reason-field"
              value={reason}
              onChange={(e) => setReason(e.target.value)}
            />
            {REASONS.map((r) => (
              <button key={r} type="button" className="chip" onClick={() => setReason(w[r])}>
                {w[r]}
              </button>
            ))}
          </div>
          <div className="moves">
            <Button type="primary" loading={busy} disabled={reason.trim() === ""} onClick={send}>
              {w.pendingSave}
            </Button>
            <Button disabled={state.past.length === 0} onClick={onUndo}>
              {w.undo}
            </Button>
            <Button onClick={onDone}>{w.pendingDrop}</Button>
          </div>
        </>
      )}
    </>
  );
}
