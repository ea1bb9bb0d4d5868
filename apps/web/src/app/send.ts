/** Changes sent to the server; answers are trusted as those of questions are. */
import { actingHeaders } from "./acting.ts";
import { Refusal, refusalOf } from "./client.ts";

async function send<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/${path}`, { method: "POST", credentials: "same-origin", ...init });
  } catch {
    throw new Refusal(null, null, true);
  }
  if (response.ok) return response.json();
  throw await refusalOf(response, true);
}

/** Posts a body; throws Refusal with the server's words, or without when it could not be reached. */
export const post = <T>(path: string, body: unknown): Promise<T> =>
  send<T>(path, {
    headers: { "content-type": "application/json", accept: "application/json", ...actingHeaders() },
    body: JSON.stringify(body),
  });

/** Posts a file as it is. */
export const postFile = <T>(path: string, file: Blob): Promise<T> =>
  send<T>(path, { headers: { "content-type": "application/octet-stream", ...actingHeaders() }, body: file });
