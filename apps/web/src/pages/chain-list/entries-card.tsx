/** Entries under way: chosen together, looked at together, and taken one step on. */
import type { ListEntry, SignedListAnswer } from "@lianzhang/contract";
import { Button, Checkbox } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { Empty } from "../../states/problem.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import type { Step } from "./act-dialog.tsx";
import { ActDialog } from "./act-dialog.tsx";
import { useListWords } from "./words.ts";

/** Steps that every one of the chosen can take. */
function stepsOf(chosen: readonly ListEntry[]): readonly Step[] {
  const [first] = chosen;
  if (first === undefined) return [];
  const moves = first.may
    .filter((m) => chosen.every((e) => e.may.some((o) => o.to === m.to)))
    .map((m): Step => ({ kind: "move", move: m }));
  return chosen.every((e) => e.maySign) ? [...moves, { kind: "sign", forLeader: first.signFor }] : moves;
}

export function EntriesCard({ data }: { readonly data: SignedListAnswer }): ReactElement {
  const w = useListWords();
  const { language } = useFrame();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [step, setStep] = useState<Step | null>(null);
  const chosen = data.entries.filter((e) => ids.has(e.id));
  const toggle = (id: string, on: boolean): void =>
    setIds(new Set(on ? [...ids, id] : [...ids].filter((other) => other !== id)));
  const open = data.entries.filter((e) => e.kind === "initial" || e.kind === "open");
  const columns = useColumns(ids, toggle);
  return (
    <section className="card table-card">
      <div className="tools entry-tools">
        <Checkbox
          checked={open.length > 0 && open.every((e) => ids.has(e.id))}
          disabled={open.length === 0}
          onChange={(e) => setIds(new Set(e.target.checked ? open.map((o) => o.id) : []))}
        >
          {w.selectAll}
        </Checkbox>
        <span className="quiet">{w.chosen(chosen.length)}</span>
        <Button disabled={chosen.length === 0} onClick={() => setStep({ kind: "look" })}>
          {w.look}
        </Button>
        {stepsOf(chosen).map((s) => (
          <Button
            key={s.kind === "move" ? s.move.to : s.kind}
            type={s.kind === "sign" || (s.kind === "move" && !s.move.reason) ? "primary" : "default"}
            onClick={() => setStep(s)}
          >
            {s.kind === "move" ? s.move.label[language] : w.sign}
          </Button>
        ))}
      </div>
      {data.entries.length === 0 ? (
        <Empty title={w.noEntries}>{w.noEntriesHow}</Empty>
      ) : (
        <DataTable<ListEntry>
          label={w.entries}
          columns={columns}
          rows={data.entries}
          rowKey={(e) => e.id}
          sort={undefined}
          onSort={() => undefined}
        />
      )}
      {step === null ? null : (
        <ActDialog
          data={data}
          entries={chosen}
          step={step}
          onClose={() => setStep(null)}
          onDone={() => {
            setStep(null);
            setIds(new Set());
          }}
        />
      )}
    </section>
  );
}

function useColumns(
  ids: ReadonlySet<string>,
  toggle: (id: string, on: boolean) => void,
): readonly Column<ListEntry>[] {
  const w = useListWords();
  const { language } = useFrame();
  const stateOf = (e: ListEntry): string =>
    e.waitsFor.length === 0
      ? e.stateLabel[language]
      : `${w.waits} ${e.waitsFor.map((l) => l[language]).join("、")}`;
  const chainOf = (e: ListEntry): string =>
    e.leaves ? `${e.of.label[language]}(${w.leaves})` : e.of.label[language];
  const dueOf = (e: ListEntry): string => (e.overdueDays > 0 ? w.overdue(e.overdueDays) : (e.due ?? "—"));
  return [
    {
      id: "firm",
      head: w.firm,
      cell: (e) =>
        e.kind === "initial" || e.kind === "open" ? (
          <Checkbox
            checked={ids.has(e.id)}
            aria-label={w.select(e.name)}
            onChange={(event) => toggle(e.id, event.target.checked)}
          >
            {e.name}
          </Checkbox>
        ) : (
          e.name
        ),
      text: (e) => e.name,
    },
    { id: "chain", head: w.chain, cell: chainOf, text: chainOf },
    { id: "state", head: w.state, cell: stateOf, text: stateOf },
    { id: "due", head: w.due, wide: true, cell: dueOf, text: dueOf },
    {
      id: "document",
      head: w.document,
      wide: true,
      cell: (e) => e.document ?? "—",
      text: (e) => e.document ?? "",
    },
    {
      id: "effective",
      head: w.effective,
      wide: true,
      cell: (e) => e.effective ?? "—",
      text: (e) => e.effective ?? "",
    },
  ];
}
