/** The fields of a record as a form, what is wrong at its field, and sending with Ctrl+Enter. */
import type { ChangeFault, RegisterField } from "@lianzhang/contract";
import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { FieldInput } from "./field-input.tsx";
import type { Written } from "./form-state.ts";
import { faultsByField } from "./form-state.ts";

interface RecordFormProps {
  readonly fields: readonly RegisterField[];
  readonly values: Written;
  readonly onChange: (values: Written) => void;
  readonly faults: readonly ChangeFault[];
  readonly names?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly onSend: () => void;
  /** Above the fields. */
  readonly children?: ReactNode;
}

export function RecordForm(props: RecordFormProps): ReactElement {
  const { fields, values, onChange, faults, names = {}, onSend, children } = props;
  const byField = faultsByField(faults);
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key !== "Enter" || !(e.ctrlKey || e.metaKey)) return;
    e.preventDefault();
    onSend();
  };
  return (
    <div className="record-form" onKeyDown={onKeyDown} role="presentation">
      {children}
      {fields.map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          value={values[field.id] ?? ""}
          faults={byField.get(field.id) ?? []}
          name={
            field.type.kind === "subject" ? names[field.type.register]?.[values[field.id] ?? ""] : undefined
          }
          onChange={(value) => onChange({ ...values, [field.id]: value })}
        />
      ))}
    </div>
  );
}
