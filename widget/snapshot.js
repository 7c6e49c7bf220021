/**
 * A snapshot of Python's memory, stored as its difference from the memory that the wasm file itself sets up.
 *
 * Four-byte numbers, little-endian: MAGIC, the bytes of the whole, the count of runs, then the place and the length of
 * each run; the bytes of the runs follow. Outside of the runs all is zero. Where the wasm file has data, a byte stands
 * for how it differs (exclusive or). sitegen/snapshot.mjs writes this form.
 */

export const MAGIC = 0x31667364;
const DATA_SECTION = 11;
const GLOBAL_GET = 0x23;
// Where Emscripten puts the data of a main module, which its code reads as the global __memory_base.
const MEMORY_BASE = 1024;

/** The snapshot as Pyodide takes it, from the difference and the bytes of pyodide.asm.wasm (both Uint8Array). */
export function whole(difference, wasmBytes) {
  const head = new DataView(difference.buffer, difference.byteOffset, difference.byteLength);
  if (head.byteLength < 12 || head.getUint32(0, true) !== MAGIC) throw new Error("This is no snapshot.");
  const [size, count] = [head.getUint32(4, true), head.getUint32(8, true)];
  let from = 12 + 8 * count;
  if (from > head.byteLength) throw new Error("The snapshot is cut off.");
  const snapshot = new Uint8Array(size);
  for (let run = 12; run < 12 + 8 * count; run += 8) {
    const [place, length] = [head.getUint32(run, true), head.getUint32(run + 4, true)];
    if (from + length > head.byteLength || place + length > size) throw new Error("The snapshot is cut off.");
    snapshot.set(difference.subarray(from, (from += length)), place);
  }
  if (from !== head.byteLength) throw new Error("The snapshot is longer than it says.");
  combine(snapshot, wasmBytes);
  return snapshot;
}

/** Turn a snapshot into what differs from the wasm file's data, or back: the same in both directions, and in place. */
export function combine(snapshot, wasmBytes) {
  // Pyodide's own header comes first; its second number says where the memory begins.
  const memory = snapshot.subarray(new DataView(snapshot.buffer, snapshot.byteOffset).getUint32(4, true));
  for (const [place, data] of dataOf(wasmBytes)) {
    const end = Math.min(data.length, memory.length - place);
    for (let i = 0; i < end; i += 1) memory[place + i] ^= data[i];
  }
}

/** Where the wasm file puts data at its start, and which: pairs of a place in memory and bytes. */
function* dataOf(bytes) {
  let at = 8;
  function number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (!(byte & 128)) return value;
    }
  }
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = number() + at;
    if (section === DATA_SECTION) {
      for (let left = number(); left > 0; left -= 1) {
        const isPassive = number() === 1;
        // The place is a constant, or the base: both a number after an opcode, with an end mark behind.
        const isBase = !isPassive && bytes[at++] === GLOBAL_GET;
        const told = isPassive ? 0 : number();
        if (!isPassive) at += 1;
        const length = number();
        if (!isPassive) yield [isBase ? MEMORY_BASE : told, bytes.subarray(at, at + length)];
        at += length;
      }
    }
    at = end;
  }
}
