// What pages do to their globals. The library has to live with all of it.
const { fetch: native } = window;

window.asked = [];
window.fetch = function (...given) {
  window.asked.push(String(given[0]));
  return native.apply(window, given);
};

// A polyfill that is no subclass of the browser's own promises and settles in tasks.
const Native = Promise;
window.Promise = class Promise {
  static resolve = (value) => new window.Promise((resolve) => resolve(value));
  static reject = (reason) => new window.Promise((_, reject) => reject(reason));
  static all = (all) => window.Promise.resolve(Native.all(all));
  static race = (all) => window.Promise.resolve(Native.race(all));
  static allSettled = (all) => window.Promise.resolve(Native.allSettled(all));

  #inner;

  constructor(work) {
    this.#inner = new Native(work);
  }

  then(...given) {
    return window.Promise.resolve(this.#inner.then(...given));
  }

  catch(failed) {
    return this.then(undefined, failed);
  }

  finally(after) {
    return window.Promise.resolve(this.#inner.finally(after));
  }
};

Array.prototype.last = function () {
  return this[this.length - 1];
};
Object.freeze(Array.prototype);
