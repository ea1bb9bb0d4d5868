/** The city's to-do list over HTTP: each word a POST of JSON, signed so that the other side knows who says it, and when. */
import { createHmac } from "node:crypto";
import type { Clock } from "../../database/sources.ts";
import { todoListAway } from "../refusals.ts";
import type { Todo, TodoList } from "./city.ts";
import { cityAddress } from "./city-address.ts";

export interface HttpTodoOptions {
  /** Where to post; https, or http on this machine itself. */
  readonly url: string;
  /** Shared with the city's list. */
  readonly secret: string;
  /** Address of this product, as people open it: `https://chain.city.example`. */
  readonly address: string;
  readonly clock: Clock;
}

const PATIENCE = 10_000;

/** Name of the header: `t=<seconds since 1970>,v1=<hex>`, HMAC-SHA-256 over `<t>.<body>`. */
export const SIGNATURE = "x-lianzhang-signature";

export function signatureOf(secret: string, at: Date, body: string): string {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${createHmac("sha256", secret).update(`${t}.${body}`).digest("hex")}`;
}

/** Throws LZ7151 for an address that cannot be used; each word throws it when it was not taken (any answer but 2xx). */
export function httpTodoList({ url, secret, address, clock }: HttpTodoOptions): TodoList {
  const to = cityAddress(url, (error) => todoListAway(url, error));
  const say = async (word: object): Promise<void> => {
    const body = JSON.stringify(word);
    let status: number;
    try {
      const answer = await fetch(to, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          [SIGNATURE]: signatureOf(secret, clock(), body),
        },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
      await answer.body?.cancel();
      ({ status } = answer);
    } catch (error) {
      throw todoListAway(url, error);
    }
    if (status < 200 || status > 299) throw todoListAway(url, new Error(`it answered ${status}`));
  };
  return {
    push: ({ path, ...todo }: Todo) => say({ deed: "push", ...todo, url: new URL(path, address).href }),
    withdraw: (id) => say({ deed: "withdraw", id }),
  };
}
