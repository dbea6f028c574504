import { plural } from './core.js';

/** What the list says beside its rows: its tools, and what it says when there is nothing. */
export const words = {
  scope: 'Show',
  mine: 'My tickets',
  organization: 'Organisation’s tickets',
  filters: 'Filters',
  active: (count: number) => plural(count, { one: '# active', other: '# active' }),
  view: 'View',
  sort: 'Sort by',
  orders: {
    time: ['newest first', 'oldest first'],
    number: ['highest first', 'lowest first'],
    text: ['A to Z', 'Z to A'],
    other: ['first to last', 'last to first'],
  },
  noTickets: 'No tickets yet',
  noTicketsHint: 'When you ask us something, you can follow the answer here.',
  nothingFound: 'Nothing found',
  nothingFoundHint: 'Try other words, or fewer filters.',
  showAll: 'Show all tickets',
  loadMore: 'Show more tickets',
  shown: (count: number) => plural(count, { one: '# ticket shown', other: '# tickets shown' }),
};

export type ListWords = typeof words;
