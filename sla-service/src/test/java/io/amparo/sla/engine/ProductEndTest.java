package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.engine.TermChangesTest.contract;
import static io.amparo.sla.engine.TermChangesTest.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.sla.ledger.Facts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine while the support of a product ends under open tickets. */
class ProductEndTest {
    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = TermChangesTest.engine(state);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    @Tag("R10.2")
    void end_of_product_cancels_open_clocks_on_the_day_in_the_customers_zone() {
        engine.publish("amparo.tickets", opened("t1", engine.now()));
        engine.publish("amparo.customers", contract("a", null, engine.now()));
        engine.advance(Duration.ofSeconds(1));
        engine.publish("amparo.tickets",
                new StatusChanged("t1", "T-t1", "acme", "OPEN", "WAITING_CUSTOMER", "fabio", null, engine.now()));
        engine.publish("amparo.products", product(LocalDate.of(2026, 7, 22)));
        engine.advance(Duration.ofSeconds(11));
        engine.drainEvents();

        engine.advanceTo(at("2026-07-21T23:59:59-03:00"));
        assertThat(engine.drainEvents()).isEmpty();

        engine.advance(Duration.ofSeconds(12));
        assertThat(engine.drainEvents()).extracting(Event::data).hasSize(2).allSatisfy(it -> {
            assertThat(it).isInstanceOf(SlaCancelled.class);
            assertThat(((SlaCancelled) it).code()).isEqualTo("END_OF_LIFE");
            assertThat(((SlaCancelled) it).cancelledAt()).isEqualTo(at("2026-07-22T00:00-03:00"));
        });
    }

    @Test
    @Tag("R10.2")
    void ended_product_gives_new_tickets_no_clocks_and_cancels_open_ones() {
        engine.publish("amparo.tickets", opened("t1", engine.now()));
        engine.drainEvents();

        engine.publish("amparo.products", product(LocalDate.of(2026, 7, 20)));
        engine.publish("amparo.tickets", opened("t2", engine.now()));
        assertThat(engine.drainEvents()).extracting(Event::id).containsExactly("t2/TICKET/1/terms-8");

        engine.advance(Duration.ofMillis(100));
        assertThat(engine.drainEvents()).extracting(Event::id).contains("t1/FIRST_RESPONSE/1/cancelled",
                "t1/RESOLUTION/1/cancelled");
    }

    @Test
    void cancellation_at_the_end_of_a_product_names_the_change_of_the_product_as_its_cause() {
        engine.publish("amparo.tickets", opened("t1", engine.now()));
        engine.publish("amparo.customers", contract("a", null, engine.now()));
        engine.publish("end", "cafe", "amparo.products", product(LocalDate.of(2026, 7, 22)));
        engine.advance(Duration.ofSeconds(11));
        assertThat(engine.drainEvents()).filteredOn(it -> it.data() instanceof SlaTermsChanged).last()
                .returns("/amparo/elsewhere#end", Event::causation).returns("cafe", Event::correlation);
        // Neither a later event of the ticket nor another change of the product moves the end.
        engine.publish("amparo.tickets",
                new StatusChanged("t1", "T-t1", "acme", "OPEN", "WAITING_CUSTOMER", "fabio", null, engine.now()));
        engine.publish("again", "amparo.products", product(LocalDate.of(2026, 7, 22)));
        engine.advanceTo(at("2026-07-21T23:59:59-03:00"));
        engine.advance(Duration.ofSeconds(12));

        assertThat(engine.drainEvents()).filteredOn(it -> it.data() instanceof SlaCancelled).hasSize(2).allSatisfy(
                it -> assertThat(it).returns("/amparo/elsewhere#end", Event::causation).returns("cafe", Event::correlation));
    }

    @Test
    void older_product_that_is_published_late_does_not_win() {
        engine.publish("amparo.products", product(LocalDate.of(2026, 7, 22)));
        engine.publish(1, "amparo.products", product(null));
        engine.publish("amparo.tickets", opened("t1", engine.now()));
        assertThat(Facts.value(engine.ledger("t1"), "SUPPORT")).isEqualTo("2026-07-22T03:00:00Z");

        engine.publish(1, "amparo.products", product(LocalDate.of(2030, 1, 1)));
        engine.advance(Duration.ofSeconds(11));
        assertThat(Facts.value(engine.ledger("t1"), "SUPPORT")).isEqualTo("2026-07-22T03:00:00Z");
    }

    @Test
    void unreadable_product_does_not_stop_the_engine() {
        engine.publish("amparo.tickets", opened("t1", engine.now()));
        engine.publishBytes("amparo.products", "no product");
        engine.publish("amparo.products", product(LocalDate.of(2026, 7, 21)));
        engine.drainEvents();

        engine.advanceTo(at("2026-07-20T14:00:01-03:00"));
        assertThat(engine.drainEvents()).extracting(Event::id).contains("t1/FIRST_RESPONSE/1/breached");

        engine.advanceTo(at("2026-07-21T00:00:30-03:00"));
        assertThat(engine.drainEvents()).extracting(Event::id).contains("t1/FIRST_RESPONSE/1/cancelled");
    }

    private ProductChanged product(LocalDate endOfLife) {
        return new ProductChanged("opmon-8", "OpMon 8", "8", List.of(), endOfLife, null, engine.now());
    }
}
