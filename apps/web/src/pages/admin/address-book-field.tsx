/** Picking somebody from the city's address book: name, unit and id over there are filled in, and can be changed. */
import type { AddressBookAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import type { ReactElement } from "react";
import { useDeferredValue, useId, useState } from "react";
import { addressBookQuestion } from "../../app/client.ts";
import { adminWords } from "../../i18n/administration.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { Problem } from "../../states/problem.tsx";

type Entry = AddressBookAnswer["entries"][number];

interface Picked {
  readonly name: string;
  readonly unit: string;
  readonly externalId: string;
}

export function AddressBookField({ onPick }: { readonly onPick: (picked: Picked) => void }): ReactElement {
  const w = useWords(adminWords);
  const id = useId();
  const [typed, setTyped] = useState("");
  const query = useQuery(addressBookQuestion(useDeferredValue(typed.trim())));
  const entries: readonly Entry[] = query.data?.entries ?? [];
  const pick = (externalId: string): void => {
    const entry = entries.find((e) => e.externalId === externalId);
    if (entry !== undefined) onPick({ name: entry.name, unit: entry.unit ?? "", externalId });
  };
  return (
    <div className="record-field">
      <label htmlFor={id}>{w.addressBook}</label>
      {query.isError ? <Problem error={query.error} /> : null}
      <Select<string>
        id={id}
        placeholder={w.addressBookFind}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        getPopupContainer={(field) => field.parentElement ?? document.body}
        loading={query.isFetching}
        notFoundContent={query.isPending ? null : w.addressBookNone}
        options={entries.map((e) => ({
          value: e.externalId,
          label: [e.name, e.unit, e.externalId, ...(e.entered ? [w.addressBookEntered] : [])]
            .filter((t) => t !== null)
            .join(" · "),
          disabled: e.entered,
        }))}
        onSelect={pick}
      />
      <p className="quiet">{w.addressBookHint(query.data?.total ?? 0)}</p>
    </div>
  );
}
