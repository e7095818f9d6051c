package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.engine.TicketWatch;
import io.amparo.sla.engine.TicketWatchCodec;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A ledger keeps repeated questions in one fact. Its clocks are those of a ledger with one fact per question. */
class RepeatedQuestionsPropertyTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T10:00:00Z");
    private static final List<String> STATUSES = List.of("OPEN", "IN_PROGRESS", "WAITING_CUSTOMER", "RESOLVED", "REOPENED",
            "CLOSED");

    private final Policies policies = policies();

    @Property(tries = 500)
    void clocks_are_those_of_one_fact_per_question_in_any_order_of_arrival(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int count) {
        var random = new Random(seed);
        var facts = new ArrayList<TicketFact>();
        for (int i = 0; i < count; i++) facts.add(fact(random, i));
        var arrived = arrivalOrder(facts, random);

        var ledger = opening();
        var plain = new ArrayList<>(opening().facts());
        for (var fact : arrived) {
            ledger = TicketWatchCodec.decode(TicketWatchCodec.encode(TicketWatch.of(ledger.with(fact)))).ledger();
            ledger = ledger.with(fact); // a duplicate changes nothing
            insert(plain, fact);

            assertThat(ClockTracker.clocksOf(ledger, policies))
                    .isEqualTo(ClockTracker.clocksOf(ledger.withOnly(plain), policies));
        }
        assertThat(ledger.facts()).allMatch(fact -> FactCodec
                .fromDocument(FactCodec.toDocument(fact).append("at", java.util.Date.from(fact.at()))).equals(fact));
    }

    @Example
    void rest_of_a_run_stays_before_the_reply_of_its_last_instant() {
        var later = OPENED.plus(Duration.ofHours(4));
        var ledger = opening().with(List.of(Facts.fact("#1", OPENED.plus(Duration.ofHours(1)), "ASKED", "m1"),
                Facts.fact("#2", later, "ASKED", "m2"), Facts.fact("#3", later, "REPLIED", "fabio"),
                Facts.fact("#4", OPENED.plus(Duration.ofHours(2)), "REPLIED", "fabio")));

        assertThat(ledger.hasOpenQuestion()).isFalse();
    }

    private static TicketFact fact(Random random, int i) {
        // Facts of the same instant have no order of their own, so each has another one here.
        var at = OPENED.plus(Duration.ofMinutes(random.nextInt(3_000))).plusMillis(i);
        return switch (random.nextInt(10)) {
            case 0 -> Facts.fact("#" + i, at, "STATUS", STATUSES.get(random.nextInt(STATUSES.size())));
            case 1 -> Facts.fact("#" + i, at, "REPLIED", "fabio");
            case 2 -> Facts.fact("#" + i, at, "PRIORITY", "P" + (1 + random.nextInt(3)));
            case 3 -> Facts.fact("#" + i, at, "SPLIT", "m" + random.nextInt(40) + " m" + random.nextInt(40));
            case 4 -> Facts.fact("#" + i, at, "KIND", random.nextBoolean() ? "INCIDENT" : "SERVICE_REQUEST");
            default -> Facts.fact("#" + i, at, "ASKED", "m" + i);
        };
    }

    /** Most facts arrive in order of time, some late. */
    private static List<TicketFact> arrivalOrder(List<TicketFact> facts, Random random) {
        var sorted = new ArrayList<>(facts);
        sorted.sort(Comparator.comparing(TicketFact::at));
        for (int late = random.nextInt(4); late > 0; late--) sorted.add(sorted.remove(random.nextInt(sorted.size())));
        return sorted;
    }

    private static Ledger opening() {
        return TicketFactMapper.newLedger("t1", "T-1", "acme", "s", "INCIDENT", "P1", OPENED)
                .with(TicketFactMapper.planFact(new PlanVersion("full", 1), OPENED))
                .with(TicketFactMapper.tzdataFact(policies().tzdata(), OPENED));
    }

    private static void insert(List<TicketFact> facts, TicketFact fact) {
        int index = facts.size();
        while (index > 0 && facts.get(index - 1).at().isAfter(fact.at()))
            index--;
        facts.add(index, fact);
    }
}
