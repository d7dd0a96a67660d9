/** Browsers read a downloaded object after the click that asked for it. */
const readBy = 30_000;

/** A canvas as a picture's file. */
export function blobOf(canvas: HTMLCanvasElement, type: 'image/png' | 'image/jpeg', quality?: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const done = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error('The picture could not be encoded.')));
    canvas.toBlob(done, type, quality);
  });
}

/** Saves a file where the browser saves files. */
export function download(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), readBy);
}
