/** One class for each kind of work that is measured. */
package io.receivables.bench.work;
