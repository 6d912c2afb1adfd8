package io.receivables.chassis.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.ReceivablesTestResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** An instance with a name is known by it in every group, so that it reads on at once when it comes back. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
@TestProfile(InstanceNameIT.Named.class)
class InstanceNameIT {
    private static final List<String> GROUPS = List.of("chassis.probes", "chassis.mishaps", "chassis.tenants");

    /** As in a StatefulSet. */
    public static final class Named implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("receivables.instance", "chassis-0");
        }
    }

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void everyGroupKnowsTheInstanceByItsName() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Awaits.untilAsserted(() -> {
                for (String group : GROUPS) {
                    assertThat(names(admin, group)).containsExactly(Optional.of("chassis-0"));
                }
            });
        }
    }

    private static List<Optional<String>> names(Admin admin, String group) {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                    .map(MemberDescription::groupInstanceId)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
