package io.receivables.customer.customer.store;

import io.receivables.chassis.json.Json;
import io.receivables.customer.customer.model.Contact;
import io.receivables.customer.customer.model.Contacts;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Stores contacts as a JSON array. */
@Converter(autoApply = true)
public class ContactsConverter implements AttributeConverter<Contacts, String> {
    @Override
    public String convertToDatabaseColumn(Contacts contacts) {
        return Json.text(contacts.items());
    }

    @Override
    public Contacts convertToEntityAttribute(String json) {
        return new Contacts(read(json));
    }

    static List<Contact> read(String json) {
        try {
            return List.of(Json.read(json.getBytes(StandardCharsets.UTF_8), Contact[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
