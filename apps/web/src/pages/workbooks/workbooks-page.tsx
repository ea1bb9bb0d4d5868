/** 一数多报: the workbooks from above, what is due this month, and what was filled. */
import type { WorkbookRow, WorkbooksAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { momentText } from "../../lib/moment.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { BlankDrop } from "./blank-drop.tsx";
import { workbooksQuestion } from "./questions.ts";
import { NewWorkbook } from "./settings-dialog.tsx";

export default function WorkbooksPage(): ReactElement {
  const { search } = useFrame();
  const query = useQuery(workbooksQuestion(search.month));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[220]} table={180} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

const OWED: ReadonlySet<WorkbookRow["state"]> = new Set(["open", "check", "due", "overdue", "filled"]);

function Body({ data }: { readonly data: WorkbooksAnswer }): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const owed = data.rows.filter((r) => OWED.has(r.state) && r.due !== null);
  const filled = owed.filter((r) => r.filling !== null);
  const gaps = filled.reduce((n, r) => n + (r.filling?.gaps ?? 0), 0);
  const check = data.rows.filter((r) => r.state === "check").length;
  return (
    <>
      <h1 className="finding">
        {w.finding(periodText(data.month, language), owed.length, filled.length)}
        {w.findingGaps(gaps)}
        {w.findingCheck(check)}
        {language === "zh" ? "。" : "."}
      </h1>
      <div className="tools book-tools no-print">
        <Select
          aria-label={w.month}
          value={data.month}
          popupMatchSelectWidth={false}
          options={data.months.map((m) => ({ value: m, label: periodText(m, language) }))}
          onChange={(month) => change({ month })}
        />
      </div>
      <section className="card">
        <h2>{w.books}</h2>
        {data.rows.length === 0 ? (
          <Empty title={w.none}>{data.adds === null ? w.noneRead : w.noneHow}</Empty>
        ) : (
          <Table data={data} />
        )}
      </section>
      {data.adds === null ? null : (
        <section className="card spaced no-print">
          <h2>{w.newTitle}</h2>
          <BlankDrop whose={data.adds[language]} onFile={setFile} />
        </section>
      )}
      {file === null ? null : (
        <NewWorkbook
          file={file}
          month={data.month}
          onClose={() => setFile(null)}
          onOpened={(id) =>
            void navigate({
              to: "/workbooks/$id",
              params: { id },
              search: (before) => ({ ...before, month: data.month, view: "map" }),
            })
          }
        />
      )}
    </>
  );
}

function Table({ data }: { readonly data: WorkbooksAnswer }): ReactElement {
  const w = useWords(workbookWords);
  const heads = [w.book, w.state, w.due, w.thisMonth, w.gapsHead, w.issuer, w.whose];
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={w.books}>
      <table className="plain book-table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <Row key={row.id} row={row} month={data.month} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, month }: { readonly row: WorkbookRow; readonly month: string }): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const { filling } = row;
  const every = { month: w.everyMonth, quarter: w.everyQuarter, year: w.everyYear }[row.every];
  const view = row.state === "open" || row.state === "check" ? "map" : row.purged ? "past" : "fill";
  return (
    <tr>
      <th scope="row">
        <Link
          to="/workbooks/$id"
          params={{ id: row.id }}
          search={(before) => ({ ...before, month, view })}
          className="strong"
        >
          {row.purged ? w.purgedBook : row.label}
        </Link>
        <div className="quiet">{w.mapped(row.mapped)}</div>
      </th>
      <td>
        <BookState row={row} />
      </td>
      <td className="nowrap">
        {row.due === null ? w.notDue : w.dueOn(row.due)}
        <div className="quiet">{every}</div>
      </td>
      <td>
        {filling === null ? (
          <span className="quiet">{w.notFilled}</span>
        ) : (
          <>
            {w.cells(filling.cells)}
            {filling.changed === null ? null : (
              <span className="quiet"> · {w.changedCount(filling.changed)}</span>
            )}
            <div className="quiet">{w.byAt(filling.by, momentText(filling.at, language))}</div>
          </>
        )}
      </td>
      <td>{filling === null ? "—" : filling.gaps === 0 ? w.noGaps : w.cells(filling.gaps)}</td>
      <td>{row.issuer === "" ? "—" : row.issuer}</td>
      <td>{row.scope[language]}</td>
    </tr>
  );
}

/** In words and with a mark: colour is never the only sign. */
function BookState({ row }: { readonly row: WorkbookRow }): ReactElement {
  const w = useWords(workbookWords);
  const text = {
    open: w.open,
    check: w.check(row.unplaced),
    due: w.stateDue,
    overdue: w.overdue,
    filled: w.filled,
    off: w.off,
    ended: w.ended,
    purged: w.purged,
  }[row.state];
  const mark = {
    open: "no_data",
    check: "behind",
    due: "behind",
    overdue: "will_miss",
    filled: "on_course",
    off: "no_data",
    ended: "no_data",
    purged: "no_data",
  }[row.state];
  return (
    <span className={`status status-${mark}`}>
      <i aria-hidden />
      {text}
    </span>
  );
}
