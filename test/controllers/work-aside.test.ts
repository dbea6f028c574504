import { expect } from '@open-wc/testing';
import { worker } from '../../src/content/policy.js';
import { solveAside } from '../../src/controllers/work-aside.js';
import { failure, until } from '../support/portal.js';
import { CountedWorker, RefusedWorker, restoreWorker, running, said, useWorker, workerOf } from '../support/workers.js';

const salt = 'salt';
const number = 20_000;

const puzzle = async () => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${salt}${number}`));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { salt, digest: hex, maxNumber: 60_000 };
};

const never = new AbortController().signal;

describe('the work of a request in a worker', () => {
  // Made ready by the server of the tests before two seconds are counted.
  before(() => fetch(worker));

  beforeEach(() => useWorker(CountedWorker));

  afterEach(() => {
    restoreWorker();
    expect(running.size).to.equal(0);
  });

  it('is done there, and the worker ended', async () => {
    expect(await solveAside(await puzzle(), never)).to.equal(number);
    expect(said).to.deep.equal(['here', { number }]);
  });

  it('finds none where there is none', async () => {
    expect(await solveAside({ salt, digest: '0'.repeat(64), maxNumber: 10 }, never)).to.equal(undefined);
    expect(said).to.deep.equal(['here', { number: undefined }]);
  });

  const failing: [how: string, worker: typeof Worker][] = [
    ['cannot be started', RefusedWorker],
    ['breaks', workerOf('postMessage("here"); setTimeout(() => { throw new Error("broken") })')],
    ['says nothing', workerOf('')],
    ['says that it failed', workerOf('postMessage("here"); postMessage("failed")')],
  ];
  for (const [how, broken] of failing)
    it(`is done on the page when the worker ${how}`, async () => {
      useWorker(broken);
      expect(await solveAside(await puzzle(), never)).to.equal(number);
      expect(said.filter((word) => typeof word === 'object')).to.deep.equal([]);
    });

  it('is given up with the worker', async () => {
    useWorker(workerOf('postMessage("here")'));
    const abort = new AbortController();
    const working = failure(solveAside(await puzzle(), abort.signal));
    await until(() => said.length === 1);
    expect(running.size).to.equal(1);
    abort.abort();
    expect(await working).to.include({ name: 'AbortError' });
  });

  it('begins no worker for what was given up before', async () => {
    const abort = new AbortController();
    const working = failure(solveAside(await puzzle(), abort.signal));
    abort.abort();
    expect(await working).to.include({ name: 'AbortError' });
    expect(said).to.deep.equal([]);
  });
});
