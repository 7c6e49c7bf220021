import messages from "./messages.json";

/** Every message says whose it is and of which version. */
export const MARK = { app: "refund-checker", v: 1 };

/**
 * What a message says, if it is one of these: its kind and the fields that this kind has, and no others.
 * @param {unknown} data as it came
 * @param {"from_host" | "from_frame"} way
 * @returns {{kind: string, [field: string]: any} | undefined}
 */
export function read(data, way) {
  if (data === null || typeof data !== "object") return undefined;
  const message = /** @type {Record<string, unknown>} */ (data);
  if (message.app !== MARK.app || message.v !== MARK.v || typeof message.kind !== "string") return undefined;
  if (!Object.hasOwn(messages[way], message.kind)) return undefined;
  const told = { kind: message.kind };
  for (const [name, field] of Object.entries(messages[way][message.kind].fields)) {
    const value = message[name];
    if (value === undefined && field.optional) continue;
    if (value === null ? !field.nullable : typeof value !== field.type) return undefined;
    told[name] = value;
  }
  return told;
}
