/** Types of browser.mjs, for playwright.config.ts. */
export declare const PAGE_PORT: number;
export function chromiumPath(env?: Readonly<Record<string, string | undefined>>): string | null;
export function requireChromium(): Promise<string | null>;
