/** Filters of the chain; all of them stand in the address. */
import { Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { actionLabel, auditWords } from "../../i18n/audit.ts";
import { useWords } from "../../i18n/dictionary.ts";

export function AuditTools({ actions }: { readonly actions: readonly string[] }): ReactElement {
  const w = useWords(auditWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const { day, person, action, subject } = search;
  const any = [day, person, action, subject].some((v) => v !== undefined);
  return (
    <div className="tools">
      <input
        className="field day-field"
        type="date"
        aria-label={w.day}
        value={day ?? ""}
        onChange={(e) => change({ day: e.target.value === "" ? null : e.target.value, before: null })}
      />
      <Select
        size="small"
        className="facet"
        aria-label={w.action}
        value={action ?? ""}
        popupMatchSelectWidth={220}
        showSearch={{ optionFilterProp: "label" }}
        options={[
          { value: "", label: w.anyAction },
          ...actions.map((a) => ({ value: a, label: actionLabel(a)[language] })),
        ]}
        onChange={(v) => change({ action: v === "" ? null : v, before: null })}
      />
      <Typed label={w.actor} placeholder={w.anyActor} at="person" />
      <Typed label={w.subject} placeholder={w.anySubject} at="subject" />
      {any ? (
        <button
          type="button"
          className="link"
          onClick={() => change({ day: null, person: null, action: null, subject: null, before: null })}
        >
          {w.clear}
        </button>
      ) : null}
    </div>
  );
}

/** A filter that is sent when it is left or Enter is pressed: an id is only meant whole. */
function Typed({
  label,
  placeholder,
  at,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly at: "person" | "subject";
}): ReactElement {
  const { search } = useFrame();
  const change = useChangeSearch();
  const send = (text: string): void => {
    const next = text.trim();
    if (next !== (search[at] ?? "")) change({ [at]: next === "" ? null : next, before: null });
  };
  return (
    <input
      key={search[at] ?? ""}
      className="field id-field"
      type="search"
      aria-label={label}
      placeholder={placeholder}
      defaultValue={search[at] ?? ""}
      onBlur={(e) => send(e.target.value)}
      onKeyDown={(e) => {
        if (e.key === "Enter") send(e.currentTarget.value);
      }}
    />
  );
}
