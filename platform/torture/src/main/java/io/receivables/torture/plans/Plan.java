package io.receivables.torture.plans;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.torture.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the database executed one statement, as PostgreSQL's {@code auto_explain} tells it with {@code log_analyze}.
 *
 * @param query the text of the statement
 * @param root the topmost node of the plan
 */
record Plan(String query, JsonNode root) {

    /** A statement whose task is to read everything says so, and why. */
    private static final String READS_ALL = "/* reads all: ";

    static Plan of(JsonNode logged) {
        return new Plan(logged.path("Query Text").asText(), logged.path("Plan"));
    }

    /**
     * Where the statement does work that grows with the data.
     *
     * @param most rows that a statement may look at in vain
     */
    List<Finding> growing(long most) {
        List<Finding> findings = new ArrayList<>();
        if (!query.contains(READS_ALL)) {
            look(root, most, findings);
        }
        return findings;
    }

    private void look(JsonNode node, long most, List<Finding> findings) {
        double loops = Math.max(1, node.path("Actual Loops").asDouble());
        double inVain = loops
                * (node.path("Rows Removed by Filter").asDouble()
                        + node.path("Rows Removed by Index Recheck").asDouble());
        String type = node.path("Node Type").asText();
        double read = inVain + loops * node.path("Actual Rows").asDouble();
        if (type.equals("Seq Scan") && read > most) {
            findings.add(found(node, "reads %.0f rows of " + relation(node) + " from end to end", read));
        } else if (inVain > most) {
            findings.add(found(node, "looks at %.0f rows of " + relation(node) + " in vain", inVain));
        }
        if (node.path("Sort Space Type").asText().equals("Disk")) {
            findings.add(found(
                    node, "sorts %.0f KiB on disk", node.path("Sort Space Used").asDouble()));
        }
        node.path("Plans").forEach(child -> look(child, most, findings));
    }

    private static String relation(JsonNode node) {
        return node.path("Relation Name").asText(node.path("Node Type").asText());
    }

    private Finding found(JsonNode node, String what, double count) {
        String condition = node.path("Filter").asText(node.path("Index Cond").asText());
        return Finding.of(
                query.replaceAll("\\s+", " "), (String.format(Locale.ROOT, what, count) + " " + condition).strip());
    }
}
