package io.receivables.chassis.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import io.receivables.chassis.time.Dates;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates of requests have bounds ({@link Dates}); those of events were decided by whoever published them. */
public final class RequestDates extends SimpleModule {
    private static final long serialVersionUID = 1L;

    public RequestDates() {
        super("receivables-request-dates");
        addDeserializer(LocalDate.class, new Reader());
    }

    private static final class Reader extends StdScalarDeserializer<LocalDate> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser in, DeserializationContext context) throws IOException {
            var date = LocalDateDeserializer.INSTANCE.deserialize(in, context);
            try {
                return date == null ? null : Dates.require(date);
            } catch (DateTimeException e) {
                throw InvalidFormatException.from(in, Dates.EXPECTATION, date, LocalDate.class);
            }
        }
    }
}
