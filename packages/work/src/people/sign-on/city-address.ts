/** Addresses of the city's systems: https, or http on this machine itself. */

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** The address; throws what `refusal` makes of why it cannot be used. */
export function cityAddress(address: string, refusal: (cause: unknown) => Error): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch (error) {
    throw refusal(error);
  }
  if (url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname))) return url;
  throw refusal(new Error("https is required"));
}
