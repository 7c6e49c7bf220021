/** What the build writes before sw.js. */
declare const RELEASE: { id: string; files: Record<string, string> };
