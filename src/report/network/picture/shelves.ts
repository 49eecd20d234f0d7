import type { Placed, Size } from './layered';

/** Places boxes in rows, in their order. A row is as wide as `width`, or as makes the whole about half as high as wide. */
export function shelves(
  boxes: readonly Size[],
  width: number,
  gap: number,
): Size & { readonly boxes: readonly Placed[] } {
  const area = boxes.reduce((sum, box) => sum + (box.width + gap) * (box.height + gap), 0);
  const most = Math.max(width, Math.sqrt(2 * area));
  const placed: Placed[] = [];
  let [x, y, height, widest] = [0, 0, 0, 0];
  for (const box of boxes) {
    if (x > 0 && x + box.width > most) [x, y, height] = [0, y + height + gap, 0];
    placed.push({ ...box, x, y });
    widest = Math.max(widest, x + box.width);
    height = Math.max(height, box.height);
    x += box.width + gap;
  }
  return { boxes: placed, width: widest, height: boxes.length === 0 ? 0 : y + height };
}
