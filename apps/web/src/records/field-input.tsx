/** One field of a record: label above, unit inside, a plain mistake said when the field is left. */
import type { ChangeFault, RegisterField } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { useFrame } from "../app/address.ts";
import { recordsQuestion, registerQuestion } from "../app/client.ts";
import { useWords } from "../i18n/dictionary.ts";
import { recordWords } from "../i18n/records.ts";
import { registerWords } from "../i18n/registers.ts";
import { plainFault } from "./form-state.ts";
import { fieldUnit } from "./value-text.ts";

interface FieldInputProps {
  readonly field: RegisterField;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly faults?: readonly ChangeFault[];
  /** Name of what the value links to, where it is known. */
  readonly name?: string | undefined;
  readonly disabled?: boolean;
}

export function FieldInput(props: FieldInputProps): ReactElement {
  const { field, value, faults = [] } = props;
  const { language } = useFrame();
  const w = useWords(registerWords);
  const r = useWords(recordWords);
  const id = useId();
  const [left, setLeft] = useState(false);
  const plain = left ? plainFault(field, value) : null;
  const said = plain === null ? [] : [r[`fault_${plain}`]];
  const told = [...said, ...faults.map((f) => `${f.message[language]} ${f.hint[language]}`)];
  return (
    <div className={`record-field${told.length > 0 ? " wrong" : ""}`} onBlur={() => setLeft(true)}>
      <label htmlFor={id}>
        {field.label[language]}
        {field.required ? <small> {w.required}</small> : null}
      </label>
      <Control {...props} id={id} describedBy={told.length > 0 ? `${id}-fault` : undefined} />
      {told.length === 0 ? null : (
        <p className="fault" id={`${id}-fault`} role="alert">
          {told.join(" ")}
        </p>
      )}
    </div>
  );
}

interface ControlProps extends FieldInputProps {
  readonly id: string;
  readonly describedBy: string | undefined;
}

function Control(props: ControlProps): ReactElement {
  const { field, value, onChange, id, describedBy, disabled = false } = props;
  const { language } = useFrame();
  const w = useWords(registerWords);
  const common = { id, disabled, "aria-describedby": describedBy, "aria-invalid": describedBy !== undefined };
  switch (field.type.kind) {
    case "boolean":
      return (
        <Select
          {...common}
          value={value}
          onChange={onChange}
          options={[
            { value: "", label: w.unknown },
            { value: "1", label: w.yes },
            { value: "0", label: w.no },
          ]}
        />
      );
    case "code": {
      const depth = depthsOf(field.type.codes);
      return (
        <Select
          {...common}
          value={value}
          onChange={onChange}
          showSearch={{ optionFilterProp: "label" }}
          options={[
            { value: "", label: w.unknown },
            ...field.type.codes.map((c) => ({
              value: c.code,
              label: `${"\u3000".repeat(depth.get(c.code) ?? 0)}${c.label[language]}`,
            })),
          ]}
        />
      );
    }
    case "subject":
      return <SubjectInput {...props} register={field.type.register} label={field.type.label[language]} />;
    case "number":
      return (
        <Input
          {...common}
          value={value}
          inputMode="decimal"
          suffix={fieldUnit(field, language)}
          onChange={(e) => onChange(e.target.value)}
        />
      );
    case "date":
      return <Input {...common} type="date" value={value} onChange={(e) => onChange(e.target.value)} />;
    case "text":
      return (
        <Input.TextArea
          {...common}
          value={value}
          autoSize={{ minRows: 1, maxRows: 6 }}
          onChange={(e) => onChange(e.target.value)}
        />
      );
  }
}

/** How deep a code lies under others. */
function depthsOf(codes: readonly { readonly code: string; readonly parent: string | null }[]) {
  const depth = new Map<string, number>();
  for (const { code, parent } of codes) depth.set(code, parent === null ? 0 : (depth.get(parent) ?? 0) + 1);
  return depth;
}

/** Found by code or name while typing. */
function SubjectInput({
  value,
  onChange,
  id,
  describedBy,
  name,
  register,
  label,
  disabled = false,
}: ControlProps & { readonly register: string; readonly label: string }): ReactElement {
  const w = useWords(registerWords);
  const [typed, setTyped] = useState("");
  const described = useQuery(registerQuestion(register));
  const found = useQuery({
    ...recordsQuestion(register, { q: typed, size: 20 }),
    enabled: described.isSuccess,
  });
  const nameField = described.data?.name ?? null;
  const options = (found.data?.rows ?? []).map((row) => ({
    value: row.code,
    label: nameField === null ? row.code : `${row.values[nameField] ?? row.code}（${row.code}）`,
  }));
  const here = options.some((o) => o.value === value);
  const chosen =
    value === "" || here ? [] : [{ value, label: name === undefined ? value : `${name}（${value}）` }];
  return (
    <Select
      id={id}
      disabled={disabled}
      aria-describedby={describedBy}
      value={value === "" ? null : value}
      placeholder={w.findSubject(label)}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={[...chosen, ...options]}
      onChange={(next: string | null | undefined) => onChange(next ?? "")}
    />
  );
}
