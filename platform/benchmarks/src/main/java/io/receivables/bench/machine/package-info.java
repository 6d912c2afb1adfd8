/** What the processes use of the machine. */
package io.receivables.bench.machine;
