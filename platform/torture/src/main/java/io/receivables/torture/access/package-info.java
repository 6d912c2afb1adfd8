/** Tries every operation as everybody who may not: without a token, with the wrong role, as another tenant, and below the code in SQL. */
package io.receivables.torture.access;
