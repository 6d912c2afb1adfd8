package io.receivables.reporting.rebuild.rest;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Asks for a rebuild, and says why. */
@Schema(name = "RebuildRequest", examples = "{\"reason\":\"Yearly check before the audit\"}")
public record RebuildRequest(@NotBlank @Size(max = 500) String reason) {}
