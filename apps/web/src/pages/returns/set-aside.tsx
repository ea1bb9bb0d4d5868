/** Rows that are no part of a return: set aside with a reason, listed, taken back in. */
import type { ReturnFinding } from "@lianzhang/contract";
import { Button, Input } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnRowsWords } from "../../i18n/return-rows.ts";
import { returnWords } from "../../i18n/returns.ts";
import { returnPath } from "../../returns/questions.ts";
import { Problem } from "../../states/problem.tsx";
import type { ReturnProps } from "./return-page.tsx";

interface Row {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
}

/** Rows shown of what was set aside. */
const SHOWN = 30;

/** The rows of the return that findings stand in, each once. */
export function rowsOfFindings(findings: readonly ReturnFinding[]): readonly Row[] {
  const rows = findings.flatMap(({ file, sheet, row, inRow }) =>
    row === null || !inRow ? [] : [{ file, sheet, row }],
  );
  return [...new Map(rows.map((r) => [JSON.stringify(r), r])).values()];
}

interface SetAsideProps {
  readonly rows: readonly Row[];
  readonly label: string;
  readonly data: ReturnProps["data"];
}

export function SetAside({ rows, label, data }: SetAsideProps): ReactElement {
  const w = useWords(returnRowsWords);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { run, busy, error } = useDoing();
  const { id, version } = data.return;
  if (!open)
    return (
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {label}
      </button>
    );
  return (
    <div className="conflict">
      <p>{w.asideAsk(rows.length)}</p>
      {error === null ? null : <Problem error={error} />}
      <form
        className="explain-line"
        onSubmit={(e) => {
          e.preventDefault();
          run(`${returnPath(id)}/aside`, { version, rows, reason: reason.trim() });
        }}
      >
        <Input
          autoFocus
          size="small"
          aria-label={w.asideReason}
          placeholder={w.asideReasonHint}
          maxLength={200}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
        <Button size="small" type="primary" htmlType="submit" loading={busy} disabled={reason.trim() === ""}>
          {w.asideDo}
        </Button>
        <Button size="small" onClick={() => setOpen(false)}>
          {w.cancel}
        </Button>
      </form>
    </div>
  );
}

export function AsideCard({ data, report }: ReturnProps): ReactElement | null {
  const w = useWords(returnRowsWords);
  const r = useWords(returnWords);
  const { run, busy, error } = useDoing();
  const { count, first } = report.aside;
  const { id, version } = data.return;
  const back = (rows: readonly Row[]): void =>
    run(`${returnPath(id)}/aside`, {
      version,
      rows: rows.map(({ file, sheet, row }) => ({ file, sheet, row })),
      reason: null,
    });
  if (count === 0) return null;
  return (
    <section className="card spaced" aria-label={w.aside}>
      <h2>{w.aside}</h2>
      <p className="quiet">
        {w.asideHint(count)}{" "}
        {data.may.files && first.length > 1 ? (
          <button type="button" className="link" disabled={busy} onClick={() => back(first)}>
            {w.asideBackAll}
          </button>
        ) : null}
      </p>
      {error === null ? null : <Problem error={error} />}
      <ul className="finding-list">
        {first.slice(0, SHOWN).map((a) => (
          <li key={[a.file, a.sheet, a.row].join(" ")}>
            <b>
              {[a.file, a.sheet, r.at_row(a.row)].filter((t) => t !== null).join(" › ")}{" "}
              {a.name ?? a.code ?? ""}
            </b>{" "}
            <span className="quiet">{w.asideWhy(a.reason, a.by, a.on)}</span>{" "}
            {data.may.files ? (
              <button type="button" className="link" disabled={busy} onClick={() => back([a])}>
                {w.asideBack}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {count > SHOWN ? <p className="quiet">{w.asideMore(count - SHOWN)}</p> : null}
    </section>
  );
}
