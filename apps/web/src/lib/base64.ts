/** Arguments of one call are limited. */
const CHUNK = 0x8000;

/** Bytes as base64, as files go to the server. */
export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return btoa(text);
}
