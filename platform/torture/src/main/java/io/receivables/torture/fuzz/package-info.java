/** Sends what no client ought to send to every operation and checks that each answer keeps to the OpenAPI document. */
package io.receivables.torture.fuzz;
