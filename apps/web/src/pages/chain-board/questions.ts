/** Questions of the board of chains. */
import type { ChainBoardAnswer, ChainBoards, ChangeOutcome } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { question } from "../../app/client.ts";
import { post } from "../../app/send.ts";

type Texts = Readonly<Record<string, string | undefined>>;
const at = (chain: string): string => `chain-board/${encodeURIComponent(chain)}`;

export const boardsQuestion = (q: Texts) => question<ChainBoards>("chain-board", q);
export const boardQuestion = (chain: string, q: Texts) => question<ChainBoardAnswer>(at(chain), q);

/** Keeps what people type on the board; `failed` says that it was not kept. */
export function useTyping(chain: string): {
  readonly busy: boolean;
  readonly failed: boolean;
  readonly send: (path: "asks" | "reasons", body: unknown, onKept: () => void) => void;
} {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const run = async (path: string, body: unknown, onKept: () => void): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      const outcome = await post<ChangeOutcome>(`${at(chain)}/${path}`, body);
      if (outcome.kind === "kept") {
        onKept();
        await client.invalidateQueries({ queryKey: [at(chain)] });
      } else setFailed(true);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return { busy, failed, send: (path, body, onKept) => void run(path, body, onKept) };
}
