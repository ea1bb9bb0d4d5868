/** What was recognised of the files: tables, their form, their heads with certainty; what is unsure is confirmed once. */
import type { HeadRole, ReturnForm, ReturnHead, ReturnTable } from "@lianzhang/contract";
import { columnName } from "@lianzhang/intake";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnRowsWords } from "../../i18n/return-rows.ts";
import { returnWords } from "../../i18n/returns.ts";
import { unitText } from "../../lib/unit.ts";
import { formsQuestion, returnPath } from "../../returns/questions.ts";
import { Problem } from "../../states/problem.tsx";
import type { ReturnProps } from "./return-page.tsx";

/** Settled tables beyond so many are told in one line: of eighty workbooks only those count that ask for something. */
const SETTLED_SHOWN = 3;

const asksNothing = (t: ReturnTable): boolean =>
  t.form !== null &&
  t.certain &&
  t.lacking.length === 0 &&
  t.heads.every((h) => h.settled || h.role === null);

export function ReadCard({ data, report }: ReturnProps): ReactElement {
  const w = useWords(returnWords);
  const r = useWords(returnRowsWords);
  const [all, setAll] = useState(false);
  const forms = useQuery(formsQuestion());
  const form = forms.data?.forms.find((f) => f.id === data.return.form);
  const settled = report.tables.filter((t) => asksNothing(t));
  const folds = settled.length > SETTLED_SHOWN;
  const shown = folds && !all ? report.tables.filter((t) => !asksNothing(t)) : report.tables;
  const rows = settled.reduce((sum, t) => sum + t.rows, 0);
  return (
    <section className="card" aria-label={w.read}>
      <h2>{w.read}</h2>
      {report.tables.length === 0 ? <p className="quiet">{w.readNone}</p> : null}
      {shown.map((table) => (
        <TableRead
          key={`${table.file}.${table.sheet ?? ""}.${table.index}.${report.version}`}
          table={table}
          form={form}
          data={data}
        />
      ))}
      {folds ? (
        <p className="table-read">
          <span className="up">
            ✓ {r.tablesSettled(settled.length, rows, settled.length === report.tables.length)}
          </span>{" "}
          <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? r.tablesHide : r.tablesShow}
          </button>
        </p>
      ) : null}
    </section>
  );
}

interface TableProps {
  readonly table: ReturnTable;
  readonly form: ReturnForm | undefined;
  readonly data: ReturnProps["data"];
}

function TableRead({ table, form, data }: TableProps): ReactElement {
  const w = useWords(returnWords);
  const { language } = useFrame();
  const [all, setAll] = useState(false);
  const skipped = Object.entries(table.skipped).filter(([, n]) => n > 0);
  const asked = table.heads.filter((h) => !h.settled && h.role !== null);
  const settled = table.heads.filter((h) => h.settled).length;
  return (
    <div className="table-read">
      <p>
        <b>{[table.file, table.sheet].filter((t) => t !== null).join(" › ")}</b>{" "}
        <span className="quiet">
          {w.tableAt(table.from, table.to)} · {w.tableRows(table.rows)}
        </span>
      </p>
      <p>
        <span className={table.certain ? "up" : "tag-late"}>
          {table.form === null ? w.noForm : table.certain ? `✓ ${w.certain}` : `? ${w.uncertain}`}
        </span>{" "}
        {table.form === null || form === undefined ? "" : form.label[language]}{" "}
        <span className="quiet">{w[`remembered_${table.remembered}`]}</span>
      </p>
      {table.lacking.length === 0 ? null : (
        <p className="fault">
          {w.lackingHeads}
          {table.lacking.map((l) => l.label[language]).join(w.comma)}
        </p>
      )}
      {skipped.length === 0 ? null : (
        <p className="quiet">
          {w.skipped}
          {skipped.map(([why, n]) => `${skipWord(w, why)} ${n}`).join(w.comma)}
        </p>
      )}
      {asked.length > 0 && data.may.correct && form !== undefined ? (
        <ConfirmHeads table={table} asked={asked} form={form} data={data} />
      ) : null}
      <p className="quiet">
        {w.heads(settled, table.heads.length)}{" "}
        <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {w.headShow}
        </button>
      </p>
      {all ? <HeadList table={table} form={form} /> : null}
    </div>
  );
}

