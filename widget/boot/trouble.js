/** What can go wrong with the start, as a reader is told it: what is the matter, whose fault it is, what can be done. */

const part = (name) => `A part of the checker (${name})`;
const OURS = "That is a fault of the site, not of your device.";

export const unreachable = (name) => `${part(name)} could not be fetched. This device is offline, or the site cannot be reached. What was once fetched works without a network.`;

export const lacking = (name, status) => `${part(name)} is missing on the site (${status}). ${OURS}`;

export const stopped = (name) => `${part(name)} stopped on its way. The connection may be at fault.`;

export const damaged = (name) => `${part(name)} arrived damaged, twice. The connection may be at fault: another network may help.`;

export const wrongKind = (name) => `${part(name)} comes as something that no browser would run. ${OURS}`;

export const noWebAssembly = "This browser does not run WebAssembly, which the checker needs. Its settings may forbid it, as Lockdown Mode does on an iPhone. Another browser may do.";

export const noWorker = "The part of this page that runs Python did not start. A setting or an extension of this browser may forbid it (workers), or it did not arrive. Another browser may do.";

export const outdated = "The site has a new release, and this page is of the one before. Load the page again: your answers stay.";

export const silent = "Nothing more arrived for a minute. The connection may be slow or broken.";

export const hung = "Python did not come to the end of its start.";

export const slowToAnswer = "The checker took too long to answer.";
