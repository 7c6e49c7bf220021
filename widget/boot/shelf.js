/**
 * Snapshots kept on this device, in Cache Storage: one, of the build that runs. A snapshot is taken before the first
 * answer is known, so nothing of a reader is in it. Storage that is missing, full or forbidden changes nothing.
 */

const SHELF = "refund-checker-snapshots";
const LIBRARY = "x-library";
const LENGTH = "x-length";

/**
 * @param {string} address of the snapshot, which names its build
 * @returns {Promise<{bytes: Uint8Array<ArrayBuffer>, library: string | null} | {why: string, spoilt?: boolean}>}
 */
export async function taken(address) {
  try {
    const kept = await (await caches.open(SHELF)).match(address);
    if (!kept) return { why: "no snapshot is kept on this device" };
    const length = Number(kept.headers.get(LENGTH));
    if (!length) return { why: "a snapshot did not work on this device before", spoilt: true };
    const bytes = new Uint8Array(await kept.arrayBuffer());
    if (bytes.length !== length) throw new Error("the snapshot kept on this device is not whole");
    return { bytes, library: kept.headers.get(LIBRARY) };
  } catch (error) {
    return { why: String(error instanceof Error ? error.message : error) };
  }
}

/**
 * Put a snapshot on the shelf, in the place of those of other builds.
 * @param {string} address
 * @param {Uint8Array<ArrayBuffer>} bytes none: remember that it does not work here
 * @param {string} library the file it has to be loaded with
 */
export async function keep(address, bytes, library) {
  const shelf = await caches.open(SHELF);
  for (const other of await shelf.keys()) if (other.url !== address) await shelf.delete(other);
  await shelf.put(address, new Response(bytes, { headers: { [LIBRARY]: library, [LENGTH]: String(bytes.length) } }));
}
