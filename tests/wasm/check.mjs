// Calls the functions of the module and looks at what they do and how long it takes.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(import.meta.url);
const path = require.resolve(resolve(process.argv[2]));

/** A module with memory of its own, as each client has one. */
function instance() {
    delete require.cache[path];
    return require(path);
}

/** What `call` returns, and how many milliseconds that took. */
async function timed(call) {
    const start = performance.now();
    return [await call(), performance.now() - start];
}

/** Three calls, with a wait of 50 ms before the second and the third. */
function assertThreeCalls([calls, millis]) {
    assert.equal(calls, 3);
    assert.ok(millis >= 100 && millis < 1000, `${millis} ms`);
}

const wasm = instance();
assertThreeCalls(await timed(() => wasm.sync_calls()));
assertThreeCalls(await timed(() => wasm.async_calls()));

// While one function waits, others run.
const [, together] = await timed(() => Promise.all([1, 2, 3, 4].map(() => wasm.async_calls())));
assert.ok(together < 300, `${together} ms`);

const [ended, limit] = await timed(() => wasm.is_ended());
assert.ok(ended && limit >= 50, `${limit} ms`);

assert.equal(wasm.without_sleep(), 'no_timer after 1 call');

const drawn = new Set([1, 2, 3, 4].map(() => instance().drawn()));
assert.equal(drawn.size, 4, 'clients that start at one time come back at different times');

console.log('sync and async functions are retried in Node', process.version);
