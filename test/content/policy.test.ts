import { expect } from '@open-wc/testing';
import { policy, worker } from '../../src/content/policy.js';

describe('the policy for Trusted Types', () => {
  it('lets the worker through, and no other script', () => {
    expect(String(policy?.createScriptURL(worker))).to.equal(`${location.origin}/src/controllers/worker.js`);
    for (const address of ['https://elsewhere.example/a.js', `${worker}?other`, 'data:text/javascript,0', ''])
      expect(String(policy?.createScriptURL(address))).to.equal('');
  });
});
