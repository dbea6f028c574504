import type { FieldError } from '../../src/api/schema.ts';
import type { PropertyType, StoredOption } from '../db/tables.ts';
import type { PropertyCondition } from '../ticket-query.ts';

interface Definition {
  readonly name: string;
  readonly type: PropertyType;
  readonly options: readonly Pick<StoredOption, 'value'>[];
}

/** One condition as it is asked for: `<name>:<operator>:<value>`. */
interface Asked {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

const OPERATORS: Record<PropertyType, readonly string[]> = {
  text: ['words', 'is'],
  number: ['from', 'to'],
  date: ['from', 'to'],
  select: ['is'],
  multiselect: ['is'],
  checkbox: ['is'],
};

/** What has to hold of the properties, and what of it cannot be asked, by the place in the list. Nothing unknown is let through. */
export function readConditions(
  texts: readonly string[],
  definitions: readonly Definition[],
): { conditions: PropertyCondition[]; errors: FieldError[] } {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const errors: FieldError[] = [];
  const good: { asked: Asked; definition: Definition }[] = [];
  for (const [place, text] of texts.entries()) {
    const asked = parse(text);
    const definition = byName.get(asked.name);
    const code = faultOf(asked, definition);
    if (code) errors.push({ pointer: `/property/${place}`, code });
    else if (definition) good.push({ asked, definition });
  }
  const groups = Map.groupBy(good, ({ asked: { name, operator } }) => `${name}:${operator === 'is' ? 'is' : ''}`);
  const conditions = [...groups.values()].flatMap((group) =>
    conditionsOf(
      group[0]!.definition,
      group.map(({ asked }) => asked),
    ),
  );
  return { conditions, errors };
}

function parse(text: string): Asked {
  const [name = '', operator = ''] = text.split(':', 2);
  return { name, operator, value: text.slice(name.length + operator.length + 2) };
}

function faultOf({ operator, value }: Asked, definition: Definition | undefined): FieldError['code'] | null {
  if (!definition) return 'unknown-value';
  const { type, options } = definition;
  if (!OPERATORS[type].includes(operator) || value.includes('\0')) return 'invalid';
  switch (type) {
    case 'text':
      return value.trim() === '' ? 'required' : null;
    case 'number':
      return /^-?\d{1,30}(\.\d{1,30})?$/.test(value) ? null : 'invalid';
    case 'date':
      return isDate(value) ? null : 'invalid';
    case 'checkbox':
      return value === 'true' || value === 'false' ? null : 'unknown-value';
    default:
      return options.some((option) => option.value === value) ? null : 'unknown-value';
  }
}

function isDate(value: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function conditionsOf({ name: property, type, options }: Definition, asked: readonly Asked[]): PropertyCondition[] {
  const values = asked.map(({ value }) => value);
  switch (type) {
    case 'text':
      return asked[0]?.operator === 'is'
        ? [{ property, kind: 'equals', texts: values }]
        : [{ property, kind: 'words', text: values.join(' ') }];
    case 'number': {
      const limits = limitsOf(asked);
      const [from, to] = [limits.from.map(Number), limits.to.map(Number)];
      return [
        {
          property,
          kind: 'numbers',
          from: from.length > 0 ? Math.max(...from) : null,
          to: to.length > 0 ? Math.min(...to) : null,
        },
      ];
    }
    case 'date': {
      const { from, to } = limitsOf(asked);
      return [{ property, kind: 'dates', from: from.toSorted().at(-1) ?? null, to: to.toSorted()[0] ?? null }];
    }
    case 'checkbox':
      return new Set(values).size > 1 ? [] : [{ property, kind: 'ticked', ticked: values[0] === 'true' }];
    default: {
      const places = options.flatMap(({ value }, index) => (values.includes(value) ? [index + 1] : []));
      return [{ property, kind: 'choices', several: type === 'multiselect', places }];
    }
  }
}

/** Said several times, the narrowest limits hold. */
function limitsOf(asked: readonly Asked[]): { from: string[]; to: string[] } {
  const of = (wanted: string) => asked.flatMap(({ operator, value }) => (operator === wanted ? [value] : []));
  return { from: of('from'), to: of('to') };
}
