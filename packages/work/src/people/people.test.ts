/** The pure parts: which passwords are refused, how many tries a door lets through, hashes, codes, the key file. */
import { randomBytes } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CHEAP } from "../testing/people.ts";
import { newFolder, removeFolder } from "../testing/work.ts";
import { keyOf, makeKeyFile, readKeyFile } from "./key.ts";
import { codeAt, newRecoveryCodes, newSecret, recoveryCodeIn, secretUri, stepOf } from "./one-time-code.ts";
import { POLICY } from "./policy.ts";
import { deriveKey, isOutdated, isPassword, passwordHash } from "./scrypt.ts";
import type { Tally } from "./tally.ts";
import { FRESH, givenBack, tryAt } from "./tally.ts";
import type { Weakness } from "./weak.ts";
import { weaknessOf } from "./weak.ts";

describe("a password is refused", () => {
  const li = { signInName: "li.na", name: "李娜" };
  const cases: readonly (readonly [string, Weakness | null])[] = [
    ["Short1!", "short"],
    ["x".repeat(201), "long"],
    ["my-li.na-2026!", "name"],
    ["LINA-and-more-2026", "name"],
    ["李娜在经信局上班很久了", "short"],
    ["李娜在经信局上班已经很久了", "name"],
    ["Password2026", "common"],
    ["admin1234567", "common"],
    ["lianzhang@2026", "common"],
    ["aaaabbbbaaaa", "few_characters"],
    ["123456789012", "sequence"],
    ["qwertyuiop12", "common"],
    ["poiuytrewq12", "sequence"],
    ["abcdef123456", "sequence"],
    ["1qaz2wsx3edc", "sequence"],
    ["小桥流水人家古道西风瘦马", null],
    ["correct horse battery staple", null],
  ];
  test.each(cases)("%s: %s", (password, why) => {
    expect(weaknessOf(password, li, POLICY.password)).toBe(why);
  });

  test("for a word of the city's own list", () => {
    const policy = { ...POLICY.password, refused: ["Dongpo"] };
    expect(weaknessOf("dongpo!20262026", li, policy)).toBe("common");
  });
});

describe("a hash", () => {
  test("is of one password only, written on whatever keyboard, and says what it cost", async () => {
    const { cost } = CHEAP.password;
    const hash = await passwordHash(deriveKey, "Ａ long passphrase", randomBytes(16), cost);
    expect(await isPassword(deriveKey, "A long passphrase", hash)).toBe(true);
    expect(await isPassword(deriveKey, "a long passphrase", hash)).toBe(false);
    expect(isOutdated(hash, cost)).toBe(false);
    expect(isOutdated(hash, POLICY.password.cost)).toBe(true);
  });

  test("of nobody's making is an error, not a wrong password", async () => {
    for (const hash of ["", "scrypt$0$1$1$aa$bb", `scrypt$99999999999$8$1$aa$${"a".repeat(43)}`])
      await expect(isPassword(deriveKey, "x", hash)).rejects.toThrow();
  });
});

describe("a door", () => {
  const limits = { tries: 3, window: 100, longest: 400 };
  const gaps = fc.array(fc.integer({ min: 0, max: 250 }), { maxLength: 60 });

  test("lets no more than its tries through in any window, success or not", () => {
    fc.assert(
      fc.property(gaps, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (waits, successes) => {
        let [tally, now]: [Tally, number] = [FRESH, 1000];
        const failed: number[] = [];
        for (const [i, gap] of waits.entries()) {
          now += gap;
          const { through, tally: after } = tryAt(tally, limits, now);
          const success = through && successes[i] === true;
          tally = success ? givenBack(after, limits) : after;
          if (through && !success) failed.push(now);
        }
        for (const from of failed)
          expect(failed.filter((t) => t >= from && t < from + limits.window).length).toBeLessThanOrEqual(3);
      }),
    );
  });

  test("stays closed longer each time, at most the longest, and forgets after a quiet while", () => {
    const closings: number[] = [];
    let [tally, now]: [Tally, number] = [FRESH, 0];
    for (let i = 0; i < 12; i++) {
      tally = tryAt(tally, limits, now).tally;
      if (tally.closedUntil > now) {
        closings.push(tally.closedUntil - now);
        now = tally.closedUntil;
      }
    }
    expect(closings).toEqual([100, 200, 400, 400]);
    expect(tryAt(tally, limits, now + 400).tally.level).toBe(0);
  });

  test("does not open because the clock was set back", () => {
    const closed = [0, 1, 2].reduce<Tally>((t, i) => tryAt(t, limits, 1000 + i).tally, FRESH);
    expect(tryAt(closed, limits, 500).through).toBe(false);
  });
});

