package io.receivables.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The published language as read from the contracts module: events, topics and problem codes. */
public final class Contracts {

    private static final String SCHEMA_SUFFIX = ".schema.json";

    /** {@code example.json} comes before {@code example-2.json}, and that before {@code example-10.json}. */
    private static final Comparator<Path> BY_NUMBER =
            Comparator.comparing((Path file) -> file.toString().length()).thenComparing(Path::toString);

    private static final List<EventContract> EVENTS = readEvents();
    private static final List<ProblemLine> PROBLEMS = readProblems();

    private Contracts() {}

    /**
     * One event type and version.
     *
     * @param type logical type without the common prefix, for example {@code InvoiceIssued.v1}
     * @param owner the service that publishes it, or {@code common} when every service does
     * @param topic its topic; with {@code *} for the service when every service has one of its own
     * @param path resource name of the schema
     */
    public record EventContract(
            String type, String owner, String topic, String path, JsonNode schema, List<JsonNode> examples) {

        /** Whether the event may be published on a topic. */
        public boolean isOn(String name) {
            int star = topic.indexOf('*');
            return star < 0
                    ? topic.equals(name)
                    : name.startsWith(topic.substring(0, star)) && name.endsWith(topic.substring(star + 1));
        }
    }

    /**
     * One topic.
     *
     * @param consumers the services that read it; each has a dead letter topic
     */
    public record Topic(
            String name, int partitions, String owner, String key, List<String> consumers, String description) {

        /** The names of the topics that take what a consumer could not process. */
        public List<String> deadLetterTopics() {
            return consumers.stream().map(service -> name + ".dlq." + service).toList();
        }
    }

    /** One stable error code of the REST APIs. */
    public record ProblemLine(String owner, String code, int status, String title, String meaning) {}

    /** Every event, sorted by owner and type. */
    public static List<EventContract> events() {
        return EVENTS;
    }

    /** The contract of one event type such as {@code InvoiceIssued.v1}. */
    public static EventContract event(String type) {
        return EVENTS.stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No schema is published for event type " + type));
    }

    public static List<Topic> topics() {
        return csv("topics.csv").stream()
                .map(row -> new Topic(
                        row.getField("topic"),
                        Integer.parseInt(row.getField("partitions")),
                        row.getField("owner"),
                        row.getField("key"),
                        Stream.of(row.getField("consumers").split(";"))
                                .filter(consumer -> !consumer.isEmpty())
                                .toList(),
                        row.getField("description")))
                .toList();
    }

    public static List<ProblemLine> problems() {
        return PROBLEMS;
    }

    private static List<ProblemLine> readProblems() {
        return csv("problems.csv").stream()
                .map(row -> new ProblemLine(
                        row.getField("owner"),
                        row.getField("code"),
                        Integer.parseInt(row.getField("status")),
                        row.getField("title"),
                        row.getField("meaning")))
                .toList();
    }

    /** Opens a resource of the contracts module by its name. */
    public static InputStream open(String resource) {
        InputStream stream = Contracts.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException(
                    "The contracts module is not on the class path: " + resource + " is missing");
        }
        return stream;
    }

    private static List<NamedCsvRecord> csv(String resource) {
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(open(resource), StandardCharsets.UTF_8))) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<EventContract> readEvents() {
        URL root = Contracts.class.getClassLoader().getResource("contracts");
        if (root == null) {
            throw new IllegalStateException("The contracts module is not on the class path");
        }
        try {
            URI uri = root.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return readEvents(Path.of(uri));
            }
            URI jar = URI.create(uri.toString().substring(0, uri.toString().indexOf('!')));
            try (FileSystem files = FileSystems.newFileSystem(
                    Path.of(jar.getSchemeSpecificPart().substring(5)))) {
                return readEvents(files.getPath("/contracts"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<EventContract> readEvents(Path root) throws IOException {
        List<EventContract> events = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> file.toString().endsWith(SCHEMA_SUFFIX))
                    .sorted()
                    .toList()) {
                events.add(readEvent(root, file));
            }
        }
        return List.copyOf(events);
    }

    private static EventContract readEvent(Path root, Path file) throws IOException {
        String fileName = file.getFileName().toString();
        String type = fileName.substring(0, fileName.length() - SCHEMA_SUFFIX.length());
        String owner = root.relativize(file).getName(0).toString();
        JsonNode schema = Json.parse(Files.readAllBytes(file));
        List<JsonNode> examples = new ArrayList<>();
        try (Stream<Path> siblings = Files.list(file.getParent())) {
            for (Path example : siblings.filter(sibling -> isExample(sibling, type))
                    .sorted(BY_NUMBER)
                    .toList()) {
                examples.add(Json.parse(Files.readAllBytes(example)));
            }
        }
        String topic = schema.path("x-topic").asText();
        return new EventContract(
                type, owner, topic, "contracts/" + owner + "/" + fileName, schema, List.copyOf(examples));
    }

    private static boolean isExample(Path file, String type) {
        return file.getFileName().toString().matches(java.util.regex.Pattern.quote(type) + "\\.example(-\\d+)?\\.json");
    }
}
