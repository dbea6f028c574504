/** What the choice of columns and density says. */
export const words = {
  columnsShown: 'Columns',
  moveUp: (column: string) => `Move ${column} up`,
  moveDown: (column: string) => `Move ${column} down`,
  moved: (column: string, place: number, count: number) => `${column}: place ${place} of ${count}`,
  density: 'Density',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  reset: 'As the portal has it',
  notKept: 'This could not be saved, so it is as it was.',
};

export type ColumnWords = typeof words;
