import type { TicketListQuery } from '../../controllers/ticket-list.js';

/** What a condition on a property compares. */
export type Operator = 'words' | 'is' | 'from' | 'to';

const parts = (condition: string): [name: string, operator: string, value: string] => {
  const [name = '', operator = ''] = condition.split(':', 2);
  return [name, operator, condition.slice(name.length + operator.length + 2)];
};

/** What is asked of a property. */
export const valuesOf = ({ property }: TicketListQuery, name: string, operator?: Operator): string[] =>
  (property ?? [])
    .map(parts)
    .filter(([known, how]) => known === name && (!operator || how === operator))
    .map(([, , value]) => value);

/** The change that asks something else of a property, by one operator or, to ask nothing, by all. */
export function withValues(
  { property }: TicketListQuery,
  name: string,
  operator?: Operator,
  values: string[] = [],
): Partial<TicketListQuery> {
  const others = (property ?? []).filter((condition) => {
    const [known, how] = parts(condition);
    return known !== name || (operator && how !== operator);
  });
  const all = [...others, ...values.map((value) => `${name}:${operator}:${value}`)];
  return { property: all.length ? all : undefined };
}

/** What the list is narrowed by, beside words: each is one thing to a person, and taken away at once. */
export const narrowedBy = ({ status, stage, property = [], ...query }: TicketListQuery): string[] => [
  ...new Set([
    ...(status || stage ? ['status'] : []),
    ...(query.createdFrom || query.createdTo ? ['created'] : []),
    ...(query.activityFrom || query.activityTo ? ['activity'] : []),
    ...property.map((condition) => `property:${parts(condition)[0]}`),
  ]),
];

/** The change that takes one of them away. */
export function without(query: TicketListQuery, what: string): Partial<TicketListQuery> {
  if (what === 'status') return { status: undefined, stage: undefined };
  if (what === 'created') return { createdFrom: undefined, createdTo: undefined };
  if (what === 'activity') return { activityFrom: undefined, activityTo: undefined };
  return withValues(query, what.slice('property:'.length));
}

/** The change that takes all of them away, and the words. */
export const cleared: Partial<TicketListQuery> = {
  q: '',
  status: undefined,
  stage: undefined,
  createdFrom: undefined,
  createdTo: undefined,
  activityFrom: undefined,
  activityTo: undefined,
  property: undefined,
};
