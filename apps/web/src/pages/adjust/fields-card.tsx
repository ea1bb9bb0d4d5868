/** The rules as fields: weight, base, cap of each criterion, and the cuts; a wrong one says what the loader says. */
import type { AdjustAnswer, AdjustField } from "@lianzhang/contract";
import { Input, Select } from "antd";
import type { ReactElement } from "react";
import { useId } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { adjustWords } from "../../i18n/adjust.ts";
import { add, parseDecimal, print } from "../../lib/decimal.ts";
import { useStack } from "./use-stack.ts";
import { printStack, standsAt, withValue } from "./stack.ts";

interface Standing {
  readonly value: string | null;
  readonly changed: boolean;
  readonly set: (value: string | null) => void;
}

/** What stands at a field under the scenario worked on, and how it is changed. */
function useStanding(): (field: AdjustField) => Standing {
  const w = useWords(adjustWords);
  const change = useChangeSearch();
  const { all, at } = useStack();
  return (field) => {
    const found = standsAt(all, at, field.path);
    const value = found === undefined ? field.value : found;
    return {
      value,
      changed: value !== field.value,
      set: (next) => {
        if (next === value) return;
        const base = all.length === 0 ? [{ name: w.unnamed(0), changes: [] }] : all;
        const place = all.length === 0 ? 0 : at;
        const stack = withValue(base, place, { path: field.path, value: next }, field.value);
        change({ stack: printStack(stack), view: place === stack.length - 1 ? null : String(place) });
      },
    };
  };
}

export function FieldsCard({ data }: { readonly data: AdjustAnswer }): ReactElement {
  const w = useWords(adjustWords);
  const { language } = useFrame();
  const standing = useStanding();
  const at = (path: string): AdjustField | undefined => data.fields.find((f) => f.path === path);
  const base = (id: string): AdjustField | undefined =>
    at(`criteria.${id}.ratio_to`) ?? at(`criteria.${id}.inverse_ratio_to`);
  const weights = data.fields.filter((f) => f.kind === "weight");
  const field = (f: AdjustField | undefined, label: string): ReactElement => (
    <td>{f === undefined ? "—" : <Field field={f} label={label} data={data} standing={standing(f)} />}</td>
  );
  return (
    <section className="card no-print">
      <h2>
        {w.settings} <small>{w.settingsSub}</small>
      </h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.settings}>
        <table className="plain adjust-fields">
          <thead>
            <tr>
              {[w.criterion, w.weight, w.base, w.times, w.cap].map((t) => (
                <th key={t} scope="col">
                  {t}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.grading.criteria.map((c) => (
              <tr key={c.id}>
                <th scope="row">{c.label[language]}</th>
                {field(at(`criteria.${c.id}.weight`), `${c.label[language]} ${w.weight}`)}
                {field(base(c.id), `${c.label[language]} ${w.base}`)}
                {field(at(`criteria.${c.id}.times`), `${c.label[language]} ${w.times}`)}
                {field(at(`criteria.${c.id}.cap`), `${c.label[language]} ${w.cap}`)}
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{w.sum}</th>
              <td>{sumOf(weights.map((f) => standing(f).value))}</td>
              <td colSpan={3} className="quiet">
                {w.was(sumOf(weights.map((f) => f.value)))}
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      <h3>{w.classes}</h3>
      <div className="adjust-cuts">
        {data.grading.classes.map((c) => {
          const own = data.fields.filter((f) => f.path.startsWith(`classes.${c.id}.`));
          return own.length === 0 ? null : (
            <span key={c.id} className="adjust-cut">
              <b>{c.label[language]}</b>
              {own.map((f) => (
                <span key={f.path}>
                  <span className="quiet">{w[`k_${f.kind}`]}</span>
                  <Field
                    field={f}
                    label={`${c.label[language]} ${w[`k_${f.kind}`]}`}
                    data={data}
                    standing={standing(f)}
                  />
                </span>
              ))}
            </span>
          );
        })}
        {data.fields
          .filter((f) => f.kind === "score_cap")
          .map((f) => (
            <span key={f.path} className="adjust-cut">
              <b>{w.scoreCap}</b>
              <Field field={f} label={w.scoreCap} data={data} standing={standing(f)} />
            </span>
          ))}
      </div>
    </section>
  );
}

function sumOf(weights: readonly (string | null)[]): string {
  const [first, ...rest] = weights.flatMap((w) => parseDecimal(w ?? "") ?? []);
  return first === undefined ? "—" : print(rest.reduce(add, first));
}

interface FieldProps {
  readonly field: AdjustField;
  readonly label: string;
  readonly data: AdjustAnswer;
  readonly standing: Standing;
}

function Field({ field, label, data, standing }: FieldProps): ReactElement {
  const w = useWords(adjustWords);
  const { language } = useFrame();
  const id = useId();
  const { value, changed, set } = standing;
  const wrong = data.stages.flatMap((s) => s.problems).filter((p) => p.path === field.path);
  const decided =
    field.choices.find((c) => c.id === field.value)?.label[language] ?? field.value ?? w.nothing;
  const status = wrong.length === 0 ? {} : ({ status: "error" } as const);
  const said = { "aria-label": label, "aria-invalid": wrong.length > 0, "aria-describedby": id };
  return (
    <span className={changed ? "adjust-field changed" : "adjust-field"}>
      {field.choices.length > 0 ? (
        <Select
          size="small"
          {...status}
          {...said}
          value={value}
          popupMatchSelectWidth={false}
          options={field.choices.map((c) => ({ value: c.id, label: c.label[language] }))}
          onChange={set}
        />
      ) : (
        <Input
          key={value ?? ""}
          size="small"
          {...status}
          {...said}
          defaultValue={value ?? ""}
          placeholder={w.nothing}
          onBlur={(e) => set(e.target.value.trim() === "" ? null : e.target.value.trim())}
          onPressEnter={(e) => e.currentTarget.blur()}
        />
      )}
      <small id={id} className={wrong.length > 0 ? "red-flag" : "quiet"}>
        {wrong.length > 0
          ? wrong
              .map((p) => [p.message[language], p.hint?.[language], p.code].filter(Boolean).join(w.semicolon))
              .join(" ")
          : changed
            ? w.was(decided)
            : ""}
      </small>
    </span>
  );
}
