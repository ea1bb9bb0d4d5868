/** What the clerk's sheet holds: figures as a draft, the check of them, the file they came from, and sending. */
import type { ConsentRow } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { DraftOf } from "../../drafts/use-draft.ts";
import { useDraft } from "../../drafts/use-draft.ts";
import type { Timed } from "../../returns/check/timed.ts";
import { timed } from "../../returns/check/timed.ts";
import type { Figures, OwnCheck } from "../../returns/check/own-check.ts";
import { checkTyped, TYPED, typedRows } from "../../returns/check/own-check.ts";
import { fileOwn, saidKey } from "../../returns/file-own.ts";
import type { Given } from "../../returns/given.ts";
import { givenText } from "../../returns/given.ts";
import type { Named } from "../../returns/signatories.tsx";
import { useNamed } from "../../returns/signatories.tsx";
import type { FillProps } from "./fill-page.tsx";

export interface FillingDraft {
  readonly figures: Figures;
  /** Reasons for findings that ask for one. */
  readonly said: Readonly<Record<string, string>>;
  readonly purposes: readonly string[];
}

/** A file that was read into the form: sent itself as long as what it gave stands unchanged. */
interface Taken {
  readonly given: Given;
  readonly figures: Figures;
}

export interface FillingState {
  readonly draft: DraftOf<FillingDraft>;
  readonly check: OwnCheck;
  /** The check that was asked for; null: not since the last change. */
  readonly shown: Timed<OwnCheck> | null;
  readonly filled: number;
  readonly inForce: ConsentRow | null;
  /** The file itself is what would be sent. */
  readonly whole: boolean;
  readonly open: boolean;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly named: Named;
  readonly put: (figures: Figures) => void;
  readonly take: (given: Given, figures: Figures, clean: boolean) => void;
  readonly drop: () => void;
  readonly checkNow: () => void;
  readonly send: () => void;
}

const same = (a: Figures, b: Figures): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((k) => (a[k] ?? "") === (b[k] ?? ""));

export function useFilling(props: FillProps): FillingState {
  const { form, description, consents, firm, period, periodId } = props;
  const client = useQueryClient();
  const named = useNamed({ kind: "enterprise", id: firm.code });
  const navigate = useNavigate();
  const empty: FillingDraft = { figures: {}, said: {}, purposes: form.consent?.purposes ?? [] };
  const draft = useDraft<FillingDraft>(`return.fill.${form.id}.${periodId}`, empty);
  const { figures, said, purposes } = draft.value;
  const [taken, setTaken] = useState<Taken | null>(null);
  const [shown, setShown] = useState<Timed<OwnCheck> | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const check = useMemo(
    () => checkTyped(figures, description, firm, period),
    [figures, description, firm, period],
  );
  const inForce = consents?.consents.find((c) => c.form === form.id && c.inForce) ?? null;
  const asks = form.consent !== null && inForce === null;
  const unsaid = check.explain.some((f) => (said[saidKey(f)] ?? "").trim() === "");
  const open = check.faults > 0 || unsaid;
  const whole = taken !== null && same(taken.figures, figures);
  const ready = !open && (!asks || purposes.length > 0);
  const put = (next: Figures): void => {
    setShown(null);
    draft.keep({ ...draft.value, figures: next });
  };
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const rows = typedRows(figures, description, firm, period);
    const given = whole ? taken.given : givenText(TYPED, "typed", JSON.stringify({ rows }));
    const filing = {
      form: form.id,
      period: periodId,
      firm,
      given,
      purposes: asks ? purposes : null,
      said,
      signatories: named.names,
    };
    try {
      const id = await fileOwn(client, filing);
      draft.clear();
      await client.invalidateQueries();
      await navigate({ to: "/returns/$id/receipt", params: { id } });
    } catch (problem) {
      setError(problem);
      // what was done before the refusal is seen on the next try
      await client.invalidateQueries({ queryKey: ["consents"] });
    } finally {
      setBusy(false);
    }
  };
  useSendKey(ready && !busy, () => void send());
  return {
    draft,
    check,
    shown,
    filled: Object.values(figures).filter((t) => t.trim() !== "").length,
    inForce,
    whole,
    open,
    ready,
    busy,
    error,
    named,
    put,
    take: (given, read, clean) => {
      put(read);
      setTaken(clean ? { given, figures: read } : null);
    },
    drop: () => {
      setShown(null);
      setTaken(null);
      draft.clear();
    },
    checkNow: () => setShown(timed(() => checkTyped(figures, description, firm, period))),
    send: () => void send(),
  };
}

/** Ctrl+Enter sends, from any field. */
function useSendKey(ready: boolean, send: () => void): void {
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    if (!ready) return undefined;
    const onKey = (e: KeyboardEvent): void => {
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) latest.current();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [ready]);
}
