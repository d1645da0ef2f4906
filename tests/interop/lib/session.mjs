// What all test clients have in common: what they were told and asked, and how a server's names look to them.
import { answer } from './user.mjs';

const WAIT_MS = 15000;

export class Session {
  /** `root` is the folder shown as root; `prefix` is what the gateway puts before names, '' if nothing. */
  constructor({ root, prefix = '' }) {
    this.root = root;
    this.prefix = prefix;
    this.notifications = [];
    this.asked = [];
    this.waiting = new Set();
  }

  /** The name under which the server's own tool or prompt `name` is seen. */
  name(name) {
    return this.prefix + name;
  }

  /** Forgets what was noted so far, before another server is looked at in the same session. */
  forget() {
    this.notifications.length = 0;
    this.asked.length = 0;
  }

  noteNotification(notification) {
    this.notifications.push(notification);
    for (const check of this.waiting) check(notification);
  }

  /** Notes a request of a server and returns the answer to it. */
  noteRequest(method, params = {}) {
    this.asked.push({ method, params });
    return answer(method, params, this.root);
  }

  /** Resolves to the first notification of `method` that fits, from the one with number `from` on. */
  async notification(method, fits = () => true, from = 0) {
    const matches = (note) => note.method === method && fits(note.params ?? {});
    const seen = this.notifications.slice(from).find(matches);
    if (seen !== undefined) return seen;
    return new Promise((resolve, reject) => {
      const check = (note) => {
        if (matches(note)) done(() => resolve(note));
      };
      const done = (settle) => {
        clearTimeout(timer);
        this.waiting.delete(check);
        settle();
      };
      const timer = setTimeout(() => done(() => reject(new Error(`no ${method} in ${WAIT_MS} ms`))), WAIT_MS);
      this.waiting.add(check);
    });
  }
}
