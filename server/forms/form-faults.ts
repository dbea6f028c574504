import type { PropertyType, StoredCondition, StoredField } from '../db/tables.ts';
import { isDate, readAnswers } from './answers.ts';
import { conditionFault, fieldsAskedBy } from './conditions.ts';
import { PATTERN_TEXT, patternFault } from './patterns.ts';
import type { FormPlace, WrittenForm } from './read-form.ts';

const FIELDS = 400;
const LINES: readonly StoredField['type'][] = ['text', 'email', 'tel'];
const TEXTS: readonly StoredField['type'][] = [...LINES, 'textarea'];
const CHOICES: readonly StoredField['type'][] = ['select', 'multiselect'];

/** What a property has to be to hold the values of a field. */
const KEPT_AS: Partial<Record<StoredField['type'], readonly PropertyType[]>> = {
  text: ['text'],
  textarea: ['text'],
  email: ['text'],
  tel: ['text'],
  number: ['number'],
  date: ['date'],
  select: ['select', 'text'],
  multiselect: ['multiselect'],
  checkbox: ['checkbox'],
};

/** What is wrong with a form whose shape is good, each fault with its place. */
export function formFaults(form: WrittenForm, place: FormPlace): string[] {
  return [...fieldFaults(form, place), ...wholeFaults(form), ...conditionFaults(form)];
}

/** A field or section with its place, in the order of the form. */
interface Placed {
  readonly place: string;
  readonly field: StoredField;
  readonly conditions: readonly { readonly place: string; readonly condition: StoredCondition }[];
}

function placed({ sections }: Pick<WrittenForm, 'sections'>): Placed[] {
  return sections.flatMap((section, number) => {
    const outer = `sections[${number}]`;
    return section.fields.map((field, index) => {
      const place = `${outer}.fields[${index}]`;
      const conditions = [
        { place: `${outer}.condition`, condition: section.condition },
        { place: `${place}.condition`, condition: field.condition },
      ].flatMap(({ place: at, condition }) => (condition ? [{ place: at, condition }] : []));
      return { place, field, conditions };
    });
  });
}

function fieldFaults(form: WrittenForm, place: FormPlace): string[] {
  return placed(form).flatMap(({ place: at, field }) =>
    [...typeFaults(field), ...limitFaults(field), ...startFaults(field), ...propertyFaults(field, place)].map(
      ([name, fault]) => `${at}${name && `.${name}`}: ${fault}`,
    ),
  );
}

type Fault = readonly [property: string, fault: string];

const TYPE_OF: Readonly<Record<string, readonly StoredField['type'][]>> = {
  '/subject': ['text'],
  '/text': ['textarea', 'text'],
  '/uploadIds': ['files'],
  '/contact/name': ['text'],
  '/contact/email': ['email'],
};

function typeFaults({
  pointer,
  type,
  options = [],
  consent,
  isHidden,
  required,
  default: start,
}: StoredField): Fault[] {
  const faults: Fault[] = [];
  const fitting = pointer.startsWith('/consents/') ? (['consent'] as const) : TYPE_OF[pointer];
  if (fitting && !fitting.includes(type)) faults.push(['type', `has to be ${fitting.join(' or ')} for ${pointer}`]);
  if (!fitting && (type === 'files' || type === 'consent'))
    faults.push(['type', `${type} goes with ${type === 'files' ? '/uploadIds' : '/consents/…'}`]);
  if (CHOICES.includes(type) !== options.length > 0)
    faults.push(['options', 'belong to a select or a multiselect, and those need one']);
  if (new Set(options.map(({ value }) => value)).size < options.length) faults.push(['options', 'has a value twice']);
  if ((type === 'consent') !== (consent != null))
    faults.push(['consent', 'belongs to a consent, which needs its version and its text']);
  if (isHidden === true && (type === 'files' || type === 'consent'))
    faults.push(['isHidden', `nobody can give a ${type} unseen`]);
  if (isHidden === true && required && start == null)
    faults.push(['required', 'nobody could fill it in: it is hidden and has no default']);
  const name = pointer.split('/').at(-1) ?? '';
  if (name in {}) faults.push(['pointer', `${name} cannot be a name`]);
  return faults;
}

function limitFaults({ type, minLength, maxLength, minimum, maximum, pattern, help }: StoredField): Fault[] {
  const faults: Fault[] = [];
  if (!TEXTS.includes(type) && (minLength != null || maxLength != null))
    faults.push(['maxLength', 'limits of length are for texts']);
  if (minLength != null && maxLength != null && minLength > maxLength)
    faults.push(['minLength', 'is more than maxLength']);
  const bounds = [minimum, maximum].filter((bound) => bound != null);
  if (bounds.length > 0 && type !== 'number' && type !== 'date')
    faults.push(['minimum', 'minimum and maximum are for numbers and dates']);
  if (type === 'number' && bounds.some((bound) => typeof bound !== 'number'))
    faults.push(['minimum', 'the bounds of a number are numbers']);
  if (type === 'date' && bounds.some((bound) => typeof bound !== 'string' || (bound !== 'today' && !isDate(bound))))
    faults.push(['minimum', 'the bounds of a date are like 2026-11-30, or today']);
  const [low, high] = [minimum, maximum];
  if (low != null && high != null && typeof low === typeof high && low > high && low !== 'today' && high !== 'today')
    faults.push(['minimum', 'is more than maximum']);
  if (pattern == null) return faults;
  if (!LINES.includes(type)) faults.push(['pattern', 'is for a text of one line']);
  const fault = patternFault(pattern);
  if (fault !== null) faults.push(['pattern', fault]);
  if (maxLength != null && maxLength > PATTERN_TEXT)
    faults.push(['maxLength', `is ${PATTERN_TEXT} at most where there is a pattern`]);
  if (help == null) faults.push(['help', 'has to say what the pattern wants']);
  return faults;
}

