// The mocked portal, which element tests and demo pages stand on, answers as the contract says: in every scene, every operation.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getResponse } from 'msw';
import { faults, operationIds } from '../support/contract.ts';
import { emails, MockPortal, password, type Scene, scenes } from '../support/mock-portal.ts';

interface Ask {
  method?: string;
  path: string;
  body?: object | string;
  headers?: Record<string, string>;
}

/** Asks the mocked portal as a signed-in person. */
async function ask(portal: MockPortal, { method = 'GET', path, body, headers }: Ask): Promise<Response> {
  const request = new Request(`${portal.src}/api/v1${path}`, {
    method,
    body: typeof body === 'object' ? JSON.stringify(body) : (body ?? null),
    headers: {
      Authorization: `DPoP mock.${emails.mika}.test`,
      DPoP: 'proof',
      'Idempotency-Key': crypto.randomUUID(),
      ...headers,
    },
  });
  const answer = await getResponse(portal.handlers, request);
  assert.ok(answer, `nothing answers ${method} ${path}`);
  return answer;
}

const tus = { 'Tus-Resumable': '1.0.0' };
const ticket = { formId: 'form_support', subject: 'A subject', text: 'Some text' };
const announced = {
  method: 'POST',
  path: '/uploads',
  headers: { ...tus, 'Upload-Length': '4', 'Upload-Metadata': `filename ${btoa('a.png')}` },
};

/** Every operation, in an order in which each can be done. */
const asks: Record<string, Ask> = {
  getPortal: { path: '/portal' },
  createSession: { method: 'POST', path: '/session', body: { email: emails.mika, password } },
  getSession: { path: '/session' },
  listSessions: { path: '/sessions' },
  endSession: { method: 'DELETE', path: '/sessions/se_phone' },
  endOtherSessions: { method: 'DELETE', path: '/sessions' },
  updatePerson: { method: 'PATCH', path: '/person', body: { name: 'Mika Aalto-Berg' } },
  changePassword: {
    method: 'PATCH',
    path: '/person/password',
    body: { currentPassword: password, newPassword: 'seven slow herons by the weir' },
  },
  createSignInLink: { method: 'POST', path: '/sign-in-links', body: { email: emails.mika } },
  openSignInLink: { method: 'POST', path: '/sign-in-links/open', body: { token: 'mock-sign-in' } },
  createEmailChange: {
    method: 'POST',
    path: '/person/email-change',
    body: { email: 'mika@fjord.example', currentPassword: password },
  },
  getEmailChange: { path: '/person/email-change' },
  answerEmailChange: {
    method: 'POST',
    path: '/email-changes/answer',
    body: { token: 'mock-change', answer: 'confirm' },
  },
  cancelEmailChange: { method: 'DELETE', path: '/person/email-change' },
  listTickets: { path: '/tickets?q=slot%20b&sort=subject&scope=organization' },
  createTicket: { method: 'POST', path: '/tickets', body: ticket },
  getTicket: { path: '/tickets/tk_1058' },
  listMessages: { path: '/tickets/tk_1058/messages' },
  createMessage: { method: 'POST', path: '/tickets/tk_1058/messages', body: { text: 'Two < three' } },
  getMessage: { path: '/tickets/tk_1058/messages/ms_5' },
  downloadMessage: { path: '/tickets/tk_1058/messages/ms_5/source' },
  downloadTicket: { path: '/tickets/tk_1058/download' },
  closeTicket: { method: 'POST', path: '/tickets/tk_1058/close' },
  rateTicket: { method: 'POST', path: '/tickets/tk_1058/rating', body: { value: 4, comment: 'Quick' } },
  reopenTicket: { method: 'POST', path: '/tickets/tk_1058/reopen' },
  previewMessage: { method: 'POST', path: '/message-previews', body: { text: 'Two < three' } },
  markTicketRead: { method: 'PUT', path: '/tickets/tk_1058/read', body: { messageId: 'ms_5' } },
  getUnread: { path: '/unread' },
  getPreferences: { path: '/person/preferences' },
  updatePreferences: { method: 'PATCH', path: '/person/preferences', body: { hiddenColumns: ['created'] } },
  streamEvents: { path: '/events' },
  listEvents: { path: '/events/recent' },
  getForm: { path: '/forms/form_support' },
  suggestArticles: { path: '/articles?query=siskin' },
  getRequestForm: { path: '/requests/forms/form_question' },
  createChallenge: { method: 'POST', path: '/requests/challenges' },
  createRequest: {
    method: 'POST',
    path: '/requests',
    body: {
      ...ticket,
      formId: 'form_question',
      contact: { name: 'Noor', email: 'noor@meadow.example' },
      work: { salt: 'mock', digest: 'mock-digest', signature: 'mock', number: 7 },
    },
  },
  confirmRequest: { method: 'POST', path: '/requests/confirmations', body: { token: 'mock-link' } },
  createUpload: announced,
  getUploadOffset: { method: 'HEAD', path: '/uploads/up_1', headers: tus },
  appendUpload: { method: 'PATCH', path: '/uploads/up_1', body: 'abcd', headers: { ...tus, 'Upload-Offset': '0' } },
  deleteUpload: { method: 'DELETE', path: '/uploads/up_1', headers: tus },
  createAttachmentLink: { method: 'POST', path: '/attachments/at_display/link', body: { purpose: 'view' } },
  getAttachment: { path: '/attachments/at_display' },
  getConsent: { path: '/consent' },
  getOwnConsent: { path: '/person/consent' },
  createRegistration: {
    method: 'POST',
    path: '/registrations',
    body: { name: 'Nora', email: 'nora@fjord.example', password: 'a pebble under the pier' },
  },
  completeRegistration: {
    method: 'POST',
    path: '/registrations/complete',
    body: { token: 'mock-verify', password: 'a pebble under the pier' },
  },
  openInvitation: { method: 'POST', path: '/invitations/open', body: { token: 'mock-invitation' } },
  completeInvitation: {
    method: 'POST',
    path: '/invitations/complete',
    body: { token: 'mock-invitation', name: 'Karim', password: 'a pebble under the pier' },
  },
  createAccessRequest: {
    method: 'POST',
    path: '/access-requests',
    body: { email: 'nora@fjord.example', name: 'Nora', message: '' },
  },
  deleteSession: { method: 'DELETE', path: '/session' },
  withdrawConsent: { method: 'DELETE', path: '/person/consent' },
  // It ends every session.
  createPasswordReset: { method: 'POST', path: '/password-resets', body: { email: emails.mika } },
  completePasswordReset: {
    method: 'POST',
    path: '/password-resets/complete',
    body: { token: 'mock-link', password: 'a pebble under the pier' },
  },
};

