/** 议定事项: what the month before came to, what is decided now, and the one act that makes tasks of it. */
import type {
  ChangeOutcome,
  MeetingAnswer,
  OperationAnswer,
  OperationItem,
  Reference,
  TaskReportAnswer,
} from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import { Button, Input, Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { periodText } from "../../lib/period.ts";
import { TextLine } from "../../records/text-line.tsx";
import { monthPath } from "./questions.ts";

interface ItemsProps {
  readonly data: MeetingAnswer;
  readonly head: OperationAnswer;
}

export function ItemsCards({ data, head }: ItemsProps): ReactElement {
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
        {head.may.item ? <ItemForm data={data} /> : null}
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

const EMPTY = { text: "", enterprise: "", project: "", county: "", chain: "", department: "", due: "" };

function ItemForm({ data }: { readonly data: MeetingAnswer }): ReactElement {
  const w = useWords(operationWords);
  const { language } = useFrame();
  const [item, setItem] = useState(EMPTY);
  const [refused, setRefused] = useState(false);
  const doing = useDoing();
  const set = (part: Partial<typeof EMPTY>): void => setItem({ ...item, ...part });
  const add = (): void => {
    setRefused(false);
    const body = Object.fromEntries(
      Object.entries(item).map(([key, value]) => [key, value.trim() === "" ? null : value.trim()]),
    );
    doing.run<ChangeOutcome>(monthPath(data.month, "items"), body, (outcome) =>
      outcome.kind === "kept" ? setItem(EMPTY) : setRefused(true),
    );
  };
  const choice = (label: string, key: keyof typeof EMPTY, options: readonly Reference[]): ReactElement => (
    <Select
      size="small"
      className="facet"
      aria-label={label}
      value={item[key]}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: "label" }}
      options={[
        { value: "", label: `${label} · ${w.none}` },
        ...options.map((o) => ({ value: o.id, label: o.label[language] })),
      ]}
      onChange={(value: string) => set({ [key]: value })}
    />
  );
  const firms = data.calls.map((c) => ({ id: c.code, label: { zh: c.name, en: c.name } }));
  const projects = (data.projects?.rows ?? []).map((p) => ({
    id: p.code,
    label: { zh: p.name, en: p.name },
  }));
  return (
    <div className="item-form no-print">
      <Input
        aria-label={w.itemText}
        placeholder={w.itemText}
        value={item.text}
        maxLength={500}
        onChange={(e) => set({ text: e.target.value })}
        onPressEnter={add}
      />
      <div className="tools">
        {choice(w.itemFirm, "enterprise", firms)}
        {choice(w.itemProject, "project", projects)}
        {choice(w.itemCounty, "county", data.counties)}
        {choice(w.itemChain, "chain", data.chains)}
        {choice(w.itemUnit, "department", data.departments)}
        <Input
          size="small"
          type="date"
          className="item-due"
          aria-label={w.itemDue}
          title={w.itemDue}
          value={item.due}
          onChange={(e) => set({ due: e.target.value })}
        />
        <Button
          size="small"
          type="primary"
          disabled={item.text.trim() === ""}
          loading={doing.busy}
          onClick={add}
        >
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
