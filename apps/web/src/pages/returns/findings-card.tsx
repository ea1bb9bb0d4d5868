/** Findings by strength, each with its place and a way to the cell; those that ask for it are explained here. */
import type { ReturnFinding } from "@lianzhang/contract";
import { cellName } from "@lianzhang/intake";
import { Button, Input } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useDraft } from "../../drafts/use-draft.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnRowsWords } from "../../i18n/return-rows.ts";
import { returnWords } from "../../i18n/returns.ts";
import { cellText } from "../../returns/cell-address.ts";
import { returnPath } from "../../returns/questions.ts";
import { Problem } from "../../states/problem.tsx";
import type { ReturnProps } from "./return-page.tsx";
import { rowsOfFindings, SetAside } from "./set-aside.tsx";

const STRENGTHS = ["refused", "must", "explain", "note"] as const;
/** Findings of one kind shown at first. */
const FIRST = 3;

export function FindingsCard({ data, report }: ReturnProps): ReactElement {
  const w = useWords(returnWords);
  const more = report.findingsTotal - report.findings.length;
  return (
    <section className="card spaced" aria-label={w.findings}>
      <h2>{w.findings}</h2>
      {report.findingsTotal === 0 ? <p className="up">✓ {w.findingsNone}</p> : null}
      <div className="finding-groups">
        {STRENGTHS.map((strength) => {
          const own = report.findings.filter((f) => f.strength === strength);
          return own.length === 0 ? null : (
            <Group
              key={strength}
              strength={strength}
              total={report.counts[strength]}
              findings={own}
              data={data}
            />
          );
        })}
      </div>
      {more > 0 ? <p className="quiet">{w.findingsMore(more)}</p> : null}
    </section>
  );
}

/** File › sheet › row › column. */
export function usePlaceText(): (finding: ReturnFinding) => string {
  const w = useWords(returnWords);
  return ({ file, sheet, row, column }) => {
    const at = row === null ? w.wholeSheet : column === null ? w.at_row(row) : cellName(row, column);
    return [file, sheet, at].filter((t) => t !== null && t !== "").join(" › ");
  };
}

const keyOf = (f: ReturnFinding): string =>
  [f.check ?? f.code, f.file, f.sheet ?? "", f.row ?? "", f.field ?? "", f.subject ?? ""].join("\u0000");

interface GroupProps {
  readonly strength: (typeof STRENGTHS)[number];
  readonly total: number;
  readonly findings: readonly ReturnFinding[];
  readonly data: ReturnProps["data"];
}

/** Findings of one kind stand together, in the order in which the first of each was found. */
function byKind(findings: readonly ReturnFinding[]): readonly (readonly ReturnFinding[])[] {
  const kinds = new Map<string, ReturnFinding[]>();
  for (const f of findings) {
    const of = kinds.get(f.check ?? f.code);
    if (of) of.push(f);
    else kinds.set(f.check ?? f.code, [f]);
  }
  return [...kinds.values()];
}

function Group({ strength, total, findings, data }: GroupProps): ReactElement {
  const w = useWords(returnWords);
  const { id, version } = data.return;
  const { run, busy, error } = useDoing();
  const { value: said, keep, clear } = useDraft<Readonly<Record<string, string>>>(`return.${id}.said`, {});
  const explains = strength === "explain" && data.may.remark;
  const written = findings.filter((f) => (said[keyOf(f)] ?? "").trim() !== "");
  const save = (): void => {
    const remarks = written.map((f) => ({
      check: f.check ?? f.code,
      file: f.file,
      sheet: f.sheet,
      row: f.row,
      field: f.field,
      subject: f.subject,
      said: (said[keyOf(f)] ?? "").trim(),
    }));
    run(`${returnPath(id)}/remarks`, { version, remarks }, clear);
  };
  return (
    <section className={`finding-group is-${strength}`} aria-label={w[`strength_${strength}`]}>
      <h3>
        {w[`strength_${strength}`]} {total} <small>{w[`strengthHint_${strength}`]}</small>
      </h3>
      {error === null ? null : <Problem error={error} />}
      {byKind(findings).map((kind) => (
        <Kind
          key={kind[0] === undefined ? "" : (kind[0].check ?? kind[0].code)}
          strength={strength}
          findings={kind}
          data={data}
          said={explains ? { all: said, keep } : null}
        />
      ))}
      {explains && findings.some((f) => !f.explained) ? (
        <p>
          <Button size="small" type="primary" loading={busy} disabled={written.length === 0} onClick={save}>
            {w.explainSave}
          </Button>
        </p>
      ) : null}
    </section>
  );
}

