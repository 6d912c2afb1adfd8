package io.receivables.invoicing.billrun.rest;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a bill run is to be ended before its last row. */
@Schema(name = "BillRunStopRequest")
public record StopRequest(@NotBlank @Size(max = 500) @Schema(examples = "Wrong price list") String reason) {}
