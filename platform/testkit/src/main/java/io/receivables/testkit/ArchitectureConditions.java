package io.receivables.testkit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of {@link ArchitectureRules} that ArchUnit's language has no words for. Frameworks are named, not imported. */
final class ArchitectureConditions {

    static final String PATH = "jakarta.ws.rs.Path";
    private static final String CANCELLABLE = "org.jboss.resteasy.reactive.server.Cancellable";
    private static final String HTTP_METHOD = "jakarta.ws.rs.HttpMethod";
    private static final Set<String> HTTP_METHODS = Stream.of(
                    "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
            .map(name -> "jakarta.ws.rs." + name)
            .collect(Collectors.toUnmodifiableSet());

    static final ArchCondition<JavaClass> BE_NOT_CANCELLABLE = new ArchCondition<>("be @Cancellable(false)") {
        @Override
        public void check(JavaClass resource, ConditionEvents events) {
            boolean switchedOff = resource.tryGetAnnotationOfType(CANCELLABLE)
                    .flatMap(annotation -> annotation.get("value"))
                    .filter(Boolean.FALSE::equals)
                    .isPresent();
            events.add(new SimpleConditionEvent(
                    resource, switchedOff, resource.getName() + " is cancelled when its client disconnects"));
        }
    };

    static final DescribedPredicate<JavaMethod> ARE_REST_METHODS = DescribedPredicate.describe(
            "are REST methods",
            method -> method.getAnnotations().stream().anyMatch(ArchitectureConditions::isHttpMethod)
                    && !method.getOwner().isInterface());

    static final ArchCondition<JavaClass> NOT_READ_THE_SYSTEM_CLOCK =
            notAccess("read the system clock", ArchitectureConditions::readsSystemClock);

    static final ArchCondition<JavaClass> NOT_AWAIT = notAccess("wait", ArchitectureConditions::waits);

    private ArchitectureConditions() {}

    /** The opposite of a predicate as a condition. */
    static <T> ArchCondition<T> not(DescribedPredicate<T> predicate) {
        return new ArchCondition<>("not " + predicate.getDescription()) {
            @Override
            public void check(T item, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        item, !predicate.test(item), item + " should not " + predicate.getDescription()));
            }
        };
    }

    private static boolean isHttpMethod(JavaAnnotation<?> annotation) {
        return HTTP_METHODS.contains(annotation.getRawType().getName())
                || annotation.getRawType().isAnnotatedWith(HTTP_METHOD);
    }

    private static ArchCondition<JavaClass> notAccess(String what, Predicate<CodeUnitAccessTarget> forbidden) {
        return new ArchCondition<>("not " + what) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (JavaCodeUnitAccess<?> access : item.getCodeUnitAccessesFromSelf()) {
                    if (forbidden.test(access.getTarget())) {
                        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean readsSystemClock(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        boolean takesClock = target.getRawParameterTypes().stream()
                .anyMatch(type -> type.getName().equals("java.time.Clock"));
        return (owner.startsWith("java.time.") && name.equals("now") && !takesClock)
                || (owner.equals("java.time.Clock")
                        && (name.startsWith("system") || name.startsWith("tick") && !takesClock))
                || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                || (owner.equals("java.util.Date")
                        && name.equals("<init>")
                        && target.getRawParameterTypes().isEmpty())
                || (owner.equals("java.util.Calendar") && name.equals("getInstance"));
    }

    private static boolean waits(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        boolean reactive = owner.startsWith("io.smallrye.mutiny.") || owner.startsWith("io.vertx.");
        return reactive
                && (target.getName().startsWith("await")
                        || target.getName().endsWith("AndAwait")
                        || owner.equals("io.smallrye.mutiny.groups.UniAwait"));
    }
}
