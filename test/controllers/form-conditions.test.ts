import { expect } from '@open-wc/testing';
import cases from '../../openapi/cases/form-conditions.json' with { type: 'json' };
import { type ConditionalForm, FormConditions } from '../../src/controllers/form-conditions.js';
import { turnsDuring } from '../support/turns.js';
import type { FormValues } from '../../src/controllers/form-values.js';

interface Case {
  readonly name: string;
  readonly sections: ConditionalForm['sections'];
  readonly values: FormValues;
  readonly shown: readonly string[];
}

const field = (pointer: string, condition: Record<string, unknown> | null = null) =>
  ({ pointer, type: 'text', condition }) as const;

describe('FormConditions', () => {
  for (const { name, sections, values, shown } of cases as unknown as Case[])
    it(`${name} (contract)`, async () => {
      const found = await new FormConditions({ sections }).shown(values);
      expect([...found!]).to.deep.equal(shown);
    });

  it('shows nothing that cannot be decided', async () => {
    const sections = [
      { condition: null, fields: [field('/subject'), field('/text', { $ref: 'https://elsewhere.example/schema' })] },
    ];
    expect([...(await new FormConditions({ sections }).shown({}))!]).to.deep.equal(['/subject']);
  });

  it('lets go of what was asked before', async () => {
    const conditions = new FormConditions({ sections: [manyFields(2000)] });
    const former = conditions.shown({ '/properties/f0': 'x' });
    const latter = conditions.shown({ '/properties/f0': 'y' });
    expect(await former).to.equal(undefined);
    expect((await latter)!.size).to.equal(1);
  });

  it('lets others have their turn while it decides', async () => {
    const conditions = new FormConditions({ sections: [manyFields(6000)] });
    expect(await turnsDuring(() => conditions.shown({ '/properties/f0': 'x' }))).to.be.above(1);
  });
});

/** So many fields, each of which depends on the first. */
const manyFields = (count: number): ConditionalForm['sections'][number] => ({
  condition: null,
  fields: Array.from({ length: count }, (_, index) =>
    field(
      `/properties/f${index}`,
      index
        ? {
            properties: { properties: { properties: { f0: { const: 'x' } }, required: ['f0'] } },
            required: ['properties'],
          }
        : null,
    ),
  ),
});
