/** Cookies of the door: the session and the ticket of a sign-on under way. Pure. */

export type Cookie = "session" | "ticket";

/** With https the browser itself sees that nobody but this host has set the cookie, and over https: `__Host-`. */
const nameOf = (cookie: Cookie, secure: boolean): string => `${secure ? "__Host-" : ""}lianzhang_${cookie}`;

/** The value of a cookie in a request's header; null when it is not there. */
export function cookieIn(header: string | undefined, cookie: Cookie, secure: boolean): string | null {
  const name = nameOf(cookie, secure);
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

export interface CookieOptions {
  readonly secure: boolean;
  /** Strict: not sent from other sites at all. Lax: sent when another site leads here, as a sign-on does. */
  readonly sameSite: "Strict" | "Lax";
  /** Seconds; null: until the browser is closed. */
  readonly maxAge: number | null;
}

/** The text of Set-Cookie. Values are our own tokens: letters, digits, - and _ and . only. */
export function cookieText(
  cookie: Cookie,
  value: string,
  { secure, sameSite, maxAge }: CookieOptions,
): string {
  return [
    `${nameOf(cookie, secure)}=${value}`,
    "Path=/",
    "HttpOnly",
    `SameSite=${sameSite}`,
    ...(secure ? ["Secure"] : []),
    ...(maxAge === null ? [] : [`Max-Age=${maxAge}`]),
  ].join("; ");
}
