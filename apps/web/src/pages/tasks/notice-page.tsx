/** A paper of a task as it is printed: 督办通知单 on A4, black on white in every theme. */
import type { CaseAnswer, CaseDocument } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { caseDocumentQuestion, caseQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { taskWords } from "../../i18n/tasks.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";

export default function NoticePage(): ReactElement {
  const { id, document } = useParams({ from: "/tasks/$id/documents/$document" });
  const task = useQuery(caseQuestion(id));
  const paper = useQuery(caseDocumentQuestion(id, document));
  const skeleton = <PageSkeleton columns={[720]} />;
  return (
    <Loaded query={task} skeleton={skeleton}>
      {(of) => (
        <Loaded query={paper} skeleton={skeleton}>
          {(data) => <Body of={of} paper={data} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Body({ of, paper }: { readonly of: CaseAnswer; readonly paper: CaseDocument }): ReactElement {
  const w = useWords(taskWords);
  return (
    <>
      <div className="finding-row">
        <h1 className="finding">
          {paper.label} {paper.number}
        </h1>
        <span className="card-actions">
          <Link to="/tasks/$id" params={{ id: of.case.id }}>
            {of.case.name}
          </Link>
          <Button type="primary" onClick={() => print()}>
            {w.print}
          </Button>
        </span>
      </div>
      <p className="sub no-print">{w.printHint}</p>
      {paper.status === "standing" ? null : (
        <p className="problem" role="alert">
          {paper.status === "void" ? w.voided : w.waitingSign}
        </p>
      )}
      <Sheet of={of} paper={paper} />
    </>
  );
}

function Sheet({ of, paper }: { readonly of: CaseAnswer; readonly paper: CaseDocument }): ReactElement {
  const w = useWords(taskWords);
  const { language } = useFrame();
  const door = useDoor().data;
  const { values } = of.case;
  const lines = [
    [w.noticeMatter, paper.record.name],
    [w.noticeSource, values["task_source"]],
    [w.noticeClause, values["task_clause"]],
    [w.noticeDue, values["task_due"]],
    [w.noticeReason, paper.reason],
    [w.noticeDemand, paper.due === null ? w.noticeDemandOpen : w.noticeDemandText(paper.due)],
  ] as const;
  return (
    <article className="sheet" lang={language === "zh" ? "zh-CN" : "en"}>
      <p className="sheet-city">{door?.city[language] ?? ""}</p>
      <h2>{paper.label}</h2>
      <p className="sheet-number">
        <span>
          {w.noticeNumber}:{paper.number}
        </span>
        <span>
          {w.noticeIssued}:{paper.on}
        </span>
      </p>
      <p className="sheet-to">{w.noticeTo(paper.addressed ?? "________")}</p>
      <table>
        <tbody>
          {lines
            .filter(([, text]) => text !== undefined && text !== null && text !== "")
            .map(([label, text]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{text}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <dl className="sheet-signs">
        {[w.noticeOffice, w.noticeReceiver, w.noticeReceived].map((label) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd />
          </div>
        ))}
      </dl>
      <p className="sheet-by">
        {w.noticeBy}:{paper.by}
        {paper.madeFor === null ? "" : w.noticeFor(paper.madeFor)}
      </p>
    </article>
  );
}
