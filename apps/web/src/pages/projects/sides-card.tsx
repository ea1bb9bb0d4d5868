/** Parcel, contract, agreement and project as four sides of one record, and the approvals with their numbers. */
import type { CaseAnswer, ProcedureAnswer, RecordAnswer, RegisterField } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useFrame } from "../../app/address.ts";
import { recordQuestion, registerQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { projectWords } from "../../i18n/projects.ts";
import { valueText } from "../../records/value-text.ts";
import { amountText } from "./agreed.ts";
import { AGREEMENT, APPROVALS, CONTACT, CONTRACT, LAND, PARCEL, PROJECT } from "./fields.ts";

type Values = Readonly<Record<string, string>>;

interface LinesProps {
  readonly fields: readonly RegisterField[];
  readonly shown: readonly string[];
  readonly values: Values;
  readonly names: RecordAnswer["names"];
  /** Side by side where there is room; otherwise one under the other. */
  readonly broad?: boolean;
}

/** Fields that are known; money in the unit of the frame. */
function Lines({ fields, shown, values, names, broad = false }: LinesProps): ReactElement {
  const { language, money } = useFrame();
  const known = shown.flatMap((id) => fields.filter((f) => f.id === id && (values[id] ?? "") !== ""));
  const text = (field: RegisterField): string => {
    const value = values[field.id] ?? "";
    return field.type.kind === "number"
      ? amountText(value, field.type.unit, { money, language })
      : valueText(field, value, names, language);
  };
  return (
    <dl className={broad ? "value-list" : "side-lines"}>
      {known.map((field) => (
        <div key={field.id}>
          <dt>{field.label[language]}</dt>
          <dd>{text(field)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface CardProps {
  readonly definition: ProcedureAnswer;
  readonly data: CaseAnswer;
}

export function SidesCard({ definition, data }: CardProps): ReactElement {
  const w = useWords(projectWords);
  const may = useDoor().data?.may.registers ?? [];
  const { values } = data.case;
  const { names } = data.record;
  const code = values[PARCEL] ?? "";
  const asked = code !== "" && may.includes("parcel");
  const described = useQuery({ ...registerQuestion("parcel"), enabled: asked });
  const parcel = useQuery({ ...recordQuestion("parcel", code), enabled: asked });
  const land = { fields: described.data?.fields ?? [], values: parcel.data?.spells.at(-1)?.values ?? {} };
  const landNames = parcel.data?.names ?? {};
  const any = (ids: readonly string[], of: Values): boolean => ids.some((id) => (of[id] ?? "") !== "");
  const own = { fields: definition.fields, values, names };
  return (
    <section className="card spaced">
      <h2>{w.sides}</h2>
      <div className="sides">
        <Side head={w.parcel}>
          {code === "" ? (
            <p className="quiet">{w.parcelNone}</p>
          ) : asked ? (
            <Link to="/parcels/$code" params={{ code }}>
              {code}
            </Link>
          ) : (
            <code>{code}</code>
          )}
          <Lines {...land} shown={LAND} names={landNames} />
        </Side>
        <Side head={w.contract}>
          {any(CONTRACT, land.values) ? null : <p className="quiet">{w.contractNone}</p>}
          <Lines {...land} shown={CONTRACT} names={landNames} />
        </Side>
        <Side head={w.agreement}>
          {any(AGREEMENT, values) ? null : <p className="quiet">{w.agreementNone}</p>}
          <Lines {...own} shown={AGREEMENT} />
        </Side>
        <Side head={w.project}>
          <code>{data.case.code}</code>
          <Lines {...own} shown={PROJECT} />
        </Side>
      </div>
    </section>
  );
}

function Side({ head, children }: { readonly head: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="side">
      <h3>{head}</h3>
      {children}
    </div>
  );
}

export function ApprovalsCard({ data }: Pick<CardProps, "data">): ReactElement {
  const w = useWords(projectWords);
  const { values } = data.case;
  return (
    <section className="card">
      <h2>{w.approvals}</h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={w.approvals}>
        <table>
          <thead>
            <tr>
              <th scope="col">{w.approval}</th>
              <th scope="col">{w.number}</th>
              <th scope="col">{w.accepted}</th>
            </tr>
          </thead>
          <tbody>
            {APPROVALS.map(({ word, number, day, exempt }) => (
              <tr key={word}>
                <td>{w[word]}</td>
                <td className="wrap">
                  {values[number] ?? (
                    <span className="quiet">
                      {exempt !== null && values[exempt] === "1" ? w.exempt : "—"}
                    </span>
                  )}
                </td>
                <td>{values[day] ?? "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function ContactCard({ definition, data }: CardProps): ReactElement {
  const w = useWords(projectWords);
  return (
    <section className="card">
      <h2>{w.contact}</h2>
      <Lines
        fields={definition.fields}
        shown={CONTACT}
        values={data.case.values}
        names={data.record.names}
        broad
      />
    </section>
  );
}
