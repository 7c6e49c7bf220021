import { from_host as kinds } from "./messages.json";

/** Every message says whose it is and of which version. */
export const MARK = { app: "refund-checker", v: 1 };

/**
 * What a message of the host says, if it is one of these: its kind and the fields that this kind has, and no others.
 * @param {unknown} data as it came
 * @returns {{kind: string, [field: string]: any} | undefined}
 */
export function read(data) {
  if (data === null || typeof data !== "object") return undefined;
  const message = /** @type {Record<string, unknown>} */ (data);
  if (message.app !== MARK.app || message.v !== MARK.v || typeof message.kind !== "string") return undefined;
  if (!Object.hasOwn(kinds, message.kind)) return undefined;
  const told = { kind: message.kind };
  for (const [name, field] of Object.entries(kinds[message.kind].fields)) {
    const value = message[name];
    if (value === undefined && field.optional) continue;
    if (value === null ? !field.nullable : typeof value !== field.type) return undefined;
    told[name] = value;
  }
  return told;
}
