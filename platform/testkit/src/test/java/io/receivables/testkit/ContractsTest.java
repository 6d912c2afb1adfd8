package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.testkit.Contracts.ProblemLine;
import io.receivables.testkit.Contracts.Topic;
import org.junit.jupiter.api.Test;

class ContractsTest {

    @Test
    void everyTopicHasAnOwnerPartitionsAndDeadLettersForItsConsumers() {
        assertThat(Contracts.topics()).isNotEmpty().allSatisfy(topic -> {
            assertThat(topic.name()).startsWith("receivables." + topic.owner() + ".");
            assertThat(topic.partitions()).isPositive();
            assertThat(topic.deadLetterTopics()).hasSameSizeAs(topic.consumers());
        });
        assertThat(Contracts.topics()).extracting(Topic::name).doesNotHaveDuplicates();
    }

    @Test
    void everyProblemCodeIsStableTextWithAnErrorStatus() {
        assertThat(Contracts.problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.code()).matches("[a-z][a-z0-9_]*");
            assertThat(problem.status()).isBetween(400, 599);
            assertThat(problem.title()).isNotBlank();
            assertThat(problem.meaning()).isNotBlank();
        });
        assertThat(Contracts.problems())
                .extracting(problem -> problem.owner() + "/" + problem.code())
                .doesNotHaveDuplicates();
        assertThat(Contracts.problems()).extracting(ProblemLine::code).contains("validation_failed", "not_found");
    }
}
