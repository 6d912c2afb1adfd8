/** Measures the running system beside the limits of its database and its broker. */
package io.receivables.bench;
