/** What the clerk's sheet holds: figures as a draft, the check of them, the file they came from, and sending. */
import type { ConsentRow } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { DraftOf } from "../../drafts/use-draft.ts";
import { useDraft } from "../../drafts/use-draft.ts";
import type { Timed } from "../../returns/check/timed.ts";
import type { Sheetless } from "../../returns/check/messages.ts";
import type { Figures, OwnCheck } from "../../returns/check/own-check.ts";
import { TYPED, typedRows } from "../../returns/check/own-check.ts";
import type { Checker } from "../../returns/check/use-checker.ts";
import { useChecker } from "../../returns/check/use-checker.ts";
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
  /** What was asked is being checked. */
  readonly checking: boolean;
  readonly checker: Checker | null;
  /** The checking thread does not work. */
  readonly fault: Error | null;
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
  const [revealed, setRevealed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { checker, fault } = useChecker();
  const of = useMemo(() => ({ form: description, firm, period }), [description, firm, period]);
  const live = useLiveCheck(checker, of, figures);
  const check = live?.timed.result ?? NOTHING_FOUND;
  // what stands here now was checked; else the answer is still on its way
  const fresh = live?.figures === figures;
  const inForce = consents?.consents.find((c) => c.form === form.id && c.inForce) ?? null;
  const asks = form.consent !== null && inForce === null;
  const unsaid = check.explain.some((f) => (said[saidKey(f)] ?? "").trim() === "");
  const open = check.faults > 0 || unsaid;
  const whole = taken !== null && same(taken.figures, figures);
  const ready = fresh && !open && (!asks || purposes.length > 0);
  const put = (next: Figures): void => {
    setRevealed(false);
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
    shown: revealed && fresh ? live.timed : null,
    checking: revealed && !fresh && fault === null,
    checker,
    fault,
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
      setRevealed(false);
      setTaken(null);
      draft.clear();
    },
    checkNow: () => setRevealed(true),
    send: () => void send(),
  };
}

const NOTHING_FOUND: OwnCheck = { fields: {}, other: [], faults: 0, explain: [] };

interface LiveCheck {
  readonly figures: Figures;
  readonly timed: Timed<OwnCheck>;
}

/** The check of what stands in the form, made beside the page; the last one until the next is there. */
function useLiveCheck(checker: Checker | null, of: Sheetless, figures: Figures): LiveCheck | null {
  const [live, setLive] = useState<LiveCheck | null>(null);
  useEffect(() => {
    if (checker === null) return undefined;
    let gone = false;
    checker.check(of, figures).then(
      (timed) => {
        if (!gone) setLive({ figures, timed });
      },
      () => undefined, // said by the checker's own fault
    );
    return () => {
      gone = true;
    };
  }, [checker, of, figures]);
  return live;
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
