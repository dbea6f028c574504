import { expect } from '@open-wc/testing';
import { http } from 'msw';
import { LoginController } from '../../src/controllers/login.js';
import type { Session } from '../../src/session/session.js';
import { SupportFormController } from '../../src/controllers/support-form.js';
import { TestHost } from '../support/host.js';
import { problem } from '../support/mock-portal.js';
import { answer, emails, mockPortal, openSession, password, signedIn, until } from '../support/portal.js';

/** The controller of the form that one has to be signed in for. */
const controllerOf = (host: TestHost, session: Session) => {
  const form = new SupportFormController(host, () => session);
  form.formId = 'form_support';
  return form;
};

const open = async () => {
  const portal = mockPortal();
  const session = await signedIn(portal);
  const host = new TestHost();
  const form = controllerOf(host, session);
  host.connect();
  await until(() => form.form.state === 'ready');
  return { portal, session, host, form };
};

const fill = (form: SupportFormController) => {
  form.setValue('/subject', 'The receiver loses a transmitter');
  form.setValue('/properties/product', 'siskin-2');
  form.setValue('/text', 'Near the router.');
};

describe('SupportFormController', () => {
  it('loads a form', async () => {
    const { form } = await open();
    expect(form.form.value?.title).to.equal('Ask for support');
  });

  it('loads the form it is told to', async () => {
    const { form } = await open();
    form.formId = 'form_none';
    await until(() => form.form.state === 'failed');
    expect(form.form.error).to.include({ code: 'not-found' });
  });

  it('says what is missing or too long, and sends nothing', async () => {
    const { portal, form } = await open();
    form.setValue('/text', '  ');
    form.setValue('/properties/product', 'plover');
    form.setValue('/properties/serial', 'x'.repeat(21));
    expect(await form.submit()).to.equal(undefined);
    expect(
      Object.fromEntries([...form.errors].map(([pointer, { code, limit }]) => [pointer, limit ?? code])),
    ).to.deep.equal({
      '/subject': 'required',
      '/properties/serial': 20,
      '/text': 'required',
    });
    expect(portal.requests('createTicket')).to.be.empty;
    form.setValue('/subject', 'x');
    expect(form.errors.has('/subject')).to.equal(false);
  });

  it('opens a ticket with what was filled in', async () => {
    const { portal, form } = await open();
    fill(form);
    form.setValue('/properties/loan', true);
    form.attachments.add([new File(['x'], 'plan.pdf')]);
    await until(() => form.attachments.complete);
    const ticket = await form.submit();
    expect(ticket).to.include({ subject: 'The receiver loses a transmitter' });
    expect(portal.requests('createTicket')[0]!.body).to.deep.equal({
      formId: 'form_support',
      formVersion: '3',
      subject: 'The receiver loses a transmitter',
      text: 'Near the router.',
      properties: { product: 'siskin-2', loan: true },
      uploadIds: ['up_1'],
    });
    expect(form.values).to.deep.equal({});
  });

  it('shows what the portal finds wrong at its field, and keeps what was filled in', async () => {
    const { portal, form } = await open();
    answer(
      http.post(`${portal.src}/api/v1/tickets`, () =>
        problem('validation-failed', {
          errors: [
            { pointer: '/properties/serial', code: 'invalid' },
            { pointer: '/uploadIds/0', code: 'not-ready' },
          ],
        }),
      ),
    );
    fill(form);
    expect(await form.submit()).to.equal(undefined);
    expect([...form.errors.keys()]).to.deep.equal(['/properties/serial', '/uploadIds']);
    expect(form.values['/text']).to.equal('Near the router.');
  });

  it('keeps what was filled in over a reload, and forgets it when it is sent', async () => {
    const { portal, host, form } = await open();
    fill(form);
    host.disconnect();
    const session = await openSession(portal);
    const otherHost = new TestHost();
    const other = controllerOf(otherHost, session);
    otherHost.connect();
    await until(() => other.values['/text'] === 'Near the router.' && other.form.state === 'ready');
    expect(await other.submit()).to.include({ subject: 'The receiver loses a transmitter' });
    const third = controllerOf(new TestHost(), session);
    third.hostConnected();
    await until(() => third.form.state === 'ready');
    expect(third.values).to.deep.equal({});
  });

  it('is sent once, by itself, after the session expired in the middle', async () => {
    const { portal, session, form } = await open();
    fill(form);
    portal.expire();
    await form.submit();
    expect(form.sending.error).to.include({ code: 'session-expired' });
    await session.signIn(emails.mika, password);
    await until(() => form.sending.state === 'ready');
    expect(portal.tickets.filter(({ subject }) => subject.includes('loses a transmitter'))).to.have.length(1);
  });

  it('begins anew', async () => {
    const { form } = await open();
    fill(form);
    await form.submit();
    form.reset();
    expect(form.sending.state).to.equal('idle');
    expect(form.values).to.deep.equal({});
  });
});

describe('LoginController', () => {
  it('signs in, or says why not', async () => {
    const session = await openSession(mockPortal());
    const login = new LoginController(new TestHost(), () => session);
    expect(await login.signIn(emails.mika, 'wrong')).to.equal(false);
    expect(login.signingIn.error).to.include({ code: 'credentials-wrong' });
    login.reset();
    expect(login.signingIn.state).to.equal('idle');
    expect(await login.signIn(` ${emails.mika} `, password)).to.equal(true);
    expect(session.person?.email).to.equal(emails.mika);
  });

  it('says how long to wait after too many tries', async () => {
    const session = await openSession(mockPortal());
    const login = new LoginController(new TestHost(), () => session);
    for (let tries = 0; tries < 6; tries++) await login.signIn(emails.mika, 'wrong');
    expect(login.signingIn.error).to.include({ code: 'too-many-attempts', retryAfter: 42 });
  });
});
