import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'

// A fault of kafkajs 2.2.4, mended from outside. Importing this file is enough.

const patched = Symbol.for('highwater.kafkajs-patched')
const prototype: RequestQueue & { [patched]?: true } = RequestQueue.prototype

if (!prototype[patched]) {
  prototype[patched] = true
  const scheduleCheck = prototype.scheduleCheckPendingRequests
  // kafkajs arms this timer after every reply, with a negative delay, whether or not a request waits: a permanent 1 ms
  // tick on every connection. The check only serves requests held back by a limit or by throttling.
  prototype.scheduleCheckPendingRequests = function scheduleOnlyWhenSomethingWaits(this: RequestQueue) {
    if (this.pending.length > 0) scheduleCheck.call(this)
  }
}
