package io.amparo.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightTest {
    @Test
    void an_owner_occupies_at_most_the_limit() {
        var inFlight = new InFlight(3);

        assertThat(IntStream.range(0, 5).filter(_ -> inFlight.tryAcquire("ana", 1)).count()).isEqualTo(3);
        assertThat(inFlight.tryAcquire("bruno", 3)).isTrue();

        inFlight.release("ana", 1);
        assertThat(inFlight.tryAcquire("ana", 2)).isFalse();
        assertThat(inFlight.tryAcquire("ana", 1)).isTrue();
    }

    @Test
    void an_owner_that_occupies_nothing_needs_no_memory() {
        var inFlight = new InFlight(3);

        IntStream.range(0, 10_000).mapToObj(Integer::toString).filter(name -> inFlight.tryAcquire(name, 2))
                .forEach(name -> inFlight.release(name, 2));
        inFlight.tryAcquire("huge", 4);

        assertThat(inFlight.owners()).isZero();
    }
}
