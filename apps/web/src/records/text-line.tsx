/** A line of a form that is no field of the record: code, month, basis. */
import { Input } from "antd";
import type { ReactElement } from "react";
import { useId } from "react";

export function TextLine({
  label,
  hint,
  value,
  type = "text",
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly type?: "text" | "month" | "date";
  readonly onChange: (value: string) => void;
}): ReactElement {
  const id = useId();
  return (
    <div className="record-field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type={type}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(e) => onChange(e.target.value)}
      />
      {hint === undefined ? null : (
        <p className="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
