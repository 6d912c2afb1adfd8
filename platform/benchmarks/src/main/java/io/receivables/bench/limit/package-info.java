/** What the database can do with the same rows and nothing else. */
package io.receivables.bench.limit;
