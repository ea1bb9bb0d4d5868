/** One register: its records of this month, filtered by its own fields, with entry, import and export. */
import type { RecordRow, RecordsAnswer, RegisterAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { recordsQuestion, registerQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { registerWords } from "../../i18n/registers.ts";
import { useRecordColumns } from "../../records/columns.tsx";
import { hiddenOf } from "../../records/hidden.ts";
import { RecordDialog } from "../../records/record-dialog.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { RegisterTools } from "./register-tools.tsx";
import { TableFoot } from "../../table/table-foot.tsx";

const SIZE = 50;

export default function RegisterPage(): ReactElement {
  const { register } = useParams({ from: "/registers/$register" });
  const { search } = useFrame();
  const described = useQuery(registerQuestion(register));
  const { q, page, sort, where } = search;
  const records = useQuery({
    ...recordsQuestion(register, { q, page, sort, where, size: SIZE }),
    enabled: described.isSuccess,
  });
  const skeleton = <PageSkeleton columns={[720]} />;
  return (
    <Loaded query={described} skeleton={skeleton}>
      {(definition) => (
        <Loaded query={records} skeleton={skeleton}>
          {(data) => <Body definition={definition} data={data} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface BodyProps {
  readonly definition: RegisterAnswer;
  readonly data: RecordsAnswer;
}

function Body({ definition, data }: BodyProps): ReactElement {
  const w = useWords(registerWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<"open" | "import" | null>(null);
  const columns = useRecordColumns(definition, data.names);
  const filtered = search.q !== undefined || search.where !== undefined;
  const total = data.total.toLocaleString("en-US");
  const label = definition.label[language];
  const finding = filtered ? w.filteredFinding : w.registerFinding;
  const [basis] = new Set(definition.fields.map((f) => f.basis));
  return (
    <>
      <p className="crumb">
        <Link to="/registers">{w.title}</Link> / {label}
      </p>
      <h1 className="finding">{finding(label, total, data.month)}</h1>
      <p className="sub">
        {w.registerSub(basis ?? "")} {definition.complete ? "" : w.incomplete}
      </p>
      <section className="card table-card">
        <RegisterTools definition={definition} columns={columns} onDialog={setDialog} />
        {data.rows.length === 0 ? (
          <Empty title={filtered ? w.noRecordsFiltered : w.noRecords}>
            {filtered ? w.loosen : definition.may.open ? w.noRecordsHow : ""}
          </Empty>
        ) : (
          <DataTable<RecordRow>
            label={label}
            columns={columns}
            rows={data.rows}
            rowKey={(row) => row.id}
            sort={search.sort}
            serverSort
            onSort={(sort) => change({ sort, page: null })}
            hidden={hiddenOf(search.hide, definition)}
            onOpen={(row) =>
              void navigate({
                to: "/registers/$register/$record",
                params: { register: definition.id, record: row.id },
              })
            }
          />
        )}
        <TableFoot data={data} said={w.pageOf} />
      </section>
      {dialog === "open" ? <RecordDialog definition={definition} onClose={() => setDialog(null)} /> : null}
      {dialog === "import" ? <ImportDialog definition={definition} onClose={() => setDialog(null)} /> : null}
    </>
  );
}
