package io.receivables.testkit.docs;

import java.util.List;

/** The Kafka headers of every event, in one place for the documents that describe them. */
record CloudEventAttributes(String header, boolean required, String description, String example) {

    static final List<CloudEventAttributes> ALL = List.of(
            required("content-type", "Media type of the payload; always application/json.", "application/json"),
            required("ce_specversion", "Version of CloudEvents; always 1.0.", "1.0"),
            required(
                    "ce_id",
                    "Id of the event, a UUID of version 7. The same id seen again is the same event: apply it once.",
                    "0199c5d4-2a30-7b42-9a10-5d6c3b8e7f99"),
            required(
                    "ce_type",
                    "Logical type and version with the prefix receivables., never a class name.",
                    "receivables.InvoiceIssued.v1"),
            required("ce_source", "The service that published it.", "invoicing-service"),
            required(
                    "ce_subject",
                    "Id of the aggregate the event is about; also the key of the record.",
                    "0199c5d4-1e20-7b42-9a10-5d6c3b8e7f01"),
            required(
                    "ce_time",
                    "When it happened, in UTC, by the clock of the tenant: a sandbox tenant may live in another month.",
                    "2025-04-01T09:30:00Z"),
            required("ce_tenantid", "The tenant the event belongs to.", "acme"),
            required(
                    "ce_sequence",
                    "Number of the event within its aggregate and topic, from 1 without gaps: a gap means that something is missing.",
                    "1"),
            required("ce_correlationid", "Shared by everything that followed from one request.", "5f1d7c0a"),
            required(
                    "ce_causationid",
                    "The event or request that caused this one.",
                    "0199c5d4-1d10-7b42-9a10-5d6c3b8e7f00"),
            required(
                    "ce_partitionkey",
                    "The key of the record, as a CloudEvents attribute.",
                    "0199c5d4-1e20-7b42-9a10-5d6c3b8e7f01"),
            new CloudEventAttributes(
                    "traceparent",
                    false,
                    "W3C trace context of the transaction that published it.",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

    private static CloudEventAttributes required(String header, String description, String example) {
        return new CloudEventAttributes(header, true, description, example);
    }
}
