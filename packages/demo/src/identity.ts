/** Codes and names nobody bears: both are visibly made up. */
import { organisationCheck, usccCheck } from "@lianzhang/kernel";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const SERIALS = ALPHABET.length ** 4;

/**
 * The unified social credit code of made-up firm `serial`. Both check characters hold. The organisation part
 * starts with DEM0: real ones start with a digit or with MA.
 */
export function demoUscc(county: string, serial: number): string {
  if (serial >= SERIALS)
    throw new RangeError(`a demo city has at most ${SERIALS} firms, asked for number ${serial}`);
  let tail = "";
  for (let n = serial, i = 0; i < 4; i++, n = Math.floor(n / ALPHABET.length)) {
    tail = (ALPHABET[n % ALPHABET.length] ?? "0") + tail;
  }
  const organisation = `DEM0${tail}`;
  const first17 = `91${county}${organisation}${organisationCheck(organisation) ?? ""}`;
  return first17 + (usccCheck(first17) ?? "");
}

const FIRST = "青云竹松岚霞翠碧丹苍望映雪石枫桂兰榕";
const SECOND = "衣岭溪坪湾谷岗屿渡塘崖洲浦坞垭桥坝";
const PLACES = FIRST.length * SECOND.length;

/** `演示·青衣锂材01有限公司`: an invented place, a word for the business, a running number. */
export function demoName(serial: number, business: string): string {
  const place = (serial * 131 + Math.floor(serial / PLACES)) % PLACES;
  const word = (FIRST[place % FIRST.length] ?? "") + (SECOND[Math.floor(place / FIRST.length)] ?? "");
  return `演示·${word}${business}${String(Math.floor(serial / PLACES) + 1).padStart(2, "0")}有限公司`;
}
