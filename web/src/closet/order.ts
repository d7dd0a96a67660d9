/** A row of the list as it lay when a drag began. */
export interface Row {
  top: number;
  height: number;
}

/** The place at which a dragged row would be let go, when it was moved by so many pixels. */
export function landing(rows: readonly Row[], from: number, by: number): number {
  const { top, height } = rows[from]!;
  const middle = top + height / 2 + by;
  const others = rows.filter((_, i) => i !== from);
  return others.filter((row) => {
    // A row makes way once the dragged one is past its middle.
    const passed = row.top > top ? row.top + row.height / 2 - height / 2 : row.top + row.height / 2 + height / 2;
    return passed < middle;
  }).length;
}

/** How far a row gives way while another is dragged from one place to another. */
export function givingWay(row: number, from: number, to: number, height: number): number {
  if (row === from) return 0;
  if (row > from && row <= to) return -height;
  if (row < from && row >= to) return height;
  return 0;
}
