/** A container of old Office files with streams of these names, for tests. */
const SECTOR = 512;
const [END, FREE, TABLE] = [0xfffffffe, 0xffffffff, 0xfffffffd];

export function oleWith(names: readonly string[]): Uint8Array {
  const out = new Uint8Array(SECTOR * 4);
  const view = new DataView(out.buffer);
  out.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    view.setUint16(at, value, true);
  for (const [at, value] of [
    [44, 1],
    [48, 1],
    [56, 4096],
    [60, END],
    [68, END],
    [76, 0],
  ] as const)
    view.setUint32(at, value, true);
  for (let at = 80; at < SECTOR; at += 4) view.setUint32(at, FREE, true);
  // Sector 0 is the table, sector 1 the directory.
  for (let at = 0; at < SECTOR; at += 4)
    view.setUint32(SECTOR + at, at === 0 ? TABLE : at === 4 ? END : FREE, true);
  for (const [i, name] of ["Root Entry", ...names].entries()) {
    const at = SECTOR * 2 + i * 128;
    for (let k = 0; k < name.length; k++) view.setUint16(at + k * 2, name.charCodeAt(k), true);
    view.setUint16(at + 64, (name.length + 1) * 2, true);
    view.setUint8(at + 66, i === 0 ? 5 : 2);
    view.setUint32(at + 116, END, true);
  }
  return out;
}
