/** Refused requests that the audit chain is told of: somebody signed in at what no post opens, and pages of other sites. */
import type { FastifyRequest } from "fastify";
import { clientAddress } from "./client-address.ts";
import { cookieIn } from "./cookies.ts";
import { isSecure } from "./guard.ts";
import type { WorkSide } from "./work-side.ts";

/** Refused before it is known who asks. */
const AT_THE_GATE: ReadonlySet<string> = new Set(["LZ6121", "LZ6122"]);

const FORBIDDEN = 403;
const OTHER_BODY = 415;

/** Tells the chain of an answer that refuses, unless it is none of these; the answer itself stays as it is. */
export async function tellRefusal(
  { people }: WorkSide,
  request: FastifyRequest,
  { status, code }: { readonly status: number; readonly code: string },
): Promise<void> {
  if (status !== FORBIDDEN && status !== OTHER_BODY) return;
  const token = cookieIn(request.headers.cookie, "session", isSecure(request));
  const signedIn = token === null ? null : await people.session.whoIs(token, false);
  if (signedIn === null && !AT_THE_GATE.has(code)) return;
  await people.gate.tellRefused({
    person: signedIn === null ? null : signedIn.person,
    address: clientAddress(request),
    code,
    method: request.method,
    // never the address itself: it may hold what was searched for
    route: request.routeOptions.url ?? "/api",
  });
}