describe('the mocked portal', () => {
  it('knows every operation of the contract', () => {
    assert.deepEqual(Object.keys(asks).sort(), [...operationIds].sort());
  });

  // Where nothing is ever answered there is nothing to check.
  const answering = scenes.filter((scene): scene is Scene => scene !== 'loading' && scene !== 'offline');
  for (const scene of answering)
    it(`answers as the contract says in the scene “${scene}”`, async () => {
      const portal = new MockPortal('http://portal.test/help', scene);
      portal.linkTokens.set('mock-sign-in', 'elsewhere');
      portal.changeTokens.set('mock-change', 'waiting');
      for (const [operation, question] of Object.entries(asks)) {
        const answer = await ask(portal, question);
        if (scene === 'normal') assert.ok(answer.ok, `${operation} answers ${answer.status}`);
        assert.deepEqual(await faults(operation, answer), []);
      }
    });

  it('refuses as the contract says', async () => {
    const portal = new MockPortal();
    const refusals: [string, Ask, number][] = [
      ['createSession', { method: 'POST', path: '/session', body: { email: emails.mika, password: 'wrong' } }, 401],
      ['getTicket', { path: '/tickets/none' }, 404],
      ['getForm', { path: '/forms/none' }, 404],
      ['createTicket', { method: 'POST', path: '/tickets', body: { ...ticket, subject: ' ' } }, 422],
      ['createMessage', { method: 'POST', path: '/tickets/tk_1058/messages', body: { text: '' } }, 422],
      ['createUpload', { ...announced, headers: { ...announced.headers, 'Upload-Length': '0' } }, 422],
      ['getSession', { path: '/session', headers: { Authorization: '' } }, 401],
    ];
    for (const [operation, question, status] of refusals) {
      const answer = await ask(portal, question);
      assert.equal(answer.status, status, operation);
      assert.deepEqual(await faults(operation, answer), []);
    }
  });
});
