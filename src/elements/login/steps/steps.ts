import type { PageStep } from '../../../session/step.js';
import type { StepHost, StepView } from './step-view.js';

const recovery = async (host: StepHost) => (await import('./recovery.js')).RecoveryView.load(host);
const entry = async () => import('./entry.js');

const staffView = async (host: StepHost) => (await import('./staff-view.js')).StaffViewStep.load(host);

/** Each step with the part of the library that shows it. */
const views: Record<PageStep['name'], (host: StepHost) => Promise<StepView>> = {
  forgotten: recovery,
  reset: recovery,
  'view-as': staffView,
  link: async (host) => (await import('./link.js')).LinkView.load(host),
  email: async (host) => (await import('./email.js')).EmailView.load(host),
  confirm: async (host) => (await import('./confirm.js')).ConfirmView.load(host),
  register: async (host) => (await entry()).RegisterView.load(host),
  verify: async (host) => (await entry()).VerifyView.load(host),
  invitation: async (host) => (await entry()).InvitationView.load(host),
  denied: async (host) => (await entry()).DeniedView.load(host),
  sent: async (host) => (await entry()).SentView.load(host),
  consent: async (host) => (await entry()).ConsentView.load(host),
};

/** Loads what shows a step. */
export const loadStep = (name: PageStep['name'], host: StepHost): Promise<StepView> => views[name](host);
