package io.amparo.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

class RepublicationScheduleTest {

    @Test
    void republication_that_waits_for_the_broker_stops_no_ticker() throws Exception {
        var waiting = new CountDownLatch(1);
        var broker = new CountDownLatch(1);
        var republisher = mock(Republisher.class);
        doAnswer(_ -> {
            waiting.countDown();
            broker.await();
            return null;
        }).when(republisher).tick();
        var ticks = new CountDownLatch(1);
        try (var scheduler = new SimpleAsyncTaskScheduler(); var registrar = new Registrar(scheduler)) {
            scheduler.setVirtualThreads(true); // as Spring Boot does with spring.threads.virtual.enabled
            new StoreConfig().republications(republisher).configureTasks(registrar.tasks);
            registrar.tasks.afterPropertiesSet();
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

            scheduler.scheduleWithFixedDelay(ticks::countDown, Duration.ofMillis(10));

            assertThat(ticks.await(10, TimeUnit.SECONDS)).isTrue();
            broker.countDown();
        }
    }

    private record Registrar(ScheduledTaskRegistrar tasks) implements AutoCloseable {
        Registrar(SimpleAsyncTaskScheduler scheduler) {
            this(new ScheduledTaskRegistrar());
            tasks.setTaskScheduler(scheduler);
        }

        @Override
        public void close() {
            tasks.destroy();
        }
    }
}
