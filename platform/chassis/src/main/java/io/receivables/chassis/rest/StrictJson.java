package io.receivables.chassis.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.json.RequestDates;
import jakarta.inject.Singleton;

/** Makes the REST layer read and write the platform's JSON, strictly. */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        Json.configure(mapper).registerModule(new RequestDates());
    }

    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }
}
