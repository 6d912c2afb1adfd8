package io.receivables.local.demo.data;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pools that the demo draws from, read from the class path. */
record Catalogue(Map<String, Country> countries, List<Product> products) {

    static Catalogue load() {
        ObjectMapper json = new ObjectMapper();
        try (InputStream countries = open("countries.json");
                InputStream products = open("products.json")) {
            return new Catalogue(
                    json.readValue(countries, new TypeReference<LinkedHashMap<String, Country>>() {}),
                    json.readValue(products, new TypeReference<List<Product>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        return Catalogue.class.getResourceAsStream("/demo/" + name);
    }
}
