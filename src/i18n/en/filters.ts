/** What the filters of the list say. */
export const words = {
  activeFilters: 'Active filters',
  removeFilter: (filter: string) => `Remove filter ${filter}`,
  clearAll: 'Clear all',
  any: 'Any',
  yes: 'Yes',
  no: 'No',
  from: 'From',
  to: 'To',
  since: (value: string) => `from ${value}`,
  until: (value: string) => `to ${value}`,
};

export type FilterWords = typeof words;
