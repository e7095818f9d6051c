package io.amparo.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedSemaphoreTest {
    @Test
    void an_owner_occupies_at_most_the_limit() {
        var semaphore = new KeyedSemaphore(3);

        assertThat(IntStream.range(0, 5).filter(_ -> semaphore.tryAcquire("ana", 1)).count()).isEqualTo(3);
        assertThat(semaphore.tryAcquire("bruno", 3)).isTrue();

        semaphore.release("ana", 1);
        assertThat(semaphore.tryAcquire("ana", 2)).isFalse();
        assertThat(semaphore.tryAcquire("ana", 1)).isTrue();
    }

    @Test
    void an_owner_that_occupies_nothing_needs_no_memory() {
        var semaphore = new KeyedSemaphore(3);

        IntStream.range(0, 10_000).mapToObj(Integer::toString).filter(name -> semaphore.tryAcquire(name, 2))
                .forEach(name -> semaphore.release(name, 2));
        semaphore.tryAcquire("huge", 4);

        assertThat(semaphore.owners()).isZero();
    }
}
