package io.receivables.customer.customer.rest;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.customer.customer.model.CustomerKind;
import io.receivables.customer.customer.model.SearchTerms;
import io.receivables.customer.customer.store.CustomerFilter;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query parameters of the customer list. */
public record CustomerListQuery(
        @Parameter(
                        description = "Beginnings of words of the name, or of external id, VAT id, e-mail or IBAN;"
                                + " accents and case do not matter, every word must match",
                        example = "duna pek")
                @QueryParam("q")
                String q,
        @Parameter(description = "ISO 3166-1 alpha-2", example = "HU") @QueryParam("country") String country,
        @Parameter(example = "Budapest") @QueryParam("region") String region,
        @Parameter(schema = @Schema(enumeration = {"COMPANY", "PERSON"})) @QueryParam("kind") String kind,
        @Parameter(description = "1 to 500, 50 when left out", example = "50") @QueryParam("limit") Integer limit,
        @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") String cursor) {
    private static final int MAX_LENGTH = 100;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

    CustomerFilter toFilter() {
        var country = text("country", this.country);
        if (country.isPresent() && !COUNTRY.matcher(country.get()).matches()) {
            throw invalid("country", "country_unknown", "is not an ISO 3166-1 alpha-2 code");
        }
        return new CustomerFilter(
                prefixes(),
                country.map(code -> code.toUpperCase(Locale.ROOT)),
                text("region", region),
                text("kind", kind).map(CustomerListQuery::kind));
    }

    private List<String> prefixes() {
        var query = text("q", q);
        var prefixes = query.map(SearchTerms::ofQuery).orElse(List.of());
        if (query.isPresent() && prefixes.isEmpty()) {
            throw invalid("q", "no_search_term", "has neither a letter nor a digit");
        }
        return prefixes;
    }

    private static Optional<String> text(String parameter, String value) {
        var text = Optional.ofNullable(value).map(String::strip).filter(v -> !v.isEmpty());
        if (text.isPresent()
                && (text.get().length() > MAX_LENGTH
                        || CONTROL.matcher(text.get()).find())) {
            throw invalid(parameter, "illegal_text", "is longer than " + MAX_LENGTH + " or has control characters");
        }
        return text;
    }

    private static CustomerKind kind(String text) {
        try {
            return CustomerKind.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw invalid("kind", "kind_unknown", "is not one of " + List.of(CustomerKind.values()));
        }
    }

    private static Problem invalid(String parameter, String code, String message) {
        return Problem.invalid(List.of(new FieldError(parameter, code, message)));
    }
}
