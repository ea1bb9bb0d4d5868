/** Fields and what is known of each; fields without a value are named at the end, not shown as empty rows. */
import type { RecordAnswer, RegisterField } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { registerWords } from "../i18n/registers.ts";
import { valueText } from "./value-text.ts";

export function ValueList({
  fields,
  values,
  names,
  plain = false,
}: {
  readonly fields: readonly RegisterField[];
  readonly values: Readonly<Record<string, string>>;
  readonly names: RecordAnswer["names"];
  /** Without links: for somebody who may not open what they lead to. */
  readonly plain?: boolean;
}): ReactElement {
  const w = useWords(registerWords);
  const { language } = useFrame();
  const known = fields.filter((f) => (values[f.id] ?? "") !== "");
  const unknown = fields.filter((f) => (values[f.id] ?? "") === "");
  return (
    <>
      <dl className="value-list">
        {known.map((field) => (
          <div key={field.id}>
            <dt title={field.basis}>{field.label[language]}</dt>
            <dd>
              <Value field={field} value={values[field.id] ?? ""} names={names} plain={plain} />
            </dd>
          </div>
        ))}
      </dl>
      {unknown.length === 0 ? null : (
        <p className="quiet unknown-fields">
          {w.unknown}:{unknown.map((f) => f.label[language]).join("、")}
        </p>
      )}
    </>
  );
}

function Value({
  field,
  value,
  names,
  plain,
}: {
  readonly field: RegisterField;
  readonly value: string;
  readonly names: RecordAnswer["names"];
  readonly plain: boolean;
}): ReactElement {
  const { language } = useFrame();
  const text = valueText(field, value, names, language);
  if (plain || field.type.kind !== "subject") return <>{text}</>;
  return (
    <Link to="/registers/$register/$record" params={{ register: field.type.register, record: value }}>
      {text}
    </Link>
  );
}
