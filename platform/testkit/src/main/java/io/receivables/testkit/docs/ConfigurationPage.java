package io.receivables.testkit.docs;

import static io.receivables.testkit.docs.Markdown.code;
import static io.receivables.testkit.docs.Markdown.header;
import static io.receivables.testkit.docs.Markdown.row;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docs/configuration.md}: the settings of every service with their defaults, read from where they are defined. */
final class ConfigurationPage {

    private static final String INTRODUCTION =
            """
            # Configuration

            Defaults of every setting that the platform sets or adds. Override a setting with an environment variable (upper case,
            every other character an underscore: `QUARKUS_HTTP_PORT`) or a system property. Any other Quarkus setting may be given
            too. Addresses of databases and broker and all secrets have no default:

            | setting | what it is |
            |---|---|
            | `quarkus.datasource.reactive.url`, `quarkus.datasource.jdbc.url` | the service's database, for requests and for migrations |
            | `quarkus.datasource.username`, `quarkus.datasource.password` | the application's role: owns nothing, subject to row level security |
            | `quarkus.flyway.username`, `quarkus.flyway.password` | the owner's role, for migrations only |
            | `kafka.bootstrap.servers` | the broker |
            | `mp.jwt.verify.publickey.location` | public key or key set of the identity provider |
            """;

    private static final List<String> SERVICES = List.of("customer", "invoicing", "payment", "dunning", "reporting");
    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
    private static final Pattern GROUP = Pattern.compile("interface (\\w+) \\{");
    private static final Pattern SETTING = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*@WithDefault\\(\"([^\"]*)\"\\)\\s*[\\w<>.]+ (\\w+)\\(\\);", Pattern.DOTALL);

    private ConfigurationPage() {}

    static String text(Path root) {
        StringBuilder page = new StringBuilder(Markdown.GENERATED).append(INTRODUCTION);
        Path chassis = root.resolve("platform/chassis");
        section(page, "All services", chassis, "META-INF/microprofile-config.properties");
        for (String service : SERVICES) {
            section(page, service + "-service", root.resolve(service + "-service"), "application.properties");
        }
        return page.toString();
    }

    private static void section(StringBuilder page, String title, Path module, String properties) {
        page.append("\n## ").append(title).append("\n\n").append(header("Setting", "Default", "Meaning"));
        Path file = module.resolve("src/main/resources").resolve(properties);
        String comment = "";
        for (String line : lines(file)) {
            if (line.startsWith("#")) {
                comment = line.substring(1).trim();
            } else if (line.isBlank()) {
                comment = "";
            } else if (line.contains("=")
                    && !line.startsWith("mp.messaging.incoming")
                    && !line.startsWith("%")
                    && !line.startsWith("config_ordinal")) {
                int equals = line.indexOf('=');
                page.append(row(code(line.substring(0, equals)), code(line.substring(equals + 1)), comment));
            }
        }
        mappings(module).forEach(mapping -> appendMapping(page, mapping));
    }

    private static void appendMapping(StringBuilder page, String source) {
        Matcher prefix = PREFIX.matcher(source);
        if (!prefix.find()) {
            return;
        }
        List<MatchResult> groups = GROUP.matcher(source).results().toList();
        for (int i = 0; i < groups.size(); i++) {
            String name =
                    prefix.group(1) + (i == 0 ? "" : "." + kebab(groups.get(i).group(1)));
            int end = i + 1 < groups.size() ? groups.get(i + 1).start() : source.length();
            SETTING.matcher(source.substring(groups.get(i).end(), end))
                    .results()
                    .forEach(setting -> page.append(row(
                            code(name + "." + kebab(setting.group(3))),
                            code(setting.group(2)),
                            setting.group(1)
                                    .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                                    .trim())));
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<String> mappings(Path module) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            List<String> sources = new ArrayList<>();
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith("Config.java"))
                    .sorted()
                    .toList()) {
                sources.add(Files.readString(file));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
