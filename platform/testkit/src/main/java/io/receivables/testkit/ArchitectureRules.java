package io.receivables.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of the platform that a compiler does not check; each is proven by a planted violation in this module's tests. */
public final class ArchitectureRules {

    private static final List<String> SERVICES = List.of("customer", "invoicing", "payment", "dunning", "reporting");

    /** Business rules and aggregates stay free of frameworks, so a year of business is a plain unit test. */
    public static final ArchRule MODEL_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.vertx..",
                    "io.smallrye..",
                    "org.apache.kafka..",
                    "org.eclipse.microprofile..",
                    "jakarta.ws.rs..",
                    "jakarta.inject..",
                    "jakarta.enterprise..",
                    "com.fasterxml.jackson..")
            .as("model packages use no framework")
            .allowEmptyShould(true);

    /** A client that disconnects must not cancel a transaction half way. */
    public static final ArchRule RESOURCES_ARE_NOT_CANCELLABLE = classes()
            .that()
            .areAnnotatedWith(ArchitectureConditions.PATH)
            .and()
            .areNotInterfaces()
            .should(ArchitectureConditions.BE_NOT_CANCELLABLE)
            .as("every resource class is @Cancellable(false)")
            .allowEmptyShould(true);

    /** Who may call is stated on every method, also when it is everybody. */
    public static final ArchRule REST_METHODS_STATE_THEIR_ROLES = methods()
            .that(ArchitectureConditions.ARE_REST_METHODS)
            .should()
            .beAnnotatedWith("jakarta.annotation.security.RolesAllowed")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.security.PermitAll")
            .as("every REST method has @RolesAllowed or @PermitAll")
            .allowEmptyShould(true);

    /** Time comes from the tenant's clock, or a sandbox tenant would live in two times at once. */
    public static final ArchRule TIME_COMES_FROM_THE_TENANT_CLOCK = classes()
            .that()
            .resideOutsideOfPackage("io.receivables.chassis.time..")
            .should(ArchitectureConditions.NOT_READ_THE_SYSTEM_CLOCK)
            .as("nothing outside io.receivables.chassis.time reads the system clock")
            .allowEmptyShould(true);

    /** Waiting on an event loop stops every request on it. */
    public static final ArchRule NOTHING_WAITS = classes()
            .should(ArchitectureConditions.NOT_AWAIT)
            .as("nothing waits for a Uni, Multi or Vert.x future")
            .allowEmptyShould(true);

    /** A name says what a class owns; these say nothing. */
    public static final ArchRule NAMES_MEAN_SOMETHING = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)(\\$.*)?")
            .as("no class is called *Impl, *Util, *Helper or *Manager")
            .allowEmptyShould(true);

    /** Dependencies are constructor parameters. */
    public static final ArchRule NO_FIELD_INJECTION = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
            .orShould()
            .beAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel")
            .orShould()
            .beAnnotatedWith("org.eclipse.microprofile.rest.client.inject.RestClient")
            .as("nothing is injected into a field")
            .allowEmptyShould(true);

    /** Money in binary floating point is wrong by a cent sooner or later. */
    public static final ArchRule NO_FLOATING_POINT = fields().should(ArchitectureConditions.not(
                    DescribedPredicate.<JavaField>describe("be floating point", field -> List.of(
                                    "double", "float", "java.lang.Double", "java.lang.Float")
                            .contains(field.getRawType().getBaseComponentType().getName()))))
            .as("no field is a double or float")
            .allowEmptyShould(true);

    private ArchitectureRules() {}

    /** Features of one service may use each other in one direction only. */
    public static ArchRule featuresAreFreeOfCycles(String basePackage) {
        return slices().matching(basePackage + ".(*)..")
                .should()
                .beFreeOfCycles()
                .as("feature packages of " + basePackage + " have no cycles")
                .allowEmptyShould(true);
    }

    /** Services speak through events and APIs, never through each other's classes. */
    public static ArchRule noOtherService(String basePackage) {
        String[] others = SERVICES.stream()
                .map(service -> "io.receivables." + service)
                .filter(other -> !basePackage.equals(other) && !basePackage.startsWith(other + "."))
                .map(other -> other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(basePackage + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .as(basePackage + " uses no class of another service")
                .allowEmptyShould(true);
    }

    /** Checks every rule against the main classes below a package; call it from one test per module. */
    public static void check(String basePackage) {
        JavaClasses main = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(basePackage);
        if (main.isEmpty()) {
            throw new AssertionError("There are no classes in " + basePackage);
        }
        checkAll(main, basePackage);
    }

    /** Checks every rule and reports all violations at once. */
    public static void checkAll(JavaClasses classes, String basePackage) {
        List<String> failures = new ArrayList<>();
        all(basePackage).forEach((name, rule) -> {
            EvaluationResult result = rule.evaluate(classes);
            if (result.hasViolation()) {
                failures.add(name + ": " + result.getFailureReport());
            }
        });
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n\n", failures));
        }
    }

    static Map<String, ArchRule> all(String basePackage) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("MODEL_IS_PURE", MODEL_IS_PURE);
        rules.put("RESOURCES_ARE_NOT_CANCELLABLE", RESOURCES_ARE_NOT_CANCELLABLE);
        rules.put("REST_METHODS_STATE_THEIR_ROLES", REST_METHODS_STATE_THEIR_ROLES);
        rules.put("TIME_COMES_FROM_THE_TENANT_CLOCK", TIME_COMES_FROM_THE_TENANT_CLOCK);
        rules.put("NOTHING_WAITS", NOTHING_WAITS);
        rules.put("NAMES_MEAN_SOMETHING", NAMES_MEAN_SOMETHING);
        rules.put("NO_FIELD_INJECTION", NO_FIELD_INJECTION);
        rules.put("NO_FLOATING_POINT", NO_FLOATING_POINT);
        rules.put("FEATURES_ARE_FREE_OF_CYCLES", featuresAreFreeOfCycles(basePackage));
        rules.put("NO_OTHER_SERVICE", noOtherService(basePackage));
        return rules;
    }
}
