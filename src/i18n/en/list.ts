import { plural } from './core.js';

/** What the list says beside its rows: its tools, and what it says when there is nothing. */
export const words = {
  scope: 'Show',
  mine: 'My tickets',
  organization: 'Organisation’s tickets',
  anyStatus: 'Any',
  sort: 'Sort by',
  sorts: {
    '-last-activity': 'Last activity',
    '-created': 'Newest first',
    created: 'Oldest first',
    '-number': 'Number',
    subject: 'Subject',
  },
  noTickets: 'No tickets yet',
  noTicketsHint: 'When you ask us something, you can follow the answer here.',
  nothingFound: 'Nothing found',
  nothingFoundHint: 'Try other words, or fewer filters.',
  clearFilters: 'Clear filters',
  loadMore: 'Show more tickets',
  shown: (count: number) => plural(count, { one: '# ticket shown', other: '# tickets shown' }),
};

export type ListWords = typeof words;
