export type Canvas = HTMLCanvasElement;

/** An empty canvas with its pen: it stays in memory, because it is read back to be uploaded. */
export function canvas(width: number, height: number): [Canvas, CanvasRenderingContext2D] {
  const element = document.createElement('canvas');
  element.width = Math.max(1, Math.round(width));
  element.height = Math.max(1, Math.round(height));
  return [element, element.getContext('2d', { willReadFrequently: true })!];
}

/** Draws an SVG document once at a scale. Through an image element: createImageBitmap refuses SVG. */
export async function rasterise(svg: string, width: number, height: number, scale: number): Promise<Canvas> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const [element, pen] = canvas(width * scale, height * scale);
    pen.drawImage(image, 0, 0, element.width, element.height);
    return element;
  } finally {
    URL.revokeObjectURL(address);
  }
}

export async function fetchText(address: string, signal: AbortSignal): Promise<string> {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
  return answer.text();
}
