/** I10: events that nobody can read, among events that everybody must. */
package io.receivables.torture.poison;