interface KindProps extends Omit<GroupProps, "total"> {
  /** Explanations being written; null: none are asked of whoever looks. */
  readonly said: {
    readonly all: Readonly<Record<string, string>>;
    readonly keep: (said: Readonly<Record<string, string>>) => void;
  } | null;
}

function Kind({ strength, findings, data, said }: KindProps): ReactElement {
  const w = useWords(returnWords);
  const r = useWords(returnRowsWords);
  const [all, setAll] = useState(false);
  const shown = all ? findings : findings.slice(0, FIRST);
  const more = findings.length - FIRST;
  const same = (f: ReturnFinding): void => {
    const text = said?.all[keyOf(f)] ?? "";
    const alike = findings.filter((x) => !x.explained);
    said?.keep({ ...said.all, ...Object.fromEntries(alike.map((x) => [keyOf(x), text])) });
  };
  const rows = rowsOfFindings(findings);
  const sets = data.may.files && (strength === "refused" || strength === "must") && rows.length > 0;
  return (
    <>
      <ul className="finding-list">
        {shown.map((f) => (
          <li key={`${keyOf(f)}.${f.column ?? ""}.${f.message.zh}`}>
            <FindingLine finding={f} />
            {f.explained ? <Explained finding={f} remarks={data.remarks} /> : null}
            {said !== null && !f.explained ? (
              <span className="explain-line">
                <Input
                  size="small"
                  aria-label={w.explainLabel}
                  placeholder={w.explainPlaceholder}
                  value={said.all[keyOf(f)] ?? ""}
                  onChange={(e) => said.keep({ ...said.all, [keyOf(f)]: e.target.value })}
                />
                {(said.all[keyOf(f)] ?? "") === "" || findings.length < 2 ? null : (
                  <button type="button" className="link" onClick={() => same(f)}>
                    {w.explainAll}
                  </button>
                )}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {more > 0 || sets ? (
        <div className="kind-foot">
          {more > 0 ? (
            <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? r.kindLess : r.kindMore(more)}
            </button>
          ) : null}
          {sets ? (
            <SetAside
              key={data.return.version}
              rows={rows}
              label={rows.length > 1 ? r.setAsideAll(rows.length) : r.setAside}
              data={data}
            />
          ) : null}
        </div>
      ) : null}
    </>
  );
}

/** What was said of it, by whom: an officer reads it here, where the finding stands. */
function Explained({
  finding: f,
  remarks,
}: {
  readonly finding: ReturnFinding;
  readonly remarks: ReturnProps["data"]["remarks"];
}): ReactElement {
  const w = useWords(returnWords);
  const said = remarks.filter(
    (r) =>
      r.check === (f.check ?? f.code) &&
      r.file === f.file &&
      r.sheet === f.sheet &&
      [null, f.row].includes(r.row) &&
      [null, f.field].includes(r.field) &&
      [null, f.subject].includes(r.subject),
  );
  return (
    <p className="explained">
      <span className="up">✓ {w.explained}</span>{" "}
      {said.map((r) => (
        <span key={r.id}>
          {r.said} <span className="quiet">{r.by}</span>
        </span>
      ))}
    </p>
  );
}

function FindingLine({ finding }: { readonly finding: ReturnFinding }): ReactElement {
  const { language } = useFrame();
  const place = usePlaceText()(finding);
  const change = useChangeSearch();
  const { file, sheet, row, column } = finding;
  return (
    <>
      {row === null ? (
        <span className="quiet">{place}</span>
      ) : (
        <button
          type="button"
          className="link"
          onClick={() => change({ cell: cellText({ file, sheet, row, column: column ?? 1 }) })}
        >
          {place}
        </button>
      )}{" "}
      <span>{finding.message[language]}</span> <span className="quiet">{finding.hint[language]}</span>{" "}
      <code className="quiet">{finding.code}</code>
    </>
  );
}
