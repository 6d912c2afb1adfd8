/** Requests as bytes, sent by many clients, and how long each took. */
package io.receivables.bench.load;
