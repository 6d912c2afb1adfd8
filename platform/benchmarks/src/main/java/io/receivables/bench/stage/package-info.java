/** A tenant with sellers and customers to do business with. */
package io.receivables.bench.stage;
