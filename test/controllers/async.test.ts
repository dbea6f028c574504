import { expect } from '@open-wc/testing';
import { ConnectionProblem, PortalProblem } from '../../src/api/problem.js';
import { Run } from '../../src/controllers/async.js';

const later = <T>(value: T) => new Promise<T>((resolve) => setTimeout(resolve, 5, value));

describe('Run', () => {
  it('goes from idle over pending to ready, and says each', async () => {
    const states: string[] = [];
    const run: Run<number> = new Run<number>(() => states.push(run.now.state));
    expect(run.now.state).to.equal('idle');
    expect(await run.start(() => later(1))).to.equal(1);
    expect(states).to.deep.equal(['pending', 'ready']);
    expect(run.now.value).to.equal(1);
  });

  it('keeps the former value while it is pending and when it fails', async () => {
    const run = new Run<number>(() => {});
    run.set(1);
    const next = run.start(() =>
      later(0).then(() => Promise.reject(new PortalProblem({ code: 'internal', status: 500 }))),
    );
    expect(run.now).to.include({ state: 'pending', value: 1 });
    expect(await next).to.equal(undefined);
    expect(run.now).to.include({ state: 'failed', value: 1 });
    expect(run.now.error).to.include({ code: 'internal' });
  });

  it('takes what is neither of ours for a broken connection', async () => {
    const run = new Run<number>(() => {});
    await run.start(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
    expect(run.now.error).to.be.instanceOf(ConnectionProblem);
  });

  it('aborts the older run, and does not hear of its end', async () => {
    const run = new Run<number>(() => {});
    let older!: AbortSignal;
    const first = run.start((signal) => {
      older = signal;
      return later(1);
    });
    const second = run.start(() => Promise.resolve(2));
    expect(older.aborted).to.equal(true);
    expect([await first, await second]).to.deep.equal([undefined, 2]);
    expect(run.now.value).to.equal(2);
  });

  it('stops as if it had not been started', async () => {
    const run = new Run<number>(() => {});
    run.set(1);
    const next = run.start(() => later(2));
    expect(run.stop()).to.equal(true);
    expect(run.now).to.include({ state: 'ready', value: 1 });
    await next;
    expect(run.now.value).to.equal(1);
    expect(run.stop()).to.equal(false);
  });
});