/** A default has to be good as a value. */
function startFaults(field: StoredField): Fault[] {
  const { type, default: start, pointer } = field;
  if (start == null || start === '' || start === false) return [];
  if (type === 'files' || type === 'consent') return [['default', `a ${type} has none`]];
  if (type === 'date' && start === 'today') return [];
  const alone = { ...field, pointer: '/properties/value', required: false, isHidden: false, condition: null };
  const { errors } = readAnswers(
    { name: '', sections: [{ fields: [alone] }] },
    {
      subject: 'x',
      text: 'x',
      properties: { value: typeof start === 'object' ? [...start] : start },
      contact: {},
      consents: {},
      files: 0,
    },
    { now: new Date(), isKnown: false, languages: [] },
  );
  return errors.length > 0 ? [['default', `does not fit ${pointer}: ${errors[0]?.code ?? ''}`]] : [];
}

function propertyFaults({ pointer, type, label, options = [] }: StoredField, place: FormPlace): Fault[] {
  const [, group, name = ''] = pointer.split('/');
  const fitting = KEPT_AS[type];
  if (group !== 'properties' || !fitting) return [];
  const property = place.properties.find((known) => known.name === name);
  if (!property) {
    const choices = options
      .map((option) => ` --option ${option.value}="${Object.values(option.label)[0] ?? ''}"`)
      .join('');
    const words = (Object.values(label)[0] ?? name).replaceAll('"', "'");
    const command = `portico-server define-property --portal ${place.slug} --id ${name} --label "${words}" --type ${fitting[0] ?? ''}${choices}`;
    return [['pointer', `the portal has no property ${name}; make it first: ${command}`]];
  }
  if (!fitting.includes(property.type))
    return [['type', `a ${type} cannot be kept in the property ${name}, which is a ${property.type}`]];
  const offered = property.options.map(({ value }) => value);
  const strange = property.type === 'text' ? [] : options.filter(({ value }) => !offered.includes(value));
  return strange.length > 0 && CHOICES.includes(type)
    ? [['options', `the property ${name} has no choice ${strange.map(({ value }) => value).join(', ')}`]]
    : [];
}

/** What a form needs as a whole. */
function wholeFaults(form: WrittenForm): string[] {
  const fields = placed(form);
  const faults: string[] = [];
  if (fields.length > FIELDS) faults.push(`sections: there are more than ${FIELDS} fields`);
  const places = Map.groupBy(fields, ({ field }) => field.pointer);
  for (const [pointer, several] of places) {
    if (several.length > 1) faults.push(`${several[1]?.place}.pointer: ${pointer} is there twice`);
  }
  for (const pointer of ['/subject', '/text']) {
    const found = places.get(pointer)?.[0];
    if (!found) faults.push(`sections: a field for ${pointer} is missing; it may be hidden and have a default`);
    else if (found.conditions.length > 0)
      faults.push(`${found.conditions[0]?.place}: ${pointer} is always needed and cannot depend on anything`);
    else if (found.field.isHidden === true && found.field.default == null)
      faults.push(`${found.place}.default: is missing; a ticket needs its ${pointer.slice(1)}`);
  }
  if (!form.isOpen) return faults;
  const email = places.get('/contact/email')?.[0];
  if (!email) faults.push('isOpen: a form for anybody has to ask for /contact/email, where it is confirmed');
  else if (!email.field.required || email.field.isHidden === true || email.conditions.length > 0)
    faults.push(`${email.place}: has to be required, seen and without conditions in a form for anybody`);
  const files = places.get('/uploadIds')?.[0];
  if (files) faults.push(`${files.place}: a form for anybody takes no files`);
  return faults;
}

/** Conditions are good in themselves and ask for fields above them. */
function conditionFaults(form: WrittenForm): string[] {
  const fields = placed(form);
  const order = new Map(fields.map(({ field }, index) => [field.pointer, index]));
  const asked = fields.map(({ conditions }) =>
    conditions.flatMap(({ condition }) => (conditionFault(condition) === null ? [...fieldsAskedBy(condition)] : [])),
  );
  const faults = fields.flatMap(({ conditions, field }, index) =>
    conditions.flatMap(({ place, condition }) => {
      const fault = conditionFault(condition);
      if (fault !== null) return [`${place}: ${fault}`];
      return [...fieldsAskedBy(condition)].flatMap((pointer) => {
        const above = order.get(pointer);
        if (above === undefined) return [`${place}: ${pointer} is no field of this form`];
        const isOfSection = !place.startsWith(fields[index]?.place ?? '');
        if (isOfSection && fields[above]?.place.startsWith(`${place.replace(/condition$/, '')}fields`) === true)
          return [`${place}: ${pointer} is within the section that it decides on`];
        if (above < index) return [];
        return isCircle(asked, order, above, index)
          ? [`${place}: a circle: ${field.pointer} depends on ${pointer}, which depends on ${field.pointer}`]
          : [`${place}: ${pointer} stands below; a condition asks for what stands above it`];
      });
    }),
  );
  return [...new Set(faults)];
}

/** Whether one field depends on another, over whichever others. */
function isCircle(
  asked: readonly (readonly string[])[],
  order: ReadonlyMap<string, number>,
  from: number,
  to: number,
): boolean {
  const seen = new Set<number>();
  const open = [from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (index === to) return true;
    if (seen.has(index)) continue;
    seen.add(index);
    open.push(...(asked[index] ?? []).flatMap((pointer) => order.get(pointer) ?? []));
  }
  return false;
}
