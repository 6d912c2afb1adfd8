/** Lets the database say how it finds the rows of every statement when the tables are large: by an index, or by reading all of them. */
package io.receivables.torture.plans;
