/** 议定事项: what the month before came to, what is decided now, and the one act that makes tasks of it. */
import type {
  ChangeOutcome,
  MeetingAnswer,
  OperationAnswer,
  OperationItem,
  RegisterField,
  TaskReportAnswer,
} from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { periodText } from "../../lib/period.ts";
import { FieldInput } from "../../records/field-input.tsx";
import { TextLine } from "../../records/text-line.tsx";
import { monthPath } from "./questions.ts";

interface ItemsProps {
  readonly data: MeetingAnswer;
  readonly head: OperationAnswer;
}

export function ItemsCards({ data, head, fields }: ItemsProps & Pick<FormProps, "fields">): ReactElement {
  const w = useWords(operationWords);
  const { language } = useFrame();
  return (
    <div className="board-grid">
      <section className="card">
        <h2>{w.before(periodText(data.before.month, language))}</h2>
        <ItemList items={data.before.items} />
      </section>
      <section className="card operation-items">
        <h2>{w.items}</h2>
        <ItemList items={data.items} />
        {head.may.item ? <ItemForm month={data.month} fields={fields} /> : null}
        {head.may.tasks && data.items.some((i) => i.paper === null) ? (
          <TasksForm data={data} head={head} />
        ) : null}
      </section>
    </div>
  );
}

function ItemList({ items }: { readonly items: readonly OperationItem[] }): ReactElement {
  const w = useWords(operationWords);
  const { language } = useFrame();
  if (items.length === 0) return <p className="quiet">{w.noItems}</p>;
  return (
    <ol className="board-asks">
      {items.map((item) => (
        <li key={item.code}>
          {item.text}
          <span className="quiet">
            {[
              ...item.about.map((a) => a.label[language]),
              ...(item.department === null ? [] : [item.department[language]]),
              ...(item.due === null ? [] : [w.dueOn(item.due)]),
            ]
              .map((t) => ` · ${t}`)
              .join("")}
          </span>{" "}
          <TaskMark item={item} />
        </li>
      ))}
    </ol>
  );
}

function TaskMark({ item }: { readonly item: OperationItem }): ReactElement {
  const w = useWords(operationWords);
  const { language } = useFrame();
  const { task, paper } = item;
  if (task === null) return <span className="quiet">{paper ?? w.notTask}</span>;
  return (
    <Link to="/tasks/$id" params={{ id: task.id }}>
      {w.taskState(task.state[language])}
      {task.overdueDays > 0 ? ` · ${w.overdue(task.overdueDays)}` : ""}
    </Link>
  );
}

/** Fields of an item that are written in the meeting, in the order of the form; a field's id without its prefix is what is sent. */
const WRITTEN = ["text", "enterprise", "project", "county", "chain", "department", "due"] as const;
const idOf = (part: string): string => `item_${part}`;

interface FormProps {
  readonly month: string;
  readonly fields: readonly RegisterField[];
}

function ItemForm({ month, fields }: FormProps): ReactElement {
  const w = useWords(operationWords);
  const [item, setItem] = useState<Readonly<Record<string, string>>>({});
  const [refused, setRefused] = useState(false);
  const doing = useDoing();
  const text = item["text"]?.trim() ?? "";
  const add = (): void => {
    setRefused(false);
    const written = (part: string): string | null => item[part]?.trim() || null;
    const body = Object.fromEntries(WRITTEN.map((part) => [part, written(part)]));
    doing.run<ChangeOutcome>(monthPath(month, "items"), body, (outcome) =>
      outcome.kind === "kept" ? setItem({}) : setRefused(true),
    );
  };
  return (
    <div className="item-form no-print">
      {WRITTEN.map((part) => {
        const field = fields.find((f) => f.id === idOf(part));
        return field === undefined ? null : (
          <FieldInput
            key={part}
            field={field}
            value={item[part] ?? ""}
            onChange={(value) => setItem({ ...item, [part]: value })}
          />
        );
      })}
      <div className="item-send">
        <Button type="primary" disabled={text === ""} loading={doing.busy} onClick={add}>
          {w.addItem}
        </Button>
        {refused || doing.error !== null ? <span role="alert">{w.failed}</span> : null}
      </div>
    </div>
  );
}

/** One act under the number of the minutes. */
function TasksForm({ data, head }: ItemsProps): ReactElement {
  const w = useWords(operationWords);
  const { language } = useFrame();
  const [paper, setPaper] = useState(head.papers.at(-1)?.number ?? "");
  const [report, setReport] = useState<TaskReportAnswer | null>(null);
  const doing = useDoing();
  const make = (): void =>
    doing.run<TaskReportAnswer>(monthPath(data.month, "tasks"), { paper: paper.trim() }, setReport);
  return (
    <div className="tasks-form no-print">
      <TextLine label={w.paper} value={paper} onChange={setPaper} />
      <Button disabled={paper.trim() === ""} loading={doing.busy} onClick={make}>
        {w.makeTasks}
      </Button>
      <p aria-live="polite" className="quiet">
        {report === null
          ? ""
          : [
              w.tasksMade(report.opened.length),
              ...report.faults.map((f) => f.message[language]),
              ...report.notes.map((n) => n.message[language]),
            ].join(";")}
        {doing.error === null ? "" : w.failed}
      </p>
    </div>
  );
}
