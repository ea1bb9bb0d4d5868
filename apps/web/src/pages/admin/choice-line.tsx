/** A choice of a form, with its label above. */
import { Select } from "antd";
import type { ReactElement } from "react";
import { useId } from "react";

interface Option {
  readonly value: string;
  readonly label: string;
}

interface ChoiceLineProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}

export function ChoiceLine({ label, value, options, onChange }: ChoiceLineProps): ReactElement {
  const id = useId();
  return (
    <div className="record-field">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        aria-label={label}
        value={value === "" ? null : value}
        options={[...options]}
        showSearch={{ optionFilterProp: "label" }}
        onChange={(chosen) => onChange(chosen ?? "")}
      />
    </div>
  );
}
