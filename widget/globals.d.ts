/** What the bundler puts in (build.js), and what the browsers know before the types do. */

declare module "*.css" {
  const text: string;
  export default text;
}

interface ImportMeta {
  readonly workerFile?: string;
}

interface Navigator {
  readonly connection?: { readonly saveData: boolean };
}