describe("a code", () => {
  const at = new Date("2026-03-10T01:00:00.000Z");
  const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1000);

  test("is that of RFC 6238", () => {
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    expect(codeAt(secret, new Date(59_000))).toBe("287082");
    expect(codeAt(secret, new Date(1_111_111_109_000))).toBe("081804");
    expect(stepOf(secret, "081804", new Date(1_111_111_109_000))).toBe(37_037_036n);
  });

  test("is taken half a minute early or late, no more; anything else is no code", () => {
    const secret = newSecret(randomBytes);
    const code = codeAt(secret, at);
    const step = stepOf(secret, code, at);
    expect([stepOf(secret, code, after(30)), stepOf(secret, code, after(-30))]).toEqual([step, step]);
    expect([stepOf(secret, code, after(60)), stepOf(secret, code, after(-60))]).toEqual([null, null]);
    for (const wrong of ["", "12345", "1234567", "abcdef", "①②③④⑤⑥⑦", "一二三四五六"])
      expect(stepOf(secret, wrong, at)).toBeNull();
    const fullWidth = [...code].map((digit) => String.fromCodePoint(Number(digit) + 0xff10)).join("");
    expect(stepOf(secret, ` ${fullWidth} `, at)).toBe(step);
  });

  test("secrets and recovery codes are as long as they should be, and what an app can read", () => {
    const secret = newSecret(randomBytes);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(secretUri(secret, "li.na", "链长")).toContain(`secret=${secret}`);
    for (const code of newRecoveryCodes(randomBytes)) {
      expect(code).toMatch(/^(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
      expect(recoveryCodeIn(` ${code.toLowerCase().replaceAll("-", "")} `)).toBe(code);
    }
    expect(recoveryCodeIn("123456")).toBeNull();
  });
});

describe("the key file", () => {
  let folder = "";
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => removeFolder(folder));

  test("is made once, closed to others, and opens what it sealed", () => {
    const path = join(folder, "people.key");
    makeKeyFile(path, randomBytes);
    const key = readKeyFile(path, randomBytes);
    expect(readKeyFile(path, randomBytes).unseal(key.seal("secret", "li"), "li")).toBe("secret");
    expect(() => makeKeyFile(path, randomBytes)).toThrow("LZ7111");
    chmodSync(path, 0o640);
    expect(() => readKeyFile(path, randomBytes)).toThrow("LZ7111");
  });

  test("that is missing or no key is never replaced in silence", () => {
    const path = join(folder, "people.key");
    expect(() => readKeyFile(path, randomBytes)).toThrow("LZ7111");
    writeFileSync(path, "not a key", { mode: 0o600 });
    expect(() => readKeyFile(path, randomBytes)).toThrow("LZ7111");
  });

  test("of another installation, another owner, or an altered text: refused in words", () => {
    const [mine, other] = [keyOf(randomBytes(32), randomBytes), keyOf(randomBytes(32), randomBytes)];
    const sealed = mine.seal("secret", "li");
    expect(mine.seal("secret", "li")).not.toBe(sealed);
    expect(() => other.unseal(sealed, "li")).toThrow("LZ7112");
    expect(() => mine.unseal(sealed, "wu")).toThrow("LZ7112");
    expect(() =>
      mine.unseal(
        sealed.replace(/.$/, (c) => (c === "A" ? "Q" : "A")),
        "li",
      ),
    ).toThrow("LZ7112");
    expect(() => mine.unseal("", "li")).toThrow("LZ7112");
    expect(mine.mark("a")).not.toBe(other.mark("a"));
  });
});
