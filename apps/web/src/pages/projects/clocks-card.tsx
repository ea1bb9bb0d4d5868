/** Terms of a project: from when, until when, on what they rest. */
import type { CaseRow, ProcedureAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Due } from "../../cases/due.tsx";
import { caseWords } from "../../i18n/cases.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { projectWords } from "../../i18n/projects.ts";

interface ClocksProps {
  readonly definition: ProcedureAnswer;
  readonly row: CaseRow;
}

export function ClocksCard({ definition, row }: ClocksProps): ReactElement {
  const w = useWords(projectWords);
  const c = useWords(caseWords);
  const { language } = useFrame();
  const label = (id: string | null): string =>
    id === null ? "" : (definition.fields.find((f) => f.id === id)?.label[language] ?? id);
  const step = row.dues.find((d) => d.clock === null);
  const lines = [
    ...(step === undefined
      ? []
      : [
          {
            id: "",
            label: step.label[language],
            from: row.stateLabel[language],
            basis: "",
            due: step,
            until: undefined,
            begun: true,
            assumed: false,
          },
        ]),
    ...definition.clocks.map((clock) => ({
      id: clock.id,
      label: clock.label[language],
      from: [label(clock.from), clock.term?.[language] ?? ""].filter((t) => t !== "").join(" + "),
      basis: clock.basis ?? "",
      due: row.dues.find((d) => d.clock === clock.id),
      until: clock.until === null ? undefined : row.values[clock.until],
      begun: clock.from === null || row.values[clock.from] !== undefined,
      assumed: clock.assumed,
    })),
  ];
  const ended = ({ until, begun }: Pick<(typeof lines)[number], "until" | "begun">): string =>
    until === undefined ? (begun ? w.ended : w.notBegun) : w.doneOn(until);
  return (
    <section className="card">
      <h2>
        {w.clocks} <small>{w.clocksSub}</small>
      </h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={w.clocks}>
        <table>
          <thead>
            <tr>
              <th scope="col">{w.clock}</th>
              <th scope="col">{w.due}</th>
              <th scope="col">{w.standing}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ id, due, ...line }) => (
              <tr key={id}>
                <td>
                  {line.label}
                  {line.assumed ? <span className="mark">{c.assumed}</span> : null}
                  <small className="quiet block">
                    {w.countsFrom} {line.from}
                    {line.basis === "" ? "" : ` · ${w.basis} ${line.basis}`}
                  </small>
                </td>
                <td>{due?.day ?? "—"}</td>
                <td>
                  {due === undefined ? <span className="quiet">{ended(line)}</span> : <Due due={due} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
