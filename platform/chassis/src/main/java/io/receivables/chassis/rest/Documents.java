package io.receivables.chassis.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.List;

/** Reads JSON that is no body of its own, such as a line of a file, as strictly as a body and with the same refusals. */
@ApplicationScoped
public class Documents {
    private final ObjectMapper mapper;
    private final Validator validator;

    Documents(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /** The document; refused with what is wrong with it. */
    public <T> T read(byte[] json, Class<T> type) {
        var document = parsed(json, type);
        if (document == null) {
            throw Problem.invalid(List.of(new FieldError("request", "not_null", "must not be null")));
        }
        var violations = validator.validate(document);
        if (!violations.isEmpty()) {
            throw ViolationProblems.of(violations);
        }
        return document;
    }

    private <T> T parsed(byte[] json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JacksonException e) {
            throw BodyProblems.of(e);
        } catch (IOException e) {
            throw Problem.of(CommonProblem.MALFORMED_BODY, "The text is not in the encoding it begins with.");
        }
    }
}
