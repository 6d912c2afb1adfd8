package io.receivables.torture.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.api.Operation;
import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each kind of wrong answer is found, and a right one is not. */
class OracleTest {

    private static final String DOCUMENT =
            """
            {"responses": {
               "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
               "204": {"description": "done"},
               "404": {"content": {"application/problem+json": {"schema": {"type": "object"}}}}},
             "components": {"schemas": {"Thing": {"type": "object", "required": ["id"],
               "properties": {"id": {"type": "string", "format": "uuid"}, "amount": {"type": ["string", "null"]}}}}}}""";
    private static final String NOT_FOUND =
            """
            {"type":"urn:receivables:problem:not_found","title":"There is no such resource.","status":404,"code":"not_found"}""";
    private static final Request REQUEST = new Request("GET", "/v1/things/1", Map.of(), new byte[0]);

    private final Oracle oracle = new Oracle();

    @Test
    void aRightAnswerIsLeftInPeace() {
        assertThat(judge(200, "application/json", "{\"id\":\"01990000-0000-7000-8000-0000000000c1\"}"))
                .isEmpty();
        assertThat(judge(404, "application/problem+json", NOT_FOUND)).isEmpty();
        assertThat(judge(204, "", "")).isEmpty();
    }

    @Test
    void anAnswerAgainstTheSchemaIsFound() {
        assertThat(judge(200, "application/json", "{\"id\":\"x\"}"))
                .singleElement()
                .asString()
                .contains("/id");
        assertThat(judge(200, "application/json", "{}"))
                .singleElement()
                .asString()
                .contains("required");
        assertThat(judge(200, "application/json", "{\"id\":\"01990000-0000-7000-8000-0000000000c1\",\"more\":1}"))
                .singleElement()
                .asString()
                .contains("more");
        assertThat(judge(200, "text/plain", "x")).singleElement().asString().contains("text/plain");
        assertThat(judge(200, "", "")).singleElement().asString().contains("without the body");
    }

    @Test
    void anUndeclaredStatusAndAnyFailureIsFound() {
        assertThat(judge(202, "application/json", "{}"))
                .singleElement()
                .asString()
                .contains("does not know");
        assertThat(judge(500, "application/json", "{}")).anyMatch(w -> w.equals("answers 500"));
    }

    @Test
    void aRefusalThatIsNoPublishedProblemIsFound() {
        assertThat(judge(404, "text/html", "<p>no</p>")).anyMatch(w -> w.contains("text/html"));
        assertThat(judge(404, "application/problem+json", NOT_FOUND.replace("not_found", "gone")))
                .anyMatch(w -> w.contains("'gone'"));
        assertThat(judge(404, "application/problem+json", NOT_FOUND.replace("404", "400")))
                .anyMatch(w -> w.contains("another status"));
        assertThat(judge(404, "application/problem+json", NOT_FOUND.replace("not_found", "invoice_immutable")))
                .anyMatch(w -> w.contains("not published for the service"));
    }

    @Test
    void theInsidesOfTheMachineAreFoundUnlessTheCallerNamedThem() {
        String body = NOT_FOUND.replace("}", ",\"detail\":\"java.lang.NullPointerException\"}");

        assertThat(judge(404, "application/problem+json", body)).anyMatch(w -> w.startsWith("shows its insides"));
        Request named = REQUEST.withTarget("/v1/things/java.lang.NullPointerException");
        assertThat(oracle.judge(operation(), named, false, reply(404, "application/problem+json", body)))
                .isEmpty();
    }

    @Test
    void aPathWithDotsMayBeThatOfAnotherOperationAndAnyOtherMayNot() {
        Reply taken = reply(200, "application/json", "{}");

        assertThat(oracle.judge(operation(), posted("/v1/things/./parts"), true, taken))
                .isEmpty();
        assertThat(oracle.judge(operation(), posted("/v1/things/%2e%2E?a=b"), true, taken))
                .isEmpty();
        assertThat(oracle.judge(operation(), posted("/v1/things/x.y"), true, taken))
                .hasSize(1);
    }

    private static Request posted(String target) {
        return REQUEST.withMethod("POST").withTarget(target);
    }

    @Test
    void whatIsNoHttpMayBeRefusedWithoutAProblemButNeverTaken() {
        Request broken = REQUEST.withTarget("/v1/things/%zz");

        assertThat(oracle.judge(operation(), broken, true, reply(400, "", ""))).isEmpty();
        assertThat(oracle.judge(operation(), broken, true, reply(200, "application/json", "{}")))
                .hasSize(1);
    }

    private List<String> judge(int status, String type, String body) {
        return oracle.judge(operation(), REQUEST, false, reply(status, type, body));
    }

    private static Reply reply(int status, String type, String body) {
        return new Reply(status, Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8), 0);
    }

    private static Operation operation() {
        try {
            JsonNode document = new ObjectMapper().readTree(DOCUMENT);
            return new Operation(ServiceName.CUSTOMER, "GET", "/v1/things/{id}", document, document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
