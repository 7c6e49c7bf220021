const LONG_ENOUGH = 250;

/**
 * How fast the link is, from one download as it arrives.
 * @param {Response} response
 * @param {number} size the file's bytes once unpacked
 * @returns {{seen: (bytes: number) => void, done: (bytes: number) => void, speed: Promise<number | undefined>}}
 *   `speed` in Mbit/s as it is on the wire; undefined where the file came from a cache
 */
export function measure(response, size) {
  const onTheWire = packedShare(response, size);
  let find;
  const speed = new Promise((resolve) => (find = resolve));
  let first;

  function seen(bytes) {
    first ??= { bytes, time: performance.now() };
    const time = performance.now() - first.time;
    if (time >= LONG_ENOUGH) find(megabits(bytes - first.bytes, time));
  }
  const megabits = (bytes, time) => (bytes * onTheWire * 8) / 1000 / Math.max(time, 1);

  function done(bytes) {
    const time = performance.now() - (first?.time ?? 0);
    find(isFromCache(response.url) ? undefined : megabits(bytes, time));
  }
  return { seen, done, speed };
}

/** Compressed bytes are what the link carries; a host that does not tell their number compresses to about a quarter. */
function packedShare(response, size) {
  if (!response.headers.get("content-encoding")) return 1;
  const packed = Number(response.headers.get("content-length"));
  return packed ? packed / size : 0.25;
}

function isFromCache(address) {
  const entry = /** @type {PerformanceResourceTiming | undefined} */ (performance.getEntriesByName(address).at(-1));
  return Boolean(entry && entry.transferSize < entry.encodedBodySize);
}
