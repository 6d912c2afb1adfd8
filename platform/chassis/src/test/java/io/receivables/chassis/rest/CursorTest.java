package io.receivables.chassis.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {
    @Test
    void givesBackTheKeysItWasMadeOf() {
        var id = Ids.next();
        var read = Cursor.decode(Cursor.of("Ångström, \"A\"", id).encode(), 2).orElseThrow();
        assertThat(read.text(0)).isEqualTo("Ångström, \"A\"");
        assertThat(read.uuid(1)).isEqualTo(id);
    }

    @Test
    void refusesWhatItDidNotIssue() {
        for (var wrong :
                List.of("x", "!!!", "bnVsbA", "W251bGxd", Cursor.of("a", "b").encode())) {
            assertThatThrownBy(() -> Cursor.decode(wrong, 1).orElseThrow().uuid(0))
                    .as(wrong)
                    .isInstanceOf(Problem.class);
        }
        assertThatThrownBy(() ->
                        Cursor.decode(Cursor.of("a").encode(), 1).orElseThrow().uuid(0))
                .isInstanceOf(Problem.class);
    }

    @Test
    void aPageHasANextCursorOnlyWhenThereIsMore() {
        assertThat(Page.of(List.of(1, 2), 2, Cursor::of).nextCursor()).isEmpty();
        var page = Page.of(List.of(1, 2, 3), 2, Cursor::of);
        assertThat(page.items()).containsExactly(1, 2);
        assertThat(Cursor.decode(page.nextCursor().orElseThrow(), 1)
                        .orElseThrow()
                        .text(0))
                .isEqualTo("2");
    }
}
