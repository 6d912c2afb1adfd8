/** What the campaigns that read the OpenAPI documents share: the operations, a caller on a bare socket, and a tenant with data in it. */
package io.receivables.torture.api;
