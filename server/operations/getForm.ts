import type { GetFormData, GetFormResponses } from '../../src/api/schema.ts';
import { withoutKnown } from '../forms/answers.ts';
import { presentForm } from '../presenters/form.ts';
import { Problem } from '../problem.ts';
import { findForm } from '../stores/forms.ts';
import type { Operation } from './operation.ts';

/** The fields of a support form, without what is known of the person. */
export const getForm: Operation<GetFormData, GetFormResponses> = async ({ input, ports, portal, languages }) => {
  const form = await findForm(ports.db, portal.id, input.path.formId);
  if (!form) throw new Problem('not-found');
  return { status: 200, body: presentForm({ ...form, sections: withoutKnown(form.sections) }, languages) };
};
