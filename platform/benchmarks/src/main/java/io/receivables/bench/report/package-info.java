/** The figures as a table, as JSON and as a page with charts. */
package io.receivables.bench.report;