const SKIPS = ["total", "note", "section", "repeated_head", "outside"] as const;
function skipWord(w: (typeof returnWords)["zh"], why: string): string {
  const known = SKIPS.find((s) => s === why);
  return known === undefined ? why : w[`skip_${known}`];
}

/** What a head is read as, in words. */
function useRoleText(form: ReturnForm | undefined): (role: HeadRole | null) => string {
  const w = useWords(returnWords);
  const { language } = useFrame();
  return (role) => {
    if (role === null) return w.role_none;
    if (role.kind !== "field") return w[`role_${role.kind}`];
    const field = form?.fields.find((f) => f.id === role.field);
    const unit = role.unit ?? field?.unit ?? "";
    return `${field?.label[language] ?? role.field} ${unitText(unit, language)}`;
  };
}

const place = (head: ReturnHead): string =>
  `${columnName(head.column)}${head.row === null ? "" : String(head.row)}`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

function HeadList({ table, form }: Pick<TableProps, "table" | "form">): ReactElement {
  const w = useWords(returnWords);
  const text = useRoleText(form);
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{w.headColumn}</th>
            <th scope="col">{w.head}</th>
            <th scope="col">{w.headIs}</th>
            <th scope="col" className="n">
              {w.headCertainty}
            </th>
          </tr>
        </thead>
        <tbody>
          {table.heads.map((head) => (
            <tr key={place(head)}>
              <td>{place(head)}</td>
              <td className="wrap">
                {head.path.join(" › ")} {head.unit === null ? "" : `(${head.unit})`}
              </td>
              <td className="wrap">{text(head.role)}</td>
              <td className="n">{head.role === null ? "—" : percent(head.certainty)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A role as a choice has it. */
const keyOf = (role: HeadRole): string =>
  role.kind === "field" ? `field:${role.field}:${role.unit ?? ""}` : role.kind;

interface ConfirmProps extends Omit<TableProps, "form"> {
  readonly form: ReturnForm;
  readonly asked: readonly ReturnHead[];
}

function ConfirmHeads({ table, asked, form, data }: ConfirmProps): ReactElement {
  const w = useWords(returnWords);
  const { language } = useFrame();
  const text = useRoleText(form);
  const { run, busy, error } = useDoing();
  const [said, setSaid] = useState<ReadonlyMap<ReturnHead, HeadRole>>(
    new Map(asked.flatMap((h) => (h.role === null ? [] : [[h, h.role] as const]))),
  );
  const rolesFor = (head: ReturnHead): readonly HeadRole[] => {
    const own: readonly HeadRole[] = head.role === null ? [] : [head.role];
    const rest: readonly HeadRole[] = [
      ...form.fields.map((f): HeadRole => ({ kind: "field", field: f.id, unit: head.unit })),
      { kind: "code" },
      { kind: "name" },
      { kind: "period" },
      { kind: "other" },
    ];
    const first = own.map(keyOf);
    return [...own, ...rest.filter((r) => !first.includes(keyOf(r)))];
  };
  const save = (): void =>
    run(`${returnPath(data.return.id)}/matching`, {
      version: data.return.version,
      file: table.file,
      sheet: table.sheet,
      table: table.index,
      heads: [...said].map(([h, role]) => ({ column: h.column, row: h.row, role })),
    });
  return (
    <div className="conflict">
      <p>{w.headConfirm}</p>
      {error === null ? null : <Problem error={error} />}
      <ul className="confirm-heads">
        {asked.map((head) => {
          const roles = rolesFor(head);
          const words = head.path.join(" › ");
          const now = said.get(head);
          return (
            <li key={place(head)}>
              <span>
                <b>
                  {place(head)} {words}
                </b>{" "}
                <span className="quiet">
                  {percent(head.certainty)} {head.reasons.map((r) => r[language]).join(";")}
                </span>
              </span>
              <Select
                size="small"
                aria-label={`${place(head)} ${words} ${w.headIs}`}
                value={now === undefined ? "" : keyOf(now)}
                popupMatchSelectWidth={false}
                options={roles.map((r) => ({ value: keyOf(r), label: text(r) }))}
                onChange={(key) => {
                  const role = roles.find((r) => keyOf(r) === key);
                  if (role !== undefined) setSaid(new Map([...said, [head, role]]));
                }}
              />
            </li>
          );
        })}
      </ul>
      <Button type="primary" size="small" loading={busy} onClick={save}>
        {w.headSave}
      </Button>
    </div>
  );
}
