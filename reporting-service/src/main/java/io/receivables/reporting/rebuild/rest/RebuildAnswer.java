package io.receivables.reporting.rebuild.rest;

import io.receivables.reporting.freshness.Freshness;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rebuild, and how recent the live figures are meanwhile. */
@Schema(name = "RebuildAnswer")
public record RebuildAnswer(RebuildResponse rebuild, Freshness freshness) {}
