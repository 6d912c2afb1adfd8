package io.receivables.invoicing.billrun;

import io.receivables.invoicing.billrun.file.InvoiceLines;
import java.util.List;

/** A portion of a file whose lines were read. */
record ReadPortion(int portion, List<InvoiceLines.Read> lines) {}
