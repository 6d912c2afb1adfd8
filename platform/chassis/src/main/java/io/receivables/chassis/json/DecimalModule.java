package io.receivables.chassis.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Decimals travel as JSON strings in plain notation, so that no client turns them into binary floats. */
final class DecimalModule extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");

    DecimalModule() {
        super("receivables-decimals");
        addSerializer(new Writer());
        addDeserializer(BigDecimal.class, new Reader());
    }

    private static final class Writer extends StdScalarSerializer<BigDecimal> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toPlainString());
        }
    }

    private static final class Reader extends StdScalarDeserializer<BigDecimal> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_STRING
                    && PLAIN.matcher(in.getText()).matches()) {
                return new BigDecimal(in.getText());
            }
            throw InvalidFormatException.from(
                    in, "must be a decimal string such as \"12.50\"", in.getText(), BigDecimal.class);
        }
    }
}
