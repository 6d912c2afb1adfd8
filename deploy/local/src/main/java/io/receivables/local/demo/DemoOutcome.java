package io.receivables.local.demo;

import io.receivables.local.demo.data.DemoData;
import io.receivables.local.demo.figures.Books;
import io.receivables.local.demo.figures.ExpectedReminders;
import java.util.List;
import java.util.Map;

/** What the demo knows after the year: its input, its own books, the reminders it expects, and how many mails arrived. */
record DemoOutcome(
        DemoData data,
        Books books,
        List<ExpectedReminders.Expected> reminders,
        Map<String, IssuedInvoice> issued,
        int mails) {}
