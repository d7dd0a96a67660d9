/** Where files are fetched: the page says so when a CDN serves them, else from the street itself. */
const base = globalThis.document?.querySelector<HTMLMetaElement>('meta[name=assets]')?.content ?? '';

/** The address of a file whose name holds the hash of its content. */
export const assetUrl = (name: string): string => `${base}/assets/${name}`;
