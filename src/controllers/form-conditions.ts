import { Validator } from '@cfworker/json-schema';
import type { FormCondition } from '../api/schema.js';
import { put } from './form-checks.js';
import type { FormValues, ValueField } from './form-values.js';

/** What conditions look at: what was filled in above them. */
type Content = Record<string, unknown>;

/** As much of a form as decides what of it is shown. */
export interface ConditionalForm {
  readonly sections: readonly {
    readonly condition: FormCondition;
    readonly fields: readonly (ValueField & { readonly condition: FormCondition })[];
  }[];
}

// Milliseconds that it may take at a time, so that typing never waits for it.
const slice = 8;

/** Decides which fields of a form are shown. */
export class FormConditions {
  readonly #form: ConditionalForm;
  readonly #checks = new Map<object, (content: Content) => boolean>();
  #turn = 0;

  constructor(form: ConditionalForm) {
    this.#form = form;
  }

  /** The pointers of the fields that are shown; undefined when it was asked again meanwhile. */
  async shown(values: FormValues, tag?: string): Promise<ReadonlySet<string> | undefined> {
    const turn = ++this.#turn;
    const content: Content = {};
    const shown = new Set<string>();
    let since = performance.now();
    for (const section of this.#form.sections) {
      if (!this.#holds(section.condition, content)) continue;
      for (const field of section.fields) {
        if (performance.now() - since > slice) {
          await new Promise((resolve) => setTimeout(resolve));
          if (turn !== this.#turn) return;
          since = performance.now();
        }
        if (!this.#holds(field.condition, content)) continue;
        shown.add(field.pointer);
        if (field.type !== 'consent') put(content, field, values[field.pointer], tag);
      }
    }
    return shown;
  }

  #holds(condition: FormCondition, content: Content) {
    if (!condition) return true;
    let check = this.#checks.get(condition);
    if (!check) this.#checks.set(condition, (check = checkOf(condition)));
    return check(content);
  }
}

/** What cannot be decided is not shown; the portal has refused such a condition before. */
function checkOf(condition: object): (content: Content) => boolean {
  try {
    const validator = new Validator(condition, '2020-12');
    return (content) => {
      try {
        return validator.validate(content).valid;
      } catch {
        return false;
      }
    };
  } catch {
    return () => false;
  }
}
