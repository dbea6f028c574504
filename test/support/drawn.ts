/** A picture of a size as an address: red on its left half, blue on its right. */
export async function twoHalves(width: number, height: number): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#f00';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#00f';
  context.fillRect(width / 2, 0, width / 2, height);
  return URL.createObjectURL(await canvas.convertToBlob());
}

/** The colours of the left and of the right half of what is drawn on a canvas. */
export function halvesOf(canvas: HTMLCanvasElement): string[] {
  const { width, height } = canvas;
  return [0.25, 0.75].map((part) =>
    [...canvas.getContext('2d')!.getImageData(width * part, height / 2, 1, 1).data].join(' '),
  );
}

export const redAndBlue = ['255 0 0 255', '0 0 255 255'];
