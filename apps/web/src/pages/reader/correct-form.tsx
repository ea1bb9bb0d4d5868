/** The fields of a finding, to be corrected; only what differs is sent. */
import type { ReadingFinding } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useEffect, useId, useRef, useState } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { readerWords } from "../../i18n/reader.ts";
import { comparatorText } from "./words-of.ts";

type Fields = Readonly<Record<string, string>>;

const OF_KIND = {
  target: ["indicator", "comparator", "value", "value_high", "unit", "reference", "year"],
  task: ["verb", "object", "lead", "support", "shared", "implement", "due"],
  responsible: ["lead", "support", "shared", "implement", "due"],
  lint: [],
} as const;
const COMPARATORS = [
  ">=",
  ">",
  "<=",
  "<",
  "=",
  "approx",
  "range",
  "higher-than-reference",
  "same-as-reference",
];

interface CorrectProps {
  readonly finding: ReadingFinding;
  readonly now: Fields;
  readonly onSave: (corrected: Fields) => void;
  readonly onCancel: () => void;
}

export function CorrectForm({ finding, now, onSave, onCancel }: CorrectProps): ReactElement {
  const w = useWords(readerWords);
  const base = useId();
  const [fields, setFields] = useState<Fields>(now);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const names = OF_KIND[finding.kind];
  const corrected = Object.fromEntries(
    names.flatMap((n) => (fields[n] === finding.found[n] ? [] : [[n, (fields[n] ?? "").trim()]])),
  );
  return (
    <form
      className="reading-form"
      onSubmit={(e) => {
        e.preventDefault();
        onSave(corrected);
      }}
      onKeyDown={(e) => {
        if (e.key === "Escape") onCancel();
      }}
    >
      {names.map((name, i) => (
        <div key={name}>
          <label htmlFor={`${base}${name}`}>{w[`field_${name}`]}</label>
          {name === "comparator" ? (
            <select
              id={`${base}${name}`}
              value={fields[name] ?? "="}
              onChange={(e) => setFields({ ...fields, [name]: e.target.value })}
            >
              {COMPARATORS.map((c) => (
                <option key={c} value={c}>
                  {comparatorText(c, w)}
                </option>
              ))}
            </select>
          ) : (
            <input
              id={`${base}${name}`}
              ref={i === 0 ? first : undefined}
              lang="zh"
              value={fields[name] ?? ""}
              onChange={(e) => setFields({ ...fields, [name]: e.target.value })}
            />
          )}
        </div>
      ))}
      <div className="reading-acts">
        <Button size="small" type="primary" htmlType="submit">
          {w.save}
        </Button>
        <Button size="small" onClick={onCancel}>
          {w.cancel}
        </Button>
      </div>
    </form>
  );
}
